using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Drawing.Charts;
using DocumentFormat.OpenXml.Wordprocessing;
using Inline = DocumentFormat.OpenXml.Drawing.Wordprocessing.Inline;
using Shapes = DocumentFormat.OpenXml.Drawing;
using Placing = DocumentFormat.OpenXml.Drawing.Wordprocessing;

namespace GovPortal.Papers;

/// <summary>A chart of upright bars as Word keeps it: the numbers with it, no workbook behind.</summary>
internal static class PaperChart
{
    private const uint CategoryAxisId = 1, ValueAxisId = 2;
    /// <summary>A twentieth of a point in the unit of drawings.</summary>
    private const long UnitsPerTwentieth = 635;
    private static readonly string[] Colours = ["A5CBD9", "0B5C7A", "6B7C85"];

    public static ChartSpace Space(IReadOnlyList<string> labels, IReadOnlyList<(string Name, IReadOnlyList<decimal> Values)> series)
    {
        var bars = new BarChart(new BarDirection { Val = BarDirectionValues.Column }, new BarGrouping { Val = BarGroupingValues.Clustered }, new VaryColors { Val = false });
        for (var i = 0; i < series.Count; i++) bars.Append(Series((uint)i, series[i].Name, labels, series[i].Values));
        bars.Append(new GapWidth { Val = 60 }, new AxisId { Val = CategoryAxisId }, new AxisId { Val = ValueAxisId });
        var categories = new CategoryAxis(
            new AxisId { Val = CategoryAxisId }, new Scaling(new Orientation { Val = OrientationValues.MinMax }), new Delete { Val = false }, new AxisPosition { Val = AxisPositionValues.Bottom },
            new TickLabelPosition { Val = TickLabelPositionValues.NextTo }, new CrossingAxis { Val = ValueAxisId });
        var values = new ValueAxis(
            new AxisId { Val = ValueAxisId }, new Scaling(new Orientation { Val = OrientationValues.MinMax }, new MinAxisValue { Val = 0 }), new Delete { Val = true }, new AxisPosition { Val = AxisPositionValues.Left },
            new TickLabelPosition { Val = TickLabelPositionValues.NextTo }, new CrossingAxis { Val = CategoryAxisId });
        return new ChartSpace(new Chart(new AutoTitleDeleted { Val = true }, new PlotArea(new Layout(), bars, categories, values), new Legend(new LegendPosition { Val = LegendPositionValues.Bottom }), new PlotVisibleOnly { Val = true }));
    }

    /// <summary>Where it stands in the text.</summary>
    /// <param name="width">In twentieths of a point.</param>
    public static Drawing Place(string chartId, uint number, int width) => new(new Inline(
        new Placing.Extent { Cx = width * UnitsPerTwentieth, Cy = width * UnitsPerTwentieth * 2 / 5 },
        new Placing.DocProperties { Id = number, Name = chartId },
        new Placing.NonVisualGraphicFrameDrawingProperties(),
        new Shapes.Graphic(new Shapes.GraphicData(new ChartReference { Id = chartId }) { Uri = "http://schemas.openxmlformats.org/drawingml/2006/chart" })));

    private static BarChartSeries Series(uint number, string name, IReadOnlyList<string> labels, IReadOnlyList<decimal> values) => new(
        new DocumentFormat.OpenXml.Drawing.Charts.Index { Val = number }, new Order { Val = number },
        new SeriesText(new StringReference(new Formula(), new StringCache(new PointCount { Val = 1 }, new StringPoint(new NumericValue(name)) { Index = 0 }))),
        new ChartShapeProperties(new Shapes.SolidFill(new Shapes.RgbColorModelHex { Val = Colours[number % Colours.Length] })),
        new InvertIfNegative { Val = false },
        new DataLabels(new ShowLegendKey { Val = false }, new ShowValue { Val = true }, new ShowCategoryName { Val = false }, new ShowSeriesName { Val = false }, new ShowPercent { Val = false }, new ShowBubbleSize { Val = false }),
        new CategoryAxisData(new StringLiteral([new PointCount { Val = (uint)labels.Count }, .. labels.Select((l, i) => new StringPoint(new NumericValue(l)) { Index = (uint)i })])),
        new Values(new NumberLiteral([new FormatCode("General"), new PointCount { Val = (uint)values.Count }, .. values.Select((v, i) => new NumericPoint(new NumericValue(v.ToString(CultureInfo.InvariantCulture))) { Index = (uint)i })])));
}
