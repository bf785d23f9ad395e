using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Organisation;
using GraphQL;
using GraphQL.Types;

namespace GovPortal.Api.GraphQl;

/// <summary>What GraphQL knows of each kind of part and field: as Orchard has it, and the kinds of this portal's own beside.</summary>
internal sealed class ElementTypes
{
    private readonly GraphTypes _types;
    private readonly ContentElements _elements;
    private readonly Dictionary<string, IGraphType> _fields;
    private readonly Dictionary<string, ObjectGraphType> _parts;
    private readonly ObjectGraphType _contained;

    /// <param name="item">The interface of all items.</param>
    /// <param name="known">Whether items of the type are in the schema; others are passed over.</param>
    public ElementTypes(GraphTypes types, ContentElements elements, InterfaceGraphType item, Func<string, bool> known)
    {
        (_types, _elements) = (types, elements);
        var user = Make("User", GraphTypes.Field<GraphUser>("userId", types.Text, u => u.Id), GraphTypes.Field<GraphUser>("userName", types.Text, u => u.Name),
            GraphTypes.Field<GraphUser>("email", types.Text, u => u.Email), GraphTypes.Field<GraphUser>("phoneNumber", types.Text, _ => null));
        User = user;
        var file = Make("MediaFileItem", GraphTypes.Field<GraphFile>("fileName", types.Text, f => Path.GetFileName(f.Path)), GraphTypes.Field<GraphFile>("path", types.Text, f => f.Path),
            GraphTypes.Field<GraphFile>("url", types.Text, f => "/media/" + f.Path), GraphTypes.Field<GraphFile>("mediaText", types.Text, f => f.Text));

        var html = Rich("HtmlField");
        _fields = new Dictionary<string, IGraphType>
        {
            ["HtmlField"] = html,
            ["MarkdownField"] = Rich("MarkdownField", "markdown"),
            ["LinkField"] = Make("LinkField", Member("url", "Url"), Member("text", "Text"), Member("target", "Target")),
            ["MultiTextField"] = new ListGraphType(types.Text),
            ["MediaField"] = Make("MediaField", types.Paged<GraphValue, GraphFile>("files", file, Files, (_, part, _) => part)),
            ["UserPickerField"] = Make("UserPickerField",
                types.Paged<GraphValue, string>("userIds", types.Text, v => v.Json.Texts("UserIds"), (_, part, _) => part),
                types.Paged<GraphValue, string>("users", user, v => v.Json.Texts("UserIds"), (_, part, c) => Of(c).IsStaff ? Of(c).Users.Ask(part, found => found) : Array.Empty<GraphUser>())),
            ["ContentPickerField"] = Make("ContentPickerField",
                types.Paged<GraphValue, string>("contentItemIds", types.Text, v => v.Json.Texts("ContentItemIds"), (_, part, _) => part),
                types.Paged<GraphValue, string>("contentItems", item, v => v.Json.Texts("ContentItemIds"), (_, part, c) => Of(c).Items.Ask(part, found => Known(found)))),
            ["TaxonomyField"] = Make("TaxonomyField",
                types.Paged<GraphValue, string>("termContentItemIds", types.Text, v => v.Json.Texts("TermContentItemIds"), (_, part, _) => part),
                Member("taxonomyContentItemId", "TaxonomyContentItemId"),
                types.Paged<GraphValue, string>("termContentItems", item, v => v.Json.Texts("TermContentItemIds"), (v, part, c) => Of(c).Items.Ask(Taxonomy(v), found => Known(Terms(found, part)))),
                GraphTypes.Field<GraphValue>("taxonomyContentItem", item, (v, c) => Of(c).Items.Ask(Taxonomy(v), found => First(found)))),
            // Tables have rows of their own columns; here they are their text.
            ["TableField"] = Make("TableField", GraphTypes.Field<GraphValue>("text", types.Text, v => Element(v)?.Text(v.Context, v.Json))),
        };

        var contents = types.Paged<GraphValue, GraphItem>("contentItems", item, v => Within(v, "ContentItems"), (_, part, _) => Known(part));
        var slice = GraphTypes.Field<GraphValue>("contentItems", new ListGraphType(item), (v, c) => Slice(v, c));
        slice.Arguments = [GraphTypes.Argument("first", types.Whole, 10), GraphTypes.Argument("skip", types.Whole, 0)];
        _parts = new Dictionary<string, ObjectGraphType>
        {
            ["AliasPart"] = Make("AliasPart", Member("alias", "Alias")),
            ["HtmlBodyPart"] = Rich("HtmlBodyPart"),
            ["MarkdownBodyPart"] = Rich("MarkdownBodyPart", "markdown"),
            ["BagPart"] = Make("BagPart", contents),
            ["ListPart"] = Make("ListPart", slice),
            ["TaxonomyPart"] = Make("TaxonomyPart", Member("termContentType", "TermContentType"),
                types.Paged<GraphValue, GraphItem>("contentItems", item, v => Within(v, "Terms"), (_, part, _) => Known(part))),
            [Disclosure.PartName] = Make(Disclosure.PartName, Member("columnId", "ColumnId"), Member("sectionId", "SectionId"), Member("stage", "Stage"),
                GraphTypes.Field<GraphValue>("formedOn", types.Day, v => Civil.Day(v.Json.Text("FormedOn"))), GraphTypes.Field<GraphValue>("changedOn", types.Day, v => Civil.Day(v.Json.Text("ChangedOn"))),
                Member("changeNote", "ChangeNote")),
        };
        _contained = Make("ContainedPart", Member("listContentItemId", "ListContentItemId"),
            GraphTypes.Field<GraphValue>("listContentItem", item, (v, c) => Of(c).Items.Ask(v.Json.Text("ListContentItemId") is { } id ? [id] : [], found => First(found))),
            Member("listContentType", "ListContentType"), GraphTypes.Field<GraphValue>("order", new NonNullGraphType(types.Whole), v => v.Json.Whole("Order") ?? 0));

        GraphItem? First(IReadOnlyList<GraphItem> found) => Known(found) is [var first, ..] ? first : null;

        IReadOnlyList<GraphItem> Known(IEnumerable<GraphItem> items) => [.. items.Where(i => known(i.ContentType))];

        object? Slice(GraphValue v, IResolveFieldContext c)
        {
            var list = new ListSlice(v.Item.Id, Math.Clamp(GraphTypes.Given(c, "first") as int? ?? 10, 0, MostContained), Math.Max(0, GraphTypes.Given(c, "skip") as int? ?? 0));
            return Of(c).Lists.Ask([list], found => Of(c).Items.Ask(found.SelectMany(ids => ids), items => Known(items)));
        }
    }

