using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Workflows;
using GovPortal.Outbound;
using GovPortal.Workflows.Model;

namespace GovPortal.Workflows.Activities;

/// <summary>
/// Calls an address outside. The way out is the status, where it is one of the expected, else UnhandledHttpStatus. Of
/// content items only those that are public are handed to its templates: nothing leaves before its review.
/// </summary>
internal sealed class HttpRequestTask(OutboundHttp http) : IActivity
{
    public const string TypeName = "HttpRequestTask";
    private const string Unhandled = "UnhandledHttpStatus";
    private const int MaxKept = 4000;

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    public string Name => TypeName;
    public string Title => "HTTP 请求";
    public bool IsExternal => true;
    public IReadOnlyList<ActivityProperty> Properties { get; } =
    [
        new("Url", "地址", ActivityPropertyKind.Liquid, Required: true), new("HttpMethod", "方法", ActivityPropertyKind.Text, Choices: Methods),
        new("Headers", "请求头（每行一个）", ActivityPropertyKind.Liquid), new("Body", "正文", ActivityPropertyKind.Liquid),
        new("ContentType", "正文类型", ActivityPropertyKind.Liquid), new("HttpResponseCodes", "预期状态码（逗号分隔）", ActivityPropertyKind.Text),
    ];

    public IReadOnlyList<string> OutcomesOf(JsonObject properties) => [.. Codes(properties), Unhandled];

    public IReadOnlyList<Failure> Check(JsonObject properties) =>
        [.. Codes(properties).Where(c => !int.TryParse(c, NumberStyles.None, CultureInfo.InvariantCulture, out var code) || code is < 100 or > 599)
            .Select(c => Failure.At("HttpResponseCodes", "workflow.bad-status", c))];

    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellation)
    {
        if (!Uri.TryCreate((await context.LiquidAsync("Url", cancellation)).Trim(), UriKind.Absolute, out var url)) return ActivityResult.Fault(Failure.Of("outbound.bad-url"));
        var method = new HttpMethod(context.Text("HttpMethod") is { Length: > 0 } given ? given.ToUpperInvariant() : "GET");
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var line in (await context.LiquidAsync("Headers", cancellation)).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1) return ActivityResult.Fault(Failure.Of("outbound.bad-header", line));
            headers.Add(new(line[..colon].Trim(), line[(colon + 1)..].Trim()));
        }
        // The same in a repetition: the receiver can tell that it did this already.
        headers.Add(new("Idempotency-Key", context.StepId));
        var body = await context.LiquidAsync("Body", cancellation);
        var type = (await context.LiquidAsync("ContentType", cancellation)).Trim();
        var response = await http.SendAsync(new OutboundRequest(method, url, headers, body.Length > 0 ? body : null, type.Length > 0 ? type : null), cancellation);
        if (!response.Succeeded) return ActivityResult.Fault(response.Failures);
        var status = response.Value.Status.ToString(CultureInfo.InvariantCulture);
        var kept = response.Value.Body.Length <= MaxKept ? response.Value.Body : response.Value.Body[..MaxKept];
        return ActivityResult.Of(Codes(context.Properties).Contains(status) ? status : Unhandled, new JsonObject { ["StatusCode"] = response.Value.Status, ["Body"] = kept });
    }

    private static List<string> Codes(JsonObject properties) =>
        [.. WorkflowJson.Text(properties, "HttpResponseCodes").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];
}
