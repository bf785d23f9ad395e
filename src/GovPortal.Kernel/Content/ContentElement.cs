using System.Text.Json.Nodes;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Kernel.Content;

/// <summary>
/// Where an element stands in a type: the path of its JSON object (<c>TitlePart</c>, <c>Article.Source</c>),
/// which is also the prefix of its form fields and of its failures, and its settings.
/// </summary>
/// <param name="Settings">For a field its own type's settings (<c>TextFieldSettings</c>), for a part all its settings.</param>
public sealed record ElementContext(
    ContentTypeDefinition Type, TypePart Part, FieldDefinition? Field, string Path, string DisplayName, JsonObject Settings, string? Hint)
{
    public bool Required => Settings["Required"] is JsonValue v && v.TryGetValue<bool>(out var required) && required;

    public Failure Refuse(string property, string code, params object?[] args) =>
        Failure.At($"{Path}.{property}", code, [DisplayName, .. args]);

    /// <summary>The name of the form field for a property.</summary>
    public string Name(string property) => $"{Path}.{property}";
}

/// <summary>A column that a value takes in a sheet.</summary>
/// <param name="Name">Which of the value's columns; empty where it has one only.</param>
/// <param name="Heads">Other heads under which offices keep it.</param>
public sealed record SheetColumn(string Name, string Title, IReadOnlyList<string> Heads);

/// <summary>
/// A kind of part or field: how its JSON object, stored as Orchard stores it, is checked, edited, shown and indexed.
/// All members work on the object alone; none reads the database.
/// </summary>
public abstract class ContentElement
{
    /// <summary>Orchard's name: <c>TitlePart</c>, <c>TextField</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The properties the object may hold. Anything else in a draft is refused with the nearest name.</summary>
    public abstract IReadOnlyList<string> Properties { get; }

    /// <summary>Name of the Razor partial that edits it, <c>Elements/TextField</c>; null where there is no editor.</summary>
    public virtual string? EditorPartial(ElementContext context) => "Elements/" + Name;

    /// <summary>
    /// Wrongly typed or impossible values. A draft needs these only; <paramref name="complete"/> adds what submission
    /// asks for, such as required values (<c>content.required</c>).
    /// </summary>
    public abstract IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete);

    /// <summary>Takes the form's fields under <see cref="ElementContext.Path"/> into the object; absent fields stay as they are.</summary>
    public abstract void ReadForm(ElementContext context, IFormCollection form, JsonObject value);

    /// <summary>The value for a public reader as HTML that is safe as it stands; null where there is nothing to show.</summary>
    public virtual string? Html(ElementContext context, JsonObject value) => null;

    /// <summary>The value as plain text for search and summaries; empty where it says nothing.</summary>
    public virtual string Text(ElementContext context, JsonObject value) => "";

    /// <summary>The columns the value takes in a sheet: one for most kinds, a table's own; none where cells cannot hold it.</summary>
    public virtual IReadOnlyList<SheetColumn> SheetColumns(ElementContext context) => [];

    /// <summary>The value as lines of cells by the names of its columns, one line but for tables; <see cref="ReadSheet"/> reads them back as the same.</summary>
    public virtual IReadOnlyList<IReadOnlyDictionary<string, string>> SheetLines(ElementContext context, JsonObject value) => [];

    /// <summary>Takes lines of cells as people wrote them; columns that are not named stay as they are. What cannot be read is kept as text, for the check to refuse.</summary>
    public virtual void ReadSheet(ElementContext context, IReadOnlyList<IReadOnlyDictionary<string, string>> lines, JsonObject value)
    {
    }

    /// <summary>Paths of the media files the value refers to.</summary>
    public virtual IEnumerable<string> MediaPaths(JsonObject value) => [];

    /// <summary>True for the long main text of an item, which the page shows as its body and not as a labelled field.</summary>
    public virtual bool IsBody => false;

    /// <summary>True where the page shows it in a place of its own (title, path, disclosure) and not among the fields.</summary>
    public virtual bool IsStructural => false;

    /// <summary>True for a part that items may hold without their type naming it, as Orchard welds its ContainedPart on.</summary>
    public virtual bool IsWelded => false;
}
