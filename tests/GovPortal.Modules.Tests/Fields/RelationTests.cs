using System.Text.Json.Nodes;
using GovPortal.Fields.Relations;
using GovPortal.Kernel.Content;

namespace GovPortal.Modules.Tests.Fields;

public sealed class RelationTests
{
    [Theory]
    [InlineData("2026-11-08", "2026-11-02", 9, "3 2 4", "")]
    [InlineData("2026-11-02", "2026-11-02", 9, "3 2 4", "")]
    [InlineData("2026-11-01", "2026-11-02", 9, "3 2 4", "Exam.To.Value content.before-other 报名截止日期 报名开始日期 2026-11-02")]
    [InlineData(null, "2026-11-02", 9, "3 2 4", "")]
    [InlineData("2026-11-01", null, null, "3 2 4", "")]
    [InlineData("2026-11-08", "2026-11-02", 10, "3 2 4", "Exam.Recruits.Value content.sum-differs 招聘人数 10 岗位表 人数 9 1")]
    [InlineData("2026-11-08", "2026-11-02", 10, "", "")]
    [InlineData("2026-11-01", "2026-11-02", 1, "0.5 0.25", "Exam.To.Value content.before-other 报名截止日期 报名开始日期 2026-11-02; Exam.Recruits.Value content.sum-differs 招聘人数 1 岗位表 人数 0.75 0.25")]
    public void A_date_is_not_before_another_and_a_number_is_the_sum_of_a_column(string? to, string? from, int? recruits, string numbers, string refused)
    {
        var data = new JsonObject
        {
            ["Exam"] = new JsonObject
            {
                ["From"] = new JsonObject { ["Value"] = from is null ? null : from + "T00:00:00Z" }, ["To"] = new JsonObject { ["Value"] = to is null ? null : to + "T00:00:00Z" },
                ["Recruits"] = new JsonObject { ["Value"] = recruits },
                ["Posts"] = new JsonObject { ["Rows"] = new JsonArray([.. numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => (JsonNode)new JsonObject { ["number"] = decimal.Parse(n, System.Globalization.CultureInfo.InvariantCulture) })]) },
            },
        };
        var failures = FieldRelations.Check(Elements.All, Type(), data).Select(f => $"{f.Field} {f.Code} {string.Join(' ', f.Args)}");
        Assert.Equal(refused, string.Join("; ", failures));
    }

    [Theory]
    [InlineData("To", "DateField", """{"NotBefore":"Nothing"}""")]
    [InlineData("Recruits", "NumericField", """{"SumOf":"Posts.nothing"}""")]
    [InlineData("Recruits", "NumericField", """{"SumOf":"Posts"}""")]
    public void A_setting_that_names_nothing_refuses_by_throwing(string field, string kind, string setting) =>
        Assert.Throws<InvalidOperationException>(() => FieldRelations.Check(Elements.All, Type((field, kind, setting)), []).ToList());

    private static ContentTypeDefinition Type(params (string Name, string Kind, string Setting)[] fields)
    {
        if (fields.Length == 0) fields = [("From", "DateField", "{}"), ("To", "DateField", """{"NotBefore":"From"}"""), ("Recruits", "NumericField", """{"SumOf":"Posts.number"}""")];
        string[] titles = ["报名开始日期", "报名截止日期", "招聘人数"];
        var posts = new FieldDefinition("Posts", "TableField", new JsonObject
        {
            ["ContentPartFieldSettings"] = new JsonObject { ["DisplayName"] = "岗位表" },
            ["TableFieldSettings"] = new JsonObject { ["Columns"] = new JsonArray(new JsonObject { ["Name"] = "number", ["Title"] = "人数", ["Type"] = "number" }) },
        });
        var part = new PartDefinition("Exam", [], [.. fields.Select((f, i) => new FieldDefinition(f.Name, f.Kind, new JsonObject
        {
            ["ContentPartFieldSettings"] = new JsonObject { ["DisplayName"] = titles[i] }, ["RelationSettings"] = JsonNode.Parse(f.Setting),
        })), posts]);
        return new ContentTypeDefinition("Exam", "考试", [], [new TypePart("Exam", part, [])]);
    }
}
