using System.Collections.Frozen;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Results;

namespace GovPortal.Kernel.Content;

/// <summary>An element where it stands in one item.</summary>
public sealed record PlacedElement(ContentElement Element, ElementContext Context, JsonObject Value);

/// <summary>All kinds of parts and fields, and the walk over an item's parts and fields.</summary>
public sealed class ContentElements(IEnumerable<ContentElement> elements)
{
    private readonly FrozenDictionary<string, ContentElement> _elements = elements.ToFrozenDictionary(e => e.Name, StringComparer.Ordinal);

    public ContentElement? Find(string name) => _elements.GetValueOrDefault(name);

    /// <summary>
    /// The elements of a type over an item's data, in the order of the definition: a part's own properties first, then
    /// its fields; parts that are welded onto this item come last. Kinds without a registration (YoutubeField …) are passed
    /// over; their values are kept as they are.
    /// </summary>
    public IEnumerable<PlacedElement> Walk(ContentTypeDefinition type, JsonObject data)
    {
        foreach (var part in type.Parts)
        {
            var value = data[part.Name] as JsonObject ?? [];
            if (Find(part.Definition.Name) is { } element)
            {
                var context = new ElementContext(type, part, null, part.Name, part.DisplayName ?? part.Name, part.Settings, null);
                yield return new PlacedElement(element, context, value);
            }
            foreach (var field in part.Definition.Fields)
            {
                if (Find(field.FieldType) is not { } kind) continue;
                var context = new ElementContext(
                    type, part, field, $"{part.Name}.{field.Name}", field.DisplayName, field.TypeSettings, field.Hint);
                yield return new PlacedElement(kind, context, value[field.Name] as JsonObject ?? []);
            }
        }
        foreach (var (name, member) in data)
        {
            if (member is not JsonObject value || type.Part(name) is not null || Welded(name) is not { } part) continue;
            yield return new PlacedElement(Find(name)!, new ElementContext(type, part, null, name, name, part.Settings, null), value);
        }
    }

    /// <summary>The part as an item holds it whose type does not name it; null where no part of that name is ever welded on.</summary>
    private TypePart? Welded(string name) => Find(name) is { IsWelded: true } ? new TypePart(name, new PartDefinition(name, [], []), []) : null;

    /// <summary>
    /// Every reason why the data is no draft of the type, or, with <paramref name="complete"/>, not ready to be submitted:
    /// <c>content.unknown-part</c>, <c>content.unknown-property</c>, <c>content.wrong-shape</c> and the elements' own.
    /// </summary>
    public List<Failure> Check(ContentTypeDefinition type, JsonObject data, bool complete)
    {
        var failures = new List<Failure>();
        var partNames = type.Parts.Select(p => p.Name).ToList();
        foreach (var (name, value) in data)
        {
            if ((type.Part(name) ?? Welded(name)) is not { } part)
            {
                failures.Add(Failure.At(name, "content.unknown-part", name, Nearest.Of(name, partNames)));
            }
            else if (value is not JsonObject members)
            {
                failures.Add(Failure.At(name, "content.wrong-shape", name));
            }
            else
            {
                CheckMembers(part, members, failures);
            }
        }
        if (failures.Count > 0) return failures;
        foreach (var (element, context, value) in Walk(type, data))
        {
            failures.AddRange(element.Check(context, value, complete));
        }
        return failures;
    }

    private void CheckMembers(TypePart part, JsonObject members, List<Failure> failures)
    {
        var own = Find(part.Definition.Name)?.Properties;
        // A part that this product does not know and that has no fields keeps whatever it holds.
        if (own is null && part.Definition.Fields.Count == 0) return;
        var known = (own ?? []).Concat(part.Definition.Fields.Select(f => f.Name)).ToList();
        foreach (var (name, value) in members)
        {
            var path = $"{part.Name}.{name}";
            if (!known.Contains(name))
            {
                failures.Add(Failure.At(path, "content.unknown-property", name, Nearest.Of(name, known)));
            }
            else if (part.Definition.Fields.FirstOrDefault(f => f.Name == name) is { } field && Find(field.FieldType) is { } kind)
            {
                if (value is not JsonObject properties)
                {
                    failures.Add(Failure.At(path, "content.wrong-shape", path));
                    continue;
                }
                foreach (var (property, _) in properties.Where(p => !kind.Properties.Contains(p.Key)))
                {
                    failures.Add(Failure.At($"{path}.{property}", "content.unknown-property", property, Nearest.Of(property, kind.Properties)));
                }
            }
        }
    }

    /// <summary>The item's whole plain text without its structural parts.</summary>
    public string Text(ContentTypeDefinition type, JsonObject data) => Text(type, data, bodyOnly: false);

    /// <summary>What a list shows of the item below its title: its body; where it has none, its whole text.</summary>
    public string Opening(ContentTypeDefinition type, JsonObject data) => Text(type, data, bodyOnly: true) is { Length: > 0 } body ? body : Text(type, data);

    private string Text(ContentTypeDefinition type, JsonObject data, bool bodyOnly) =>
        string.Join('\n', Walk(type, data).Where(e => !e.Element.IsStructural && e.Context.Field is not { IsInternal: true } && (!bodyOnly || e.Element.IsBody))
            .Select(e => e.Element.Text(e.Context, e.Value)).Where(t => t.Length > 0));

    public IReadOnlyList<string> MediaPaths(ContentTypeDefinition type, JsonObject data) =>
        [.. Walk(type, data).SelectMany(e => e.Element.MediaPaths(e.Value)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
