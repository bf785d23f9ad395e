using System.Text.RegularExpressions;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Indexing;
using GraphQL;
using GraphQL.Conversion;
using GraphQL.Resolvers;
using GraphQL.Types;

namespace GovPortal.Api.GraphQl;

/// <summary>
/// Makes the schema of content definitions as Orchard makes it: a query field, an object type and inputs for each type; parts with
/// members of their own nested, the type's own fields and its path not. Fields that are internal to the office are not in it.
/// </summary>
internal sealed partial class SchemaBuilder
{
    private readonly GraphTypes _types = new();
    private readonly ContentDefinitions _definitions;
    private readonly GraphQlSettings _settings;
    private readonly IReadOnlyList<SavedQueryInfo> _queries;
    private readonly Dictionary<string, ObjectGraphType> _items = [];
    private readonly Dictionary<string, (ObjectGraphType Type, InputObjectGraphType Where, WhereShape Shape)> _fieldParts = [];
    private readonly InterfaceGraphType _item = new() { Name = "ContentItem" };
    private readonly ElementTypes _elements;
    private readonly EnumerationGraphType _status = new() { Name = "Status" };
    private readonly EnumerationGraphType _direction = new() { Name = "OrderByDirection" };
    private readonly (InputObjectGraphType Type, WhereShape Shape) _alias;
    private readonly (InputObjectGraphType Type, WhereShape Shape) _disclosure;
    private readonly HashSet<string> _names;

    /// <summary>What the schema itself needs, so that no content type can take it.</summary>
    private static readonly string[] Reserved =
    [
        "Query", "Mutation", "Subscription", "ContentItem", "Status", "OrderByDirection", "User", "MediaFileItem", "HtmlField", "MarkdownField", "LinkField", "MediaField", "UserPickerField",
        "ContentPickerField", "TaxonomyField", "TableField", "AliasPart", "AliasPartInput", "HtmlBodyPart", "MarkdownBodyPart", "BagPart", "ListPart", "TaxonomyPart", "DisclosurePart",
        "DisclosurePartInput", "ContainedPart", "String", "Boolean", "Int", "Float", "ID", "Decimal", "Date", "DateTime", "TimeSpan", "Long",
    ];

    private SchemaBuilder(ContentDefinitions definitions, ContentElements elements, GraphQlSettings settings, IReadOnlyList<SavedQueryInfo> queries)
    {
        (_definitions, _settings, _queries, _names) = (definitions, settings, queries, [.. Reserved]);
        _status.Add("PUBLISHED", GraphStatus.Published);
        _status.Add("DRAFT", GraphStatus.Draft);
        _status.Add("LATEST", GraphStatus.Latest);
        _status.Add("ALL", GraphStatus.All);
        _direction.Add("ASC", false);
        _direction.Add("DESC", true);
        foreach (var field in Common()) _item.AddField(new FieldType { Name = field.Name, ResolvedType = field.ResolvedType });
        _item.ResolveType = source => source is GraphItem item ? _items.GetValueOrDefault(item.ContentType) : null;
        _elements = new ElementTypes(_types, elements, _item, _items.ContainsKey);
        _alias = Inputs("AliasPartInput", [("alias", WhereTarget.Alias)]);
        _disclosure = Inputs("DisclosurePartInput", WhereTarget.Disclosed);
    }

    public static Schema Build(ContentDefinitions definitions, ContentElements elements, GraphQlSettings settings, IReadOnlyList<SavedQueryInfo> queries) =>
        new SchemaBuilder(definitions, elements, settings, queries).Build();

