using System.CommandLine;
using System.Text.Json;
using GovPortal.Clocks;
using GovPortal.Deadlines.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Results;

namespace GovPortal.Web.Commands;

internal static class CalendarVerbs
{
    public static Command Create() => new("calendar", "工作日历") { Import() };

    private static Command Import()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "日历文件（JSON）或放假通知全文（文本）" };
        file.AcceptExistingOnly();
        var yes = new Option<bool>("--yes") { Description = "不再询问" };
        var json = new Option<bool>("--json");
        var why = new Option<string?>("--why") { Description = "依据，如通知文号" };
        var import = new Command("import", "导入年度放假安排并重新计算时限") { file, yes, json, why };
        import.SetAction((parsed, cancellation) => CommandLine.WithServicesAsync(writes: true, async (services, c) =>
        {
            var text = await System.IO.File.ReadAllTextAsync(parsed.GetValue(file)!.FullName, c);
            var preview = await services.GetRequiredService<PreviewCalendar>().HandleAsync(text, Actor.System, trusted: true, c);
            if (!preview.Succeeded) return preview;
            Show(preview.Value, parsed.GetValue(json) ? Console.Error : Console.Out);
            if (!parsed.GetValue(yes) && !preview.Value.ChangesNothing && !Confirmed()) return Failure.Of("cli.not-confirmed");
            var done = await services.GetRequiredService<ImportCalendar>().HandleAsync(
                new ImportCalendarCommand(text, parsed.GetValue(why) ?? parsed.GetValue(file)!.Name, preview.Value.Token, Trusted: true), Actor.System, c);
            if (!done.Succeeded) return done;
            Console.WriteLine(parsed.GetValue(json)
                ? JsonSerializer.Serialize(new
                {
                    years = done.Value.Years, announced = done.Value.New, clocks = done.Value.Clocks,
                    days = done.Value.Days.Select(d => new { date = d.Date.ToString("yyyy-MM-dd"), was = d.Was.ToString(), becomes = d.Becomes.ToString(), name = d.Name }),
                }, CommandLine.Json)
                : $"已导入：{done.Value.Days.Count} 天变动，{done.Value.Clocks} 个时限重新计算。");
            return done;
        }, cancellation));
        return import;
    }

    private static void Show(CalendarPreview preview, TextWriter to)
    {
        to.WriteLine($"{string.Join('、', preview.Years)} 年：{preview.Days.Count} 天变动，{preview.Clocks} 个正在计算的时限改变。");
        foreach (var day in preview.Days) to.WriteLine($"  {day.Date:yyyy-MM-dd}  {Title(day.Was)} → {Title(day.Becomes)}  {day.Name}");
    }

    private static string Title(DayKind kind) => kind switch
    {
        DayKind.Holiday => "放假",
        DayKind.MakeUpWorkingDay => "调休上班",
        DayKind.Weekend => "周末",
        _ => "工作日",
    };

    private static bool Confirmed()
    {
        if (Console.IsInputRedirected) return false;
        Console.Error.Write("按以上变动导入，继续？[y/N] ");
        return Console.ReadLine()?.Trim() is "y" or "Y" or "是";
    }
}
