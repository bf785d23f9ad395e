using GovPortal.AdminUi.PageModels;
using GovPortal.Columns.Features;
using GovPortal.Columns.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Tables;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GovPortal.Columns.Areas.Admin.Pages.Columns;

/// <summary>Upload, look at what would happen, confirm. Nothing changes before the confirmation.</summary>
[UploadLimit(TableLimits.MaxFileBytes, "/Admin/Columns/Import?problem=too-large")]
public sealed class ImportModel(
    ITexts texts, PortalDbContext db, CurrentActor current, PreviewTaskTable preview, ApplyTaskTable apply, TaskTableUploads uploads) : AdminPageModel(texts)
{
    [FromQuery(Name = "agency")] public string? Agency { get; set; }

    /// <summary>Ids of columns and sections that the table does not rename or move, though it looks so.</summary>
    [FromQuery(Name = "separate")] public IReadOnlyList<string> Separate { get; set; } = [];

    public IReadOnlyList<Agency> Agencies { get; private set; } = [];
    public TaskTablePreview? Preview { get; private set; }
    public TaskTableUpload? Upload { get; private set; }

    public static int MaxMegabytes => TableLimits.MaxFileBytes / (1024 * 1024);

    public async Task<IActionResult> OnGetAsync([FromQuery] string? upload, [FromQuery] string? problem, CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        if (problem == "too-large") AddFailures(Failure.At("file", "task-table.file-too-large", MaxMegabytes));
        return upload is null ? Page() : await ShowAsync(upload, cancellation);
    }

    public async Task<IActionResult> OnPostAsync(IFormFile? file, [FromForm] string? agency, CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        Agency = agency ?? Agency;
        if (file is null) return Refuse(Failure.At("file", "task-table.choose-file"));
        if (file.Length > TableLimits.MaxFileBytes) return Refuse(Failure.At("file", "task-table.file-too-large", MaxMegabytes));

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellation);
        bytes.Position = 0;
        var actor = await current.GetAsync();
        var read = await preview.HandleAsync(new TaskTableSource(bytes, file.FileName, agency), actor, trusted: false, cancellation);
        if (read.Has(Failure.NotAllowed)) return Forbid();
        if (!read.Succeeded) return Refuse(read);
        var id = await uploads.KeepAsync(bytes.ToArray(), Path.GetFileName(file.FileName), read.Value.Agency.Id, actor, cancellation);
        return LocalRedirect("/Admin/Columns/Import?upload=" + id);
    }

    public async Task<IActionResult> OnPostApplyAsync(
        [FromForm] string upload, [FromForm] string token, [FromForm] bool acceptUnread, [FromForm(Name = "separate")] string[]? separate, CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        Separate = separate ?? [];
        var actor = await current.GetAsync();
        if (await TaskTableUploads.FindAsync(db, upload, actor, cancellation) is not { } kept) return Refuse(Failure.Of("task-table.upload-gone"));
        using var bytes = new MemoryStream(kept.Content);
        var done = await apply.HandleAsync(
            new ApplyTaskTableCommand(new TaskTableSource(bytes, kept.FileName, kept.AgencyId), token, acceptUnread, Separate: Separate.ToHashSet()), actor, cancellation);
        if (done.Has(Failure.NotAllowed)) return Forbid();
        if (!done.Succeeded)
        {
            // The preview is shown anew, with the difference as it is now.
            AddFailures(done.Has("task-table.unread") ? Failure.Of("task-table.unread-not-accepted", done.Failures.Count) : done);
            return await ShowAsync(upload, cancellation);
        }
        await uploads.ForgetAsync(upload, actor, cancellation);
        var result = done.Value;
        Flash(result is { New: 0, Changed: 0, Closed: 0, NewSections: 0, RenamedSections: 0 }
            ? T["任务分解表与门户一致，没有需要修改的内容。"]
            : T["已导入：新增栏目 {0} 个，变更 {1} 个，关闭 {2} 个，新增科室 {3} 个，更名科室 {4} 个。", result.New, result.Changed, result.Closed, result.NewSections, result.RenamedSections]);
        return LocalRedirect("/Admin/Columns" + (Agencies.Count > 1 ? "?agency=" + Uri.EscapeDataString(kept.AgencyId) : ""));
    }

    public async Task<IActionResult> OnPostCancelAsync([FromForm] string upload, CancellationToken cancellation)
    {
        await uploads.ForgetAsync(upload, await current.GetAsync(), cancellation);
        return LocalRedirect("/Admin/Columns");
    }

    private async Task<IActionResult> ShowAsync(string id, CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (await TaskTableUploads.FindAsync(db, id, actor, cancellation) is not { } kept) return Refuse(Failure.Of("task-table.upload-gone"));
        using var bytes = new MemoryStream(kept.Content);
        var read = await preview.HandleAsync(new TaskTableSource(bytes, kept.FileName, kept.AgencyId), actor, trusted: false, cancellation, Separate.ToHashSet());
        if (read.Has(Failure.NotAllowed)) return Forbid();
        if (!read.Succeeded) return Refuse(read);
        (Upload, Preview) = (kept, read.Value);
        return Page();
    }

    /// <summary>The preview with one more, or one fewer, taken for another column or section.</summary>
    public string SeparateUrl(string id) => "/Admin/Columns/Import?upload=" + Uri.EscapeDataString(Upload!.Id)
        + string.Concat((Separate.Contains(id) ? Separate.Where(s => s != id) : Separate.Append(id)).Select(s => "&separate=" + Uri.EscapeDataString(s)));

    private PageResult Refuse(Result refused)
    {
        AddFailures(refused);
        return Page();
    }

    /// <summary>A column or section by id; null for anything else.</summary>
    public string? NameOf(string id) => _organisation.Column(id) is { } column ? _organisation.FullTitle(column) : _organisation.Section(id)?.Name;

    private OrganisationSnapshot _organisation = OrganisationSnapshot.Empty;

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        _organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        Agencies = [.. _organisation.Agencies.Where(a => actor.Can(Permissions.ColumnsManage, a.Id))];
        return Agencies.Count > 0;
    }
}