    private Schema Build()
    {
        var query = new ObjectGraphType { Name = "Query" };
        var one = GraphTypes.Field<object>("contentItem", _item, (_, c) =>
            ElementTypes.Of(c).Items.Ask([GraphTypes.Given(c, "contentItemId")?.ToString() ?? ""], found => found.FirstOrDefault(i => _items.ContainsKey(i.ContentType))), "一条已发布的内容");
        one.Arguments = [GraphTypes.Argument("contentItemId", new NonNullGraphType(_types.Text))];
        query.AddField(one);
        foreach (var type in _definitions.Types.Where(t => Name().IsMatch(t.Name)))
        {
            string[] names = [type.Name, type.Name + "WhereInput", type.Name + "OrderByInput"];
            // A name is one type's: what comes second is not in the schema.
            if (names.Any(_names.Contains) || query.Fields.Any(f => f.Name == FieldName(type.Name)) || type.Name is "Me") continue;
            _names.UnionWith(names);
            query.AddField(List(type));
        }
        foreach (var saved in _queries.Where(q => q.ReturnContentItems && Name().IsMatch(q.Name) && FieldName(q.Name) != "me" && query.Fields.All(f => f.Name != FieldName(q.Name))))
        {
            if (SavedQueries.TypeOf(saved.Schema) is { } name && (name == _item.Name ? _item : (IGraphType?)_items.GetValueOrDefault(name)) is { } type) query.AddField(SavedQueries.Field(FieldName(saved.Name), saved.Name, type, _types.Text));
        }
        var self = GraphTypes.Field<object>("me", _elements.User, (_, c) =>
            ElementTypes.Of(c).Actor is { } actor && Kernel.Access.Actor.Unnamed(actor.UserId) is null ? ElementTypes.Of(c).Self.Ask([actor.UserId], found => found is [var self, ..] ? self : null) : null, "提问者本人");
        query.AddField(self);
        var schema = new Schema { Query = query, NameConverter = DefaultNameConverter.Instance };
        foreach (var item in _items.Values) schema.RegisterType(item);
        schema.Initialize();
        return schema;
    }

    private FieldType List(ContentTypeDefinition type)
    {
        var (where, shape) = Inputs(type.Name + "WhereInput", WhereTarget.Common);
        foreach (var group in (string[])["OR", "AND", "NOT"]) where.AddField(GraphTypes.Input(group, new ListGraphType(where)));
        var item = ItemType(type, where, shape);
        _items[type.Name] = item;
        var order = new InputObjectGraphType { Name = type.Name + "OrderByInput" };
        foreach (var name in GraphReader.Orders) order.AddField(GraphTypes.Input(name, _direction));
        return new FieldType
        {
            Name = FieldName(type.Name), ResolvedType = new ListGraphType(item), Description = type.DisplayName,
            Arguments =
            [
                GraphTypes.Argument("where", where), GraphTypes.Argument("orderBy", order), GraphTypes.Argument("first", _types.Whole), GraphTypes.Argument("skip", _types.Whole),
                GraphTypes.Argument("status", _status, GraphStatus.Published),
            ],
            Resolver = new FuncFieldResolver<object?>(c => ListAsync(type, shape, c)),
        };
    }

    private async ValueTask<object?> ListAsync(ContentTypeDefinition type, WhereShape shape, IResolveFieldContext context)
    {
        var request = ElementTypes.Of(context);
        var order = (GraphTypes.Given(context, "orderBy") as IDictionary<string, object?> ?? new Dictionary<string, object?>()).Where(o => o.Value is bool).Select(o => (o.Key, (bool)o.Value!)).ToList();
        var list = new GraphList(
            type.Name, GraphTypes.Given(context, "status") as GraphStatus? ?? GraphStatus.Published, shape, GraphTypes.Given(context, "where") as IDictionary<string, object?>, order,
            Math.Clamp(GraphTypes.Given(context, "first") as int? ?? _settings.UsualItems, 0, _settings.MaxItems), Math.Max(0, GraphTypes.Given(context, "skip") as int? ?? 0));
        try
        {
            return await request.Reader.ListAsync(list, request.Actor, context.CancellationToken);
        }
        catch (NoListException)
        {
            // As Orchard says it.
            throw new ExecutionError($"Error trying to resolve field '{context.FieldDefinition.Name}'.") { Code = "JSON" };
        }
    }

