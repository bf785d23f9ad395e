using GovPortal.Kernel.Content;
using GraphQL.Types;

namespace GovPortal.Api.GraphQl;

/// <param name="Title">A key of the interface texts, with the names of types for its places.</param>
public sealed record GraphQlExample(string Title, object[] Args, string Query, string Variables);

/// <summary>Questions that this portal's own types answer, to begin with.</summary>
internal static class Examples
{
    public static IReadOnlyList<GraphQlExample> Of(ISchema schema, ContentDefinitions definitions)
    {
        var types = definitions.Types.Where(t => t.Listable && schema.Query.Fields.Any(f => f.Name == SchemaBuilder.FieldName(t.Name))).ToList();
        if ((types.Find(t => t.Name == "Article") ?? types.FirstOrDefault()) is not { } first) return [];
        var field = SchemaBuilder.FieldName(first.Name);
        var place = first.Has(Disclosure.PartName) ? " disclosure { columnId stage formedOn }" : "";
        var examples = new List<GraphQlExample>
        {
            new("最新的十条{0}", [first.DisplayName], $"{{\n  {field}(first: 10) {{\n    contentItemId displayText publishedUtc{place}\n  }}\n}}", ""),
            new("标题含某个词的{0}", [first.DisplayName],
                $"query ($word: String) {{\n  {field}(where: {{displayText_contains: $word}}, orderBy: {{publishedUtc: DESC}}, first: 20) {{\n    contentItemId displayText owner\n  }}\n}}", "{\n  \"word\": \"就业\"\n}"),
        };
        var picker = types.SelectMany(t => t.Parts.Where(p => p.Name == t.Name).SelectMany(p => p.Definition.Fields).Where(f => f.FieldType == "ContentPickerField").Select(f => (Type: t, Field: f))).FirstOrDefault();
        if (picker.Type is not null)
        {
            examples.Add(new("{0}及其关联的内容", [picker.Type.DisplayName],
                $"{{\n  {SchemaBuilder.FieldName(picker.Type.Name)}(first: 10) {{\n    displayText\n    {SchemaBuilder.FieldName(picker.Field.Name)} {{\n      contentItems {{ contentItemId contentType displayText }}\n    }}\n  }}\n}}", ""));
        }
        else
        {
            examples.Add(new("{0}的最新版本，含您有权查看的草稿", [first.DisplayName], $"{{\n  {field}(status: LATEST, first: 10) {{\n    displayText published latest modifiedUtc\n  }}\n}}", ""));
        }
        return examples;
    }
}
