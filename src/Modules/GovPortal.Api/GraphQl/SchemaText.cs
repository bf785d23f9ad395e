using System.Text;
using GraphQL.Types;

namespace GovPortal.Api.GraphQl;

/// <param name="Title">What the office calls it; null for what is the schema's own.</param>
/// <param name="Text">In the language in which schemas are written.</param>
public sealed record SchemaEntry(string Name, string? Title, string Text);

/// <summary>A schema for people to read: its types by name, the query's first.</summary>
internal static class SchemaText
{
    private static readonly string[] BuiltIn = ["String", "Boolean", "Int", "Float", "ID"];

    public static IReadOnlyList<SchemaEntry> Of(ISchema schema) =>
    [
        .. schema.AllTypes.Where(t => !t.Name.StartsWith("__", StringComparison.Ordinal) && !BuiltIn.Contains(t.Name))
            .OrderBy(t => ReferenceEquals(t, schema.Query) ? 0 : 1).ThenBy(t => t.Name, StringComparer.Ordinal).Select(t => new SchemaEntry(t.Name, t.Description, Write(t))),
    ];

    private static string Write(IGraphType type) => type switch
    {
        EnumerationGraphType values => Block($"enum {type.Name}", values.Values.Select(v => v.Name)),
        IInputObjectGraphType input => Block($"input {type.Name}", input.Fields.Select(Field)),
        IInterfaceGraphType common => Block($"interface {type.Name}", common.Fields.Select(Field)),
        IObjectGraphType item => Block($"type {type.Name}{string.Concat(item.ResolvedInterfaces.Select(i => $" implements {i.Name}"))}", item.Fields.Select(Field)),
        _ => $"scalar {type.Name}",
    };

    private static string Block(string head, IEnumerable<string> lines) => new StringBuilder(head).Append(" {\n").AppendJoin('\n', lines.Select(l => "  " + l)).Append("\n}").ToString();

    private static string Field(FieldType field)
    {
        var arguments = field.Arguments is { Count: > 0 } given ? $"({string.Join(", ", given.Select(a => $"{a.Name}: {Name(a.ResolvedType)}{Usual(a.DefaultValue)}"))})" : "";
        return $"{field.Name}{arguments}: {Name(field.ResolvedType)}";
    }

    private static string Usual(object? value) => value switch
    {
        null => "",
        GraphStatus status => $" = {status.ToString().ToUpperInvariant()}",
        _ => $" = {value}",
    };

    private static string Name(IGraphType? type) => type switch
    {
        NonNullGraphType needed => Name(needed.ResolvedType) + "!",
        ListGraphType list => $"[{Name(list.ResolvedType)}]",
        _ => type!.Name,
    };
}
