using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;

namespace GovPortal.AdminUi.Elements;

/// <summary>What the editor of one part or field is given: <c>Elements/&lt;Name&gt;.cshtml</c>.</summary>
/// <param name="Value">The element's JSON object; empty where nothing was written yet.</param>
/// <param name="Errors">
/// Texts of the refusals that no control of the element shows itself. Those keyed by a form name
/// (<c>Part.Field.Property</c>) are in the model state, where <c>gp-field</c> finds them.
/// </param>
public sealed record ElementEditorModel(ElementContext Context, JsonObject Value, IReadOnlyList<string> Errors, ElementChoices Choices);

/// <summary>What an editor may choose from; the page that edits an item loads it once for all its elements.</summary>
public sealed record ElementChoices
{
    public static ElementChoices None { get; } = new();

    /// <summary>Null while the item was never saved; defaults are filled in only then.</summary>
    public string? ContentItemId { get; init; }

    /// <summary>True where a version is live that this one would take the place of.</summary>
    public bool ChangesLive { get; init; }

    /// <summary>Columns (栏目) the person may write in, groups left out.</summary>
    public IReadOnlyList<ColumnChoice> Columns { get; init; } = [];

    public IReadOnlyList<SectionChoice> Sections { get; init; } = [];

    /// <summary>Where the rich text editor sends pictures; null leaves uploading to the attachments.</summary>
    public string? MediaUploadUrl { get; init; }

    /// <summary>Titles or names of what is picked already (items, terms, people), by id.</summary>
    public IReadOnlyDictionary<string, string> Titles { get; init; } = new Dictionary<string, string>();

    /// <summary>What a picker offers, by the element's path (<c>Interpretation.Document</c>).</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PickChoice>> Candidates { get; init; } = new Dictionary<string, IReadOnlyList<PickChoice>>();

    public bool IsNew => ContentItemId is null;

    public string TitleOf(string id) => Titles.GetValueOrDefault(id) ?? CandidateTitle(id) ?? id;

    public IReadOnlyList<PickChoice> CandidatesFor(ElementContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Candidates.GetValueOrDefault(context.Path) ?? [];
    }

    private string? CandidateTitle(string id) => Candidates.Values.SelectMany(c => c).FirstOrDefault(c => c.Id == id)?.Title;
}

/// <param name="SectionId">The section the column belongs to; null where the drafting section is to be chosen.</param>
/// <param name="NeedsSection">True where the column leaves the section to the draft (各起草科室).</param>
public sealed record ColumnChoice(string Id, string Title, string? SectionId, bool NeedsSection, string? Start = null);

public sealed record SectionChoice(string Id, string Name);

/// <param name="Name">The name stored beside the id: a user's, a tag's; null where none is stored.</param>
public sealed record PickChoice(string Id, string Title, string? Name = null);
