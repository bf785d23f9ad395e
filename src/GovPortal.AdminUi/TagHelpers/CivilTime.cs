using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.AdminUi.TagHelpers;

/// <summary>Instants are UTC in the data and Asia/Shanghai before people's eyes.</summary>
internal static class CivilTime
{
    private static readonly TimeZoneInfo _shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public static TagBuilder Element(DateTime utc, bool dayOnly = false)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), _shanghai);
        var time = new TagBuilder("time");
        time.Attributes["datetime"] = local.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + "+08:00";
        time.Attributes["title"] = local.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        time.InnerHtml.Append(local.ToString(dayOnly ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        return time;
    }
}
