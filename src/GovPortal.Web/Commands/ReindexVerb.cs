using System.CommandLine;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Results;

namespace GovPortal.Web.Commands;

internal static class ReindexVerb
{
    public static Command Create()
    {
        var reindex = new Command("reindex", "由内容版本重建索引表和栏目计数");
        reindex.SetAction((_, cancellation) => CommandLine.WithServicesAsync(writes: true, async (services, c) =>
        {
            var count = await services.GetRequiredService<Reindex>().HandleAsync(CommandLine.Progress<int>(), c);
            Console.WriteLine($"已重建 {count} 条信息的索引。");
            return Result.Ok;
        }, cancellation));
        return reindex;
    }
}
