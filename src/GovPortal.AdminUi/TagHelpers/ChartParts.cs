using System.Text.Json;
using GovPortal.Kernel.Content;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace GovPortal.AdminUi.TagHelpers;

/// <summary>A line or a set of bars.</summary>
/// <param name="Tone">neutral, info, success, warning or danger.</param>
/// <param name="Values">One for each label; null leaves a gap.</param>
public sealed record ChartSeries(string Name, string Tone, IReadOnlyList<decimal?> Values);

/// <summary>
/// A chart, drawn by <c>charts.js</c>, with its table in the body: the table is the text of the chart, folded away where the chart can be
/// drawn and open where it cannot. The page brings the partial <c>_ChartAssets</c>.
/// </summary>
[HtmlTargetElement("gp-chart")]
public sealed class ChartTagHelper(Kernel.Text.ITexts texts) : PartTagHelper
{
    /// <summary>What it shows, for those who do not see it.</summary>
    public string Label { get; set; } = "";

    /// <summary><c>bar</c>, <c>stack</c> (bars on top of each other), <c>line</c>, or <c>rows</c> (bars from left to right on top of each other, for long labels).</summary>
    public string Kind { get; set; } = "bar";

    public IReadOnlyList<string> Labels { get; set; } = [];

    public IReadOnlyList<ChartSeries> Series { get; set; } = [];

    /// <summary>The top of the axis; null for what the values ask.</summary>
    public int? Max { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var table = await output.GetChildContentAsync();
        Become(output, "figure", "gp-chart");
        output.Attributes.SetAttribute("data-chart", JsonSerializer.Serialize(new { kind = Kind, labels = Labels, series = Series.Select(s => new { name = s.Name, tone = s.Tone, values = s.Values }), max = Max }, CanonicalJson.Unescaped));
        var legend = Tag("p", "gp-chart-legend");
        legend.Attributes["aria-hidden"] = "true";
        if (Series.Count > 1) foreach (var s in Series) legend.InnerHtml.AppendHtml(Tag("span", "gp-chart-key gp-tone-" + s.Tone, s.Name));
        var area = Tag("div", "gp-chart-area");
        area.Attributes["role"] = "img";
        area.Attributes["aria-label"] = Label;
        var details = Tag("details", "gp-chart-table", Tag("summary", null, texts["数据表"]), table);
        details.Attributes["open"] = "open";
        output.Content.AppendHtml(legend).AppendHtml(area).AppendHtml(details);
    }
}
