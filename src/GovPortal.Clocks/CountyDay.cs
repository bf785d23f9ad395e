using System.Globalization;
using System.Text.Json.Nodes;

namespace GovPortal.Clocks;

/// <summary>
/// A day of the county's own (本地日): a local holiday (县庆) or a rest day that is worked. It lies over the State
/// Council's notice and wins.
/// </summary>
/// <param name="Rest">True for a day off, false for a day worked.</param>
public sealed record CountyDay(DateOnly Date, string Name, bool Rest)
{
    public string ToJson() => new JsonObject
    {
        ["date"] = Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["name"] = Name, ["rest"] = Rest,
    }.ToJsonString(WorkingCalendarJson.Unescaped);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static CountyDay FromJson(string json)
    {
        var node = JsonNode.Parse(json)!;
        return new CountyDay(DateOnly.ParseExact((string)node["date"]!, "yyyy-MM-dd", CultureInfo.InvariantCulture), (string)node["name"]!, (bool)node["rest"]!);
    }
}
