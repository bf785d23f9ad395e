using System.Text.Json.Nodes;
using GovPortal.Workflows.Engine;
using static GovPortal.Modules.Tests.Workflows.Draw;

namespace GovPortal.Modules.Tests.Workflows;

/// <summary>What can't be run is refused when it comes in, each reason with its place.</summary>
public sealed class CheckWorkflowTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    [Theory]
    [InlineData("Activities[1].Name", "\"IfElsTask\"", "workflow.unknown-activity", "$.Activities[1].Name", "IfElseTask")]
    [InlineData("Activities[1].Name", "\"HttpRequestEvent\"", "workflow.activity-not-applicable", "$.Activities[1].Name", null)]
    [InlineData("Activities[1].Properties.Condition", "{\"Expression\":\" \"}", "workflow.property-missing", "$.Activities[1].Properties.Condition", null)]
    [InlineData("Activities[1].Properties.Condition", "\"true\"", "workflow.bad-property", "$.Activities[1].Properties.Condition", null)]
    [InlineData("Activities[1].Properties.Condition", "{\"Expression\":\"1 +\"}", "workflow.bad-script", "$.Activities[1].Properties.Condition", null)]
    [InlineData("Activities[2].Properties.Text", "{\"Expression\":\"{{ a \"}", "template.faulty", "$.Activities[2].Properties.Text", null)]
    [InlineData("Activities[3].Properties.Unit", "\"day\"", "workflow.not-a-choice", "$.Activities[3].Properties.Unit", "days")]
    [InlineData("Activities[3].Properties.At", "\"9点\"", "workflow.bad-time", "$.Activities[3].Properties.At", null)]
    [InlineData("Activities[0].IsStart", "false", "workflow.no-start", "$.Activities", null)]
    [InlineData("Activities[1].ActivityId", "\"log\"", "workflow.id-twice", "$.Activities[2].ActivityId", null)]
    [InlineData("Activities[1].ActivityId", "\"a b\"", "workflow.bad-id", "$.Activities[1].ActivityId", null)]
    [InlineData("Transitions[1].SourceOutcomeName", "\"Tru\"", "workflow.unknown-outcome", "$.Transitions[1].SourceOutcomeName", "True")]
    [InlineData("Transitions[1].DestinationActivityId", "\"logs\"", "workflow.dangling-transition", "$.Transitions[1].DestinationActivityId", "log")]
    [InlineData("Name", "\"\"", "workflow.member-missing", "$.Name", null)]
    public void A_wrong_place_is_named(string path, string value, string code, string field, string? nearest)
    {
        var type = Sound();
        Assert.Empty(fixture.Portal.App.Get<CheckWorkflow>().Check(type, "$"));
        Put(type, path, JsonNode.Parse(value));
        var failures = fixture.Portal.App.Get<CheckWorkflow>().Check(type, "$");
        var failure = Assert.Single(failures, f => f.Code == code);
        Assert.Equal(field, failure.Field);
        if (nearest is not null) Assert.Equal(nearest, failure.Args[1]);
    }

    [Theory]
    [InlineData("TimerEvent", "CronExpression", "\"0 25 * * *\"", "workflow.bad-cron")]
    [InlineData("HttpRequestTask", "HttpResponseCodes", "\"200, viel\"", "workflow.bad-status")]
    [InlineData("CreateContentTask", "Publish", "true", "workflow.publish-needs-review")]
    public void An_activity_checks_its_own(string name, string property, string value, string code)
    {
        var activity = Activity("x", name, ("Url", Expression("https://a.example/")), ("ContentType", name == "CreateContentTask" ? "Article" : Expression("text/plain")), ("ContentProperties", Expression("{}")));
        activity["Properties"]![property] = JsonNode.Parse(value);
        var failures = fixture.Portal.App.Get<CheckWorkflow>().Check(Type("Own", [Start(), activity], []), "$");
        Assert.Equal($"$.Activities[1].Properties.{property}", Assert.Single(failures, f => f.Code == code).Field);
    }

    private static JsonObject Sound() => Type("Sound",
        [Start(), Activity("if", "IfElseTask", ("Condition", Expression("true"))), Activity("log", "LogTask", ("Text", Expression("好"))), Activity("wait", "WaitEvent", ("Amount", 1), ("Unit", "days"))],
        ["start:Done:if", "if:True:log", "if:False:wait"]);

    private static void Put(JsonNode node, string path, JsonNode? value)
    {
        var parts = path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
        foreach (var part in parts[..^1]) node = node is JsonArray list ? list[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)]! : node[part]!;
        node[parts[^1]] = value;
    }
}
