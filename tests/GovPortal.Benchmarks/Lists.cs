using System.Diagnostics;
using System.Globalization;
using GovPortal.Imports.Features;
using GovPortal.Imports.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Tables;
using GovPortal.Web.Tests.Reliability;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Benchmarks;

/// <summary>One sheet of power items, each with a table of duties, from the file to drafts and back.</summary>
internal static class Lists
{
    public static async Task RunAsync(int entries)
    {
        foreach (var postgreSql in Testing.PortalApp.OnPostgreSql ? (bool[])[false, true] : [false])
        {
            await using var place = await Portal.FilledAsync(postgreSql, 0);
            await place.WithAsync(async services =>
            {
                await MeasureAsync(services, entries, postgreSql ? "PostgreSQL" : "SQLite");
                return true;
            });
        }
    }

    private static async Task MeasureAsync(IServiceProvider services, int entries, string engine)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        var column = (await OrganisationSnapshot.LoadAsync(db, default)).Columns.Single(c => c.Title == "权力清单" && !c.IsGroup);
        var actor = new Actor("lister", "经办人", [new Grant("SectionEditor", new HashSet<string> { Permissions.ContentEdit }, column.AgencyId, column.SectionId)]);
        var upload = new ImportUpload
        {
            Id = "upload", UserId = actor.UserId, ContentType = "PowerItem", ColumnId = column.Id, SectionId = column.SectionId!, Stage = "management",
            FormedOn = new DateOnly(2026, 11, 20), FileName = "权力清单.xlsx", Content = Sheet(entries),
        };
        var (preview, first) = await TimedAsync(async () => DemoBureau.Must(await services.GetRequiredService<PreviewImport>().HandleAsync(upload, actor, default)));
        var (_, apply) = await TimedAsync(async () => DemoBureau.Must(await services.GetRequiredService<ApplyImport>().HandleAsync(upload, preview.Plan.Token, actor, null, default)));
        var (again, second) = await TimedAsync(async () => DemoBureau.Must(await services.GetRequiredService<PreviewImport>().HandleAsync(upload, actor, default)));
        var (export, third) = await TimedAsync(async () => DemoBureau.Must(await services.GetRequiredService<ExportList>().HandleAsync("PowerItem", column.Id, null, actor, default)));
        if (again.Plan.HasChanges || export is null) throw new InvalidOperationException("The second import would change something.");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{engine}: {entries} power items: preview {first:0.0} s, all drafts in one transaction {apply:0.0} s, preview over them {second:0.0} s, export {third:0.0} s."));
    }

    private static async Task<(T Result, double Seconds)> TimedAsync<T>(Func<Task<T>> work)
    {
        var start = Stopwatch.GetTimestamp();
        var result = await work();
        return (result, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static byte[] Sheet(int entries)
    {
        string[] heads = ["序号", "职权编码", "职权名称", "职权类型", "法定主体", "实施依据", "责任事项", "追责情形", "监督电话"];
        return SheetWriter.Write("清单", "权力清单", [.. heads.Select(h => (h, 12d))],
        [
            .. Enumerable.Range(1, entries).Select(i => new[]
            {
                $"{i}", $"XK-{i:0000}", $"行政职权事项第{i}项", i % 2 == 0 ? "行政许可" : "行政处罚", "县人力资源和社会保障局", string.Concat(Enumerable.Repeat($"《条例》第{i}条规定的条款原文。", 12)),
                "1.立案责任：登记线索。\n2.调查责任：收集证据。\n3.决定责任：作出书面决定。\n4.送达责任：依法送达。", "不依法履行职责的，依规依纪依法追究责任。", "0600-5550103",
            }),
        ], []);
    }
}
