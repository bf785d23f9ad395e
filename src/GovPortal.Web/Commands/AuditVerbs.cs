using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GovPortal.Audit;
using GovPortal.Audit.Features;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Commands;

/// <summary>The audit chain: verified in the database or from an exported file, its daily roots, its export.</summary>
internal static class AuditVerbs
{
    public static Command Create() => new("audit", "审计") { Verify(), Root(), Export() };

    private static Command Verify()
    {
        var file = new Argument<FileInfo>("FILE") { Arity = ArgumentArity.ZeroOrOne, Description = "audit export 导出的文件；校验文件不需要数据库和任何设置" };
        file.AcceptExistingOnly();
        var json = new Option<bool>("--json");
        var verify = new Command("verify", "校验审计链：指出第一条被改动、缺失、调换或插入的记录") { file, json };
        verify.SetAction((parsed, cancellation) => parsed.GetValue(file) is { } path
            ? VerifyFileAsync(path, parsed.GetValue(json), cancellation)
            : CommandLine.WithServicesAsync(writes: false, async (services, c) =>
            {
                await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(c);
                return Tell(await EventLog.VerifyAsync(db, c), parsed.GetValue(json), services.GetRequiredService<ITexts>());
            }, cancellation));
        return verify;
    }

    private static async Task<int> VerifyFileAsync(FileInfo file, bool json, CancellationToken cancellation)
    {
        var texts = new Texts([new TextSource(typeof(AuditModule).Assembly)]);
        await using var stream = file.OpenRead();
        var read = await VerifyChainFile.HandleAsync(stream, cancellation);
        var failures = read.Succeeded ? Tell(read.Value!, json, texts).Failures : read.Failures;
        foreach (var failure in failures) await Console.Error.WriteLineAsync(texts.Of(failure));
        return failures.Count == 0 ? 0 : 1;
    }

    private static Result Tell(ChainCheck check, bool json, ITexts texts)
    {
        var fault = check.Fault is null ? null : VerifyAudit.Words(check.Fault);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new { events = check.Checked, check.BrokenAt, fault = fault?.Code, what = fault is null ? null : texts.Of(fault), lastHash = check.LastHash }, CommandLine.Json));
        }
        else if (fault is null)
        {
            Console.WriteLine($"审计链完整，共 {check.Checked} 条记录，末条哈希 {check.LastHash}");
        }
        return fault is null ? Result.Ok : fault;
    }

    private static Command Root()
    {
        var date = new Option<DateOnly?>("--date")
        {
            Description = "日期 yyyy-MM-dd；省略为最近一个有记录的日子",
            CustomParser = argument =>
            {
                if (DateOnly.TryParseExact(argument.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
                argument.AddError("--date：日期应为 yyyy-MM-dd。");
                return null;
            },
        };
        var json = new Option<bool>("--json");
        var root = new Command("root", "每日根值：日期、末条序号、当日条数、根值") { date, json };
        root.SetAction((parsed, cancellation) => CommandLine.WithServicesAsync(writes: false, async (services, c) =>
        {
            await using var scope = services.CreateAsyncScope();
            var roots = scope.ServiceProvider.GetRequiredService<DailyRoots>();
            var day = parsed.GetValue(date);
            var found = day is { } asked ? await roots.OfAsync(asked, c) : (await roots.HandleAsync(null, c, size: 1)).Roots is [var last] ? last : null;
            if (found is null) return Failure.Of("audit.root-none", day ?? roots.OpenDay.AddDays(-1));
            Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(found, CommandLine.Json) : found.ToString());
            return Result.Ok;
        }, cancellation));
        return root;
    }

    private static Command Export()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "要写的文件（.jsonl）" };
        var export = new Command("export", "导出审计链，可脱离本系统校验") { file };
        export.SetAction((parsed, cancellation) => CommandLine.WithServicesAsync(writes: false, async (services, c) =>
        {
            await using var scope = services.CreateAsyncScope();
            await using var stream = parsed.GetValue(file)!.Create();
            var count = await scope.ServiceProvider.GetRequiredService<ExportChain>().HandleAsync(stream, c);
            Console.WriteLine($"已导出 {count} 条记录。");
            return Result.Ok;
        }, cancellation));
        return export;
    }
}
