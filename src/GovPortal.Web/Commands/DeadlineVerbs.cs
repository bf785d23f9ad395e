using System.CommandLine;
using GovPortal.Deadlines.Features;
using GovPortal.Kernel.Results;

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
            var feature = services.GetRequiredService<ExplainDeadline>();
            if (parsed.GetValue(date) != "-") return Show(feature.Handle(parsed.GetValue(date)!, parsed.GetValue(rule) ?? ""));
            var failures = new List<Failure>();
            for (var number = 1; await Console.In.ReadLineAsync(c) is { } line; number++)
            {
                if (line.Trim().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is not [var from, var by, ..]) continue;
                failures.AddRange(Show(feature.Handle(from, by)).Failures.Select(f => f with { Field = $"第 {number} 行" }));
            }
            return failures;

            Result Show(Result<GovPortal.Clocks.DeadlineWorking> working)
            {
                if (!working.Succeeded) return working;
                if (parsed.GetValue(json) || parsed.GetValue(date) == "-") Console.WriteLine(working.Value.ToJson());
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
