using System.CommandLine;
using System.Text;
using GovPortal.Deadlines.Features;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;

namespace GovPortal.Web.Commands;

internal static class DeadlineVerbs
{
    public static Command Create()
    {
        var date = new Argument<string>("DATE") { Description = "起算日（或时刻）；- 表示从标准输入逐行读取“日期 规则”" };
        var rule = new Argument<string?>("RULE") { Arity = ArgumentArity.ZeroOrOne, Description = "规则，如 5wd、20d、48h、1mo、same-day、dom29" };
        var json = new Option<bool>("--json");
        var explain = new Command("explain", "计算时限并逐日说明") { date, rule, json };
        explain.SetAction((parsed, cancellation) => CommandLine.WithServicesAsync(writes: false, async (services, c) =>
        {
            await services.GetRequiredService<CalendarFollower>().StartAsync(c);
            var feature = services.GetRequiredService<ExplainDeadline>();
            if (parsed.GetValue(date) != "-") return Show(feature.Handle(parsed.GetValue(date)!, parsed.GetValue(rule) ?? ""));
            // Line by line in flat memory, however long the input: refusals are written as they come.
            var texts = services.GetRequiredService<ITexts>();
            await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 64 * 1024);
            using var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
            var refused = 0;
            for (var number = 1; await input.ReadLineAsync(c) is { } line; number++)
            {
                if (string.IsNullOrWhiteSpace(line)) continue;
                var working = feature.HandleLine(line);
                if (working.Succeeded) await output.WriteLineAsync(working.Value.ToJson());
                else
                {
                    refused++;
                    foreach (var failure in working.Failures) await Console.Error.WriteLineAsync($"第 {number} 行: {texts.Of(failure)}");
                }
            }
            return refused == 0 ? Result.Ok : Failure.Of("deadline.lines-refused", refused);

            Result Show(Result<GovPortal.Clocks.DeadlineWorking> working)
            {
                if (!working.Succeeded) return working;
                if (parsed.GetValue(json)) Console.WriteLine(working.Value.ToJson());
                else
                {
                    Console.WriteLine($"{working.Value.DueText}{(working.Value.Provisional ? "（暂定）" : "")}");
                    foreach (var step in working.Value.Steps) Console.WriteLine($"  {step.Date:yyyy-MM-dd}  {(step.Counts ? "计入" : "不计")}  {step.Why}");
                }
                return working;
            }
        }, cancellation));
        return new Command("deadline", "时限") { explain };
    }
}