    private ObjectGraphType ItemType(ContentTypeDefinition type, InputObjectGraphType where, WhereShape shape)
    {
        var item = new ObjectGraphType { Name = type.Name, Description = type.DisplayName };
        foreach (var field in Common()) item.AddField(field);
        var parts = type.Parts.Where(p => Name().IsMatch(p.Name)).DistinctBy(p => p.Name).ToList();
        foreach (var part in parts) AddPart(type, part, item, where, shape);
        foreach (var part in parts.Where(p => p.Definition.Fields.Count > 0 && _elements.Part(p.Definition.Name) is null)) AddFields(type, part, item, where, shape);
        foreach (var list in _definitions.Types.Where(t => t.ContainedTypes.Contains(type.Name) && Name().IsMatch(t.Name)))
        {
            var context = new ElementContext(type, new TypePart(ContentTypeDefinition.ContainedPart, new PartDefinition(ContentTypeDefinition.ContainedPart, [], []), []), null, ContentTypeDefinition.ContainedPart, list.DisplayName, [], null);
            Add(item, GraphTypes.Field<GraphItem>(FieldName(list.Name), _elements.Contained, i =>
                i.Data[ContentTypeDefinition.ContainedPart] is System.Text.Json.Nodes.JsonObject own && (own.Text("ListContentType") ?? list.Name) == list.Name ? new GraphValue(i, context, own) : null, list.DisplayName));
        }
        item.AddResolvedInterface(_item);
        _item.AddPossibleType(item);
        return item;
    }

    /// <summary>A part with members of its own: nested under its name, but for the path, which stands by itself.</summary>
    private void AddPart(ContentTypeDefinition type, TypePart part, ObjectGraphType item, InputObjectGraphType where, WhereShape shape)
    {
        if (part.Definition.Name == "AutoroutePart")
        {
            if (Add(item, GraphTypes.Field<GraphItem>("path", _types.Text, i => i.Path))) AddConditions(where, shape, "path", WhereTarget.Path);
            return;
        }
        if (_elements.Part(part.Definition.Name) is not { } own) return;
        var context = new ElementContext(type, part, null, part.Name, part.DisplayName ?? part.Name, part.Settings, null);
        var name = FieldName(part.Name);
        if (!Add(item, GraphTypes.Field<GraphItem>(name, own, i => i.Data[part.Name] is System.Text.Json.Nodes.JsonObject json ? new GraphValue(i, context, json) : null, part.DisplayName))) return;
        if (part.Name == "AliasPart") AddGroup(where, shape, name, _alias);
        if (part.Name == Disclosure.PartName) AddGroup(where, shape, name, _disclosure);
    }

    /// <summary>A part's fields: those of the part that is named as its type stand by themselves, those of other parts under the part's name.</summary>
    private void AddFields(ContentTypeDefinition type, TypePart part, ObjectGraphType item, InputObjectGraphType where, WhereShape shape)
    {
        if (part.Name == type.Name)
        {
            AddFields(type, part, item, i => ((GraphItem)i), where, shape);
            return;
        }
        var name = FieldName(part.Name);
        if (!_fieldParts.TryGetValue(part.Name, out var shared))
        {
            string[] names = [part.Name, part.Name + "WhereInput"];
            if (names.Any(n => _names.Contains(n) || _definitions.Type(n) is not null)) names = [part.Name + "Fields", part.Name + "FieldsWhereInput"];
            if (names.Any(_names.Contains)) return;
            _names.UnionWith(names);
            shared = (new ObjectGraphType { Name = names[0] }, new InputObjectGraphType { Name = names[1] }, new WhereShape());
            AddFields(type, part, shared.Type, i => ((GraphValue)i).Item, shared.Where, shared.Shape);
            _fieldParts[part.Name] = shared;
        }
        if (shared.Type.Fields.Count == 0) return;
        var context = new ElementContext(type, part, null, part.Name, part.DisplayName ?? part.Name, part.Settings, null);
        if (!Add(item, GraphTypes.Field<GraphItem>(name, shared.Type, i => i.Data[part.Name] is System.Text.Json.Nodes.JsonObject json ? new GraphValue(i, context, json) : null, part.DisplayName))) return;
        if (shared.Where.Fields.Count > 0) AddGroup(where, shape, name, (shared.Where, shared.Shape));
    }

