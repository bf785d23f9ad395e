using System.Text.Json;
using GovPortal.Requests.Rules;

namespace GovPortal.Requests.Model;

/// <summary>The figures a report was written from, as they are kept with it.</summary>
public sealed record ReportedFigures(IReadOnlyList<string> Agencies, IReadOnlyDictionary<string, decimal> Cells)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public AnnualFigures Figures => new(Cells, new Dictionary<string, decimal>());

    public static ReportedFigures Read(string json) => JsonSerializer.Deserialize<ReportedFigures>(json, Json)!;

    public string Write() => JsonSerializer.Serialize(this, Json);
}
