using System.Text.Json.Nodes;
using GovPortal.AdminUi;
using GovPortal.AdminUi.Elements;
using GovPortal.AdminUi.PageModels;
using GovPortal.Editing.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Editing.Areas.Admin.Pages.Content;

/// <summary>The editor: made from the type's definition, saved as a draft, sent to review from here.</summary>
[AllowInlineStyles]
[RequestSizeLimit(256L * 1024 * 1024)]
[RequestFormLimits(MultipartBodyLengthLimit = 256L * 1024 * 1024)]
public sealed class EditModel(
    ITexts texts, VersionLoader loader, ContentElements elements, ReadForm readForm, SaveDraft save, SubmitVersion submit, Picks picks, ListContained contained,
    PortalDbContext db, PortalStateReader state, CurrentActor current) : AdminPageModel(texts)
{
    [BindProperty] public string? ItemId { get; set; }
    [BindProperty] public string? TypeName { get; set; }
    [BindProperty] public int? Revision { get; set; }

    public ContentTypeDefinition Type { get; private set; } = null!;
    public JsonObject Data { get; private set; } = [];
    public ContentVersion? Latest { get; private set; }
    public bool HasLive { get; private set; }
    public ElementChoices Choices { get; private set; } = ElementChoices.None;
    /// <summary>Null where the item is no list or was never saved.</summary>
    public ContainedPage? Contained { get; private set; }

    [FromQuery(Name = "page")] public int ContainedPage { get; set; }

    public IReadOnlyList<PlacedElement> Placed => [.. elements.Walk(Type, Data)];

    public async Task<IActionResult> OnGetAsync(
        string? id, [FromQuery(Name = "type")] string? type, [FromQuery(Name = "column")] string? column,
        [FromQuery(Name = "list")] string? list, CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (id is not null)
        {
            if (await LoadAsync(id, actor, cancellation) is { } refused) return refused;
        }
        else
        {
            if (type is null || state.Current.Definitions.Type(type) is not { Creatable: true } chosen) return LocalRedirect("/Admin/Content/Create");
            (Type, TypeName, ItemId) = (chosen, chosen.Name, ContentIds.New());
            Data[Disclosure.PartName] = new JsonObject { ["ColumnId"] = column };
            if (await contained.PresetAsync(db, list, Type, actor, cancellation) is { } preset) Data[ContentTypeDefinition.ContainedPart] = preset;
        }
        await ChooseAsync(actor, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? id, [FromForm(Name = "do")] string? what, CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        var isNew = id is null;
        if (isNew)
        {
            if (state.Current.Definitions.Type(TypeName ?? "") is not { } chosen || ItemId is not { Length: 26 }) return LocalRedirect("/Admin/Content/Create");
            Type = chosen;
            // Sent before and saved: a second click goes on where the first one led.
            if (await loader.FindItemAsync(db, ItemId, cancellation) is not null) return LocalRedirect($"/Admin/Content/Edit/{ItemId}");
        }
        else if (await LoadAsync(id!, actor, cancellation, keepRevision: true) is { } refused)
        {
            return refused;
        }
        var failures = await readForm.HandleAsync(Type, Data, Request.Form, ItemId!, actor, cancellation);
        if (RowCommand.Read(Request.Form) is not null || failures.Count > 0)
        {
            return await AgainAsync(failures, actor, cancellation);
        }
        var saved = await save.HandleAsync(
            new SaveDraftCommand(isNew ? null : ItemId, Type.Name, Data, isNew ? null : Revision, isNew ? ItemId : null, NoteIsNew: true), actor, cancellation);
        if (saved.Has(Failure.NotAllowed)) return Forbid();
        if (!saved.Succeeded) return await AgainAsync(saved, actor, cancellation);

        if (what == "submit")
        {
            var missing = await loader.FindAsync(db, saved.Value.VersionId, cancellation) is { } v
                ? await submit.MissingAsync(db, v, cancellation) : [Failure.Of("version.unknown")];
            if (missing.Count == 0) return LocalRedirect($"/Admin/Reviews/Submit/{saved.Value.VersionId}");
            // The draft is kept; what submission asks for is shown at the fields.
            (Revision, Saved) = (saved.Value.Revision, true);
            ModelState.Remove(nameof(Revision));
            Result refused = missing;
            if (isNew)
            {
                FlashError(refused);
                return LocalRedirect($"/Admin/Content/Edit/{saved.Value.ContentItemId}");
            }
            return await AgainAsync(refused, actor, cancellation);
        }
        Flash(T["草稿已保存。"]);
        return LocalRedirect(what == "close" ? $"/Admin/Content/Item/{saved.Value.ContentItemId}" : $"/Admin/Content/Edit/{saved.Value.ContentItemId}");
    }

    /// <summary>True where the draft was saved and only submission was refused.</summary>
    public bool Saved { get; private set; }

    private async Task<IActionResult?> LoadAsync(string id, Actor actor, CancellationToken cancellation, bool keepRevision = false)
    {
        if (await loader.FindItemAsync(db, id, cancellation) is not var (item, latest) || !ContentAccess.CanRead(actor, latest)) return NotFound();
        if (!ContentAccess.CanEdit(actor, latest.AgencyId, latest.SectionId)) return Forbid();
        if (latest.State != VersionState.Draft && !Transitions.IsFinal(latest.State))
        {
            FlashError(T.Of(Failure.Of("draft.under-review")));
            return LocalRedirect($"/Admin/Content/Item/{id}");
        }
        if (await loader.FindAsync(db, latest.Id, cancellation) is not { } v) return NotFound();
        (Type, Data, Latest, HasLive) = (v.Type, v.Data, latest, item.PublishedVersionId is not null);
        if (latest.State is VersionState.Published or VersionState.Withdrawn) Disclosure.DropChangeNote(Data);
        (ItemId, TypeName) = (item.Id, item.ContentType);
        if (!keepRevision) Revision = item.Revision;
        return null;
    }

    private async Task<IActionResult> AgainAsync(Result refused, Actor actor, CancellationToken cancellation)
    {
        AddFailures(refused);
        await ChooseAsync(actor, cancellation);
        return Page();
    }

    private async Task ChooseAsync(Actor actor, CancellationToken cancellation)
    {
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        var columns = WritableColumns.For(actor, organisation);
        var sections = columns.SelectMany(c => WritableColumns.Sections(actor, organisation, c)).DistinctBy(s => s.Id);
        if (Latest is not null)
        {
            Contained = await contained.HandleAsync(db, Latest, Type, state.Current.Definitions, organisation, ContainedPage, actor, cancellation);
        }
        var (titles, candidates) = await picks.OfAsync(db, Type, Data, actor, cancellation);
        Choices = new ElementChoices
        {
            ContentItemId = Latest is null ? null : ItemId, ChangesLive = HasLive,
            Columns = [.. columns.Select(c => new ColumnChoice(
                c.Id, organisation.FullTitle(c), c.SectionId, c.SectionMeaning != SectionMeaning.Named || c.SectionId is null, c.DeadlineFrom))],
            Sections = [.. sections.Select(s => new SectionChoice(s.Id, s.Name))],
            Titles = titles, Candidates = candidates,
        };
    }

    /// <summary>Refusals at the element as a whole; those at one of its form fields are shown there.</summary>
    public IReadOnlyList<string> Errors(string path) =>
        ModelState.TryGetValue(path, out var entry) ? [.. entry.Errors.Select(e => e.ErrorMessage)] : [];
}