    private void AddFields(ContentTypeDefinition type, TypePart part, ObjectGraphType to, Func<object, GraphItem> item, InputObjectGraphType where, WhereShape shape)
    {
        foreach (var field in part.Definition.Fields.Where(f => !f.IsInternal && Name().IsMatch(f.Name)).DistinctBy(f => f.Name))
        {
            if (_elements.Field(field.FieldType) is not { } kind) continue;
            var context = new ElementContext(type, part, field, $"{part.Name}.{field.Name}", field.DisplayName, field.TypeSettings, field.Hint);
            var name = FieldName(field.Name);
            var added = Add(to, GraphTypes.Field<object>(name, kind.Type, source =>
                item(source) is var i && (i.Data[part.Name] as System.Text.Json.Nodes.JsonObject)?[field.Name] is System.Text.Json.Nodes.JsonObject json ? kind.Value(new GraphValue(i, context, json)) : null, field.DisplayName));
            if (added && FieldKind.Of(field.FieldType) is { } looked) AddConditions(where, shape, name, new WhereTarget(looked.Compared, Field: $"{part.Name}.{field.Name}"));
        }
    }

    private IEnumerable<FieldType> Common() =>
    [
        GraphTypes.Field<GraphItem>("contentItemId", _types.Text, i => i.Id), GraphTypes.Field<GraphItem>("contentItemVersionId", _types.Text, i => i.VersionId),
        GraphTypes.Field<GraphItem>("contentType", _types.Text, i => i.ContentType), GraphTypes.Field<GraphItem>("displayText", _types.Text, i => i.DisplayText),
        GraphTypes.Field<GraphItem>("published", new NonNullGraphType(_types.Flag), i => i.Published), GraphTypes.Field<GraphItem>("latest", new NonNullGraphType(_types.Flag), i => i.Latest),
        GraphTypes.Field<GraphItem>("modifiedUtc", _types.Instant, i => i.ModifiedUtc), GraphTypes.Field<GraphItem>("publishedUtc", _types.Instant, i => i.PublishedUtc),
        GraphTypes.Field<GraphItem>("createdUtc", _types.Instant, i => i.CreatedUtc), GraphTypes.Field<GraphItem>("owner", _types.Text, i => i.Owner), GraphTypes.Field<GraphItem>("author", _types.Text, i => i.Owner),
    ];

    private (InputObjectGraphType Type, WhereShape Shape) Inputs(string name, IReadOnlyList<(string Name, WhereTarget Target)> targets)
    {
        var (type, shape) = (new InputObjectGraphType { Name = name }, new WhereShape());
        foreach (var (target, about) in targets) AddConditions(type, shape, target, about);
        return (type, shape);
    }

    private void AddConditions(InputObjectGraphType where, WhereShape shape, string name, WhereTarget target)
    {
        // A condition's name may be another field's: the first keeps it.
        foreach (var operation in target.Operations.Where(o => !where.Fields.Any(f => f.Name == name + o)))
        {
            where.AddField(GraphTypes.Input(name + operation, _types.Of(target.Compared)));
            shape.Conditions[name + operation] = (target, operation);
        }
    }

    private static void AddGroup(InputObjectGraphType where, WhereShape shape, string name, (InputObjectGraphType Type, WhereShape Shape) group)
    {
        if (where.Fields.Any(f => f.Name == name)) return;
        where.AddField(GraphTypes.Input(name, group.Type));
        shape.Parts[name] = group.Shape;
    }

    private static bool Add(ObjectGraphType type, FieldType field)
    {
        if (type.Fields.Any(f => f.Name == field.Name)) return false;
        type.AddField(field);
        return true;
    }

    /// <summary>As Orchard names a field: without «Part» at its end, the first letter small.</summary>
    internal static string FieldName(string name)
    {
        var stem = name.Length > 4 && name.EndsWith("Part", StringComparison.Ordinal) ? name[..^4] : name;
        return char.ToLowerInvariant(stem[0]) + stem[1..];
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_]*\z")]
    private static partial Regex Name();
}
