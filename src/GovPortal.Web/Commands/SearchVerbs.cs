using System.CommandLine;
using GovPortal.Kernel.Access;
using GovPortal.Search.Features;
using GovPortal.Search.Following;

namespace GovPortal.Web.Commands;

internal static class SearchVerbs
{
    public static Command Create()
    {
        var rebuild = new Command("rebuild", "重建本机的全文索引");
        // Beside a server it only hands over a request; the index itself has one writer.
        rebuild.SetAction((_, cancellation) => CommandLine.WithServicesAsync(writes: false, async (services, c) =>
        {
            var result = await services.GetRequiredService<RebuildSearch>().HandleAsync(new RebuildSearchCommand(Trusted: true), Actor.System, CommandLine.Progress<RebuildProgress>(), c);
            if (result.Succeeded) Console.WriteLine(result.Value.IsHandedOver ? "网站正在运行，已通知各节点重建。" : $"已收录 {result.Value.Documents} 条信息。");
            return result;
        }, cancellation));
        return new Command("search", "全文索引") { rebuild };
    }
}
