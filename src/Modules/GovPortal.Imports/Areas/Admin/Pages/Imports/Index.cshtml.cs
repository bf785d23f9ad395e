using System.Globalization;
using GovPortal.AdminUi.PageModels;
using GovPortal.Imports.Features;
using GovPortal.Imports.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Tables;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GovPortal.Imports.Areas.Admin.Pages.Imports;

/// <summary>Which list, and where it belongs.</summary>
[UploadLimit(TableLimits.MaxFileBytes, "/Admin/Imports?problem=too-large")]
public sealed class IndexModel(
    ITexts texts, PortalDbContext db, CurrentActor current, DefinitionStore definitions, ContentElements elements, PreviewImport preview, ImportUploads uploads,
    TimeProvider time) : AdminPageModel(texts)
{
    [FromQuery(Name = "type")] public string? Type { get; set; }
    [FromQuery(Name = "column")] public string? Column { get; set; }
    public string? Section { get; private set; }
    public string Stage { get; private set; } = "management";
    public string FormedOn { get; private set; } = "";

    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public IReadOnlyList<ContentTypeDefinition> Types { get; private set; } = [];
    public IReadOnlyList<Column> Columns { get; private set; } = [];
    public IReadOnlyList<Section> Sections { get; private set; } = [];

    public int MaxMegabytes { get; } = TableLimits.MaxFileBytes / (1024 * 1024);

    public async Task<IActionResult> OnGetAsync([FromQuery] string? problem, CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        if (problem == "too-large") AddFailures(Failure.At("file", "import.file-too-large", MaxMegabytes));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(
        IFormFile? file, [FromForm] string? type, [FromForm] string? column, [FromForm] string? section, [FromForm] string? stage, [FromForm] string? formedOn,
        CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        (Type, Column, Section, Stage, FormedOn) = (type, column, section, stage ?? "", formedOn ?? "");
        var actor = await current.GetAsync();
        var failures = new List<Failure>();
        if (file is null) failures.Add(Failure.At("file", "import.choose-file"));
        else if (file.Length > TableLimits.MaxFileBytes) failures.Add(Failure.At("file", "import.file-too-large", MaxMegabytes));
        if (!Disclosure.Stages.ContainsKey(Stage)) failures.Add(Failure.At("stage", "content.required", "五公开环节"));
        if (!DateOnly.TryParseExact(FormedOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var formed)) failures.Add(Failure.At("formedOn", "content.required", "信息形成日期"));
        var place = ListPlace.Of(await definitions.LoadAsync(db, cancellation), elements, Organisation, type, column, section, actor);
        if (place.Has(Failure.NotAllowed)) return Forbid();
        if (!place.Succeeded) failures.AddRange(place.Failures);
        if (failures.Count > 0) return Refuse(failures);

        using var bytes = new MemoryStream();
        await file!.CopyToAsync(bytes, cancellation);
        var upload = new ImportUpload
        {
            Id = "", UserId = actor.UserId, ContentType = place.Value!.Type.Name, ColumnId = place.Value.Column.Id, SectionId = place.Value.Section.Id, Stage = Stage,
            FormedOn = formed, FileName = Path.GetFileName(file.FileName), Content = bytes.ToArray(), UploadedUtc = time.UtcNow(),
        };
        var read = await preview.HandleAsync(upload, actor, cancellation);
        if (!read.Succeeded) return Refuse(read);
        var id = await uploads.KeepAsync(upload.Content, upload.FileName, place.Value, Stage, formed, actor, cancellation);
        return LocalRedirect("/Admin/Imports/Preview?upload=" + id);
    }

    private PageResult Refuse(Result refused)
    {
        AddFailures(refused);
        return Page();
    }

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        Types = [.. (await definitions.LoadAsync(db, cancellation)).Types.Where(t => ListPlace.HasLists(t, elements)).OrderBy(t => t.Name is "PowerItem" ? 0 : 1).ThenBy(t => t.DisplayName, StringComparer.Ordinal)];
        Columns = [.. Organisation.Columns.Where(c => !c.IsGroup && !c.IsClosed && ListPlace.Writable(Organisation, c, actor).Count > 0)];
        Sections = [.. Columns.SelectMany(c => ListPlace.Writable(Organisation, c, actor)).DistinctBy(s => s.Id)];
        FormedOn = time.UtcNow().ToCivilDate().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return actor.CanSomewhere(Permissions.ContentEdit);
    }
}