    /// <summary>Items that one list gives at a time.</summary>
    private const int MostContained = 1000;

    public ObjectGraphType User { get; }

    /// <summary>The part of an item that stands in a list, named as the list's type.</summary>
    public ObjectGraphType Contained => _contained;

    /// <summary>The type of a part that has members of its own; null where it has none that are public.</summary>
    public ObjectGraphType? Part(string partName) => _parts.GetValueOrDefault(partName);

    /// <summary>The type of a field and its value; null for kinds that GraphQL does not know.</summary>
    public (IGraphType Type, Func<GraphValue, object?> Value)? Field(string fieldType)
    {
        if (FieldKind.Of(fieldType) is { } kind) return (_types.Of(kind.Compared), v => kind.Value(v.Json));
        if (!_fields.TryGetValue(fieldType, out var type)) return null;
        return fieldType == "MultiTextField" ? (type, v => v.Json.Texts("Values")) : (type, v => v);
    }

    public static GraphRequest Of(IResolveFieldContext context) => (GraphRequest)context.RootValue!;

    private static ObjectGraphType Make(string name, params FieldType[] fields)
    {
        var type = new ObjectGraphType { Name = name };
        foreach (var field in fields) type.AddField(field);
        return type;
    }

    private FieldType Member(string name, string member) => GraphTypes.Field<GraphValue>(name, _types.Text, v => v.Json.Text(member));

    /// <summary>HTML as a page shows it, cleaned; beside it the text it was made of where that is another one.</summary>
    private ObjectGraphType Rich(string name, string? source = null)
    {
        var html = GraphTypes.Field<GraphValue>("html", _types.Text, v => Element(v)?.Html(v.Context, v.Json));
        return source is null ? Make(name, html) : Make(name, Member(source, "Markdown"), html);
    }

    private ContentElement? Element(GraphValue value) => _elements.Find(value.Context.Field?.FieldType ?? value.Context.Part.Definition.Name);

    private static IReadOnlyList<GraphFile> Files(GraphValue value)
    {
        var texts = value.Json.Texts("MediaTexts");
        return [.. value.Json.Texts("Paths").Select((path, index) => new GraphFile(path, index < texts.Count ? texts[index] : null))];
    }

    private static IEnumerable<string> Taxonomy(GraphValue value) => value.Json.Text("TaxonomyContentItemId") is { } id ? [id] : [];

    private static IEnumerable<GraphItem> Terms(IReadOnlyList<GraphItem> found, IReadOnlyList<string> ids) =>
        found is [var taxonomy, ..] ? ids.Where(taxonomy.Terms.ContainsKey).Select(id => GraphItem.Within(taxonomy, taxonomy.Terms[id].Json)) : [];

    private static IReadOnlyList<GraphItem> Within(GraphValue value, string member) => [.. value.Json.Objects(member).Select(o => GraphItem.Within(value.Item, o))];
}
