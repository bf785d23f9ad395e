using GovPortal.AdminUi.PageModels;
using GovPortal.Editing.Features;
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

namespace GovPortal.Editing.Areas.Admin.Pages.Content;

/// <summary>The first question of a new item: which column, which kind; and whether a Word document gives its text.</summary>
[UploadLimit(TableLimits.MaxFileBytes, "/Admin/Content/Create?problem=too-large")]
public sealed class CreateModel(ITexts texts, PortalDbContext db, PortalStateReader state, CurrentActor current, DraftFromWord draft) : AdminPageModel(texts)
{
    [FromQuery(Name = "column")] public string? Column { get; set; }

    public string? Type { get; private set; }
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public IReadOnlyList<Column> Columns { get; private set; } = [];
    public IReadOnlyList<ContentTypeDefinition> Types { get; private set; } = [];

    public static int MaxMegabytes => TableLimits.MaxFileBytes / (1024 * 1024);

    public async Task<IActionResult> OnGetAsync([FromQuery] string? problem, CancellationToken cancellation)
    {
        if (!await LoadAsync(await current.GetAsync(), cancellation)) return Forbid();
        if (problem == "too-large") AddFailures(Failure.At("word", "word.too-large", MaxMegabytes));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string? column, [FromForm] string? type, IFormFile? word, CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!await LoadAsync(actor, cancellation)) return Forbid();
        (Column, Type) = (column, type ?? Type);
        if (column is not { Length: > 0 }) return Refuse(Failure.At("column", "draft.column-required"));
        if (word is null or { Length: 0 }) return LocalRedirect($"/Admin/Content/Edit?column={Uri.EscapeDataString(column)}&type={Uri.EscapeDataString(Type ?? "")}");

        using var bytes = new MemoryStream();
        await word.CopyToAsync(bytes, cancellation);
        var drafted = await draft.HandleAsync(new DraftFromWordCommand(bytes.ToArray(), Path.GetFileName(word.FileName), Type ?? "", column), actor, cancellation);
        if (drafted.Has(Failure.NotAllowed)) return Forbid();
        if (!drafted.Succeeded) return Refuse(drafted);
        var left = drafted.Value.LeftOut.Select(l => T["word-left." + l.Code, l.Count]).ToList();
        Flash(T["已从“{0}”带入标题和正文，图片 {1} 张。", word.FileName, drafted.Value.Images]
            + (left.Count > 0 ? T["未带入或需核对：{0}。", string.Join("、", left)] : ""));
        return LocalRedirect("/Admin/Content/Edit/" + drafted.Value.ContentItemId);
    }

    private PageResult Refuse(Result refused)
    {
        AddFailures(refused);
        return Page();
    }

    private async Task<bool> LoadAsync(Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(Permissions.ContentEdit)) return false;
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        Columns = WritableColumns.For(actor, Organisation);
        Types = [.. state.Current.Definitions.Types.Where(t => t.Creatable)];
        Type = Types.Count > 0 ? Types[0].Name : null;
        return true;
    }
}
