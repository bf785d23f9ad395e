using System.CommandLine;
using GovPortal.Demo.Features;

namespace GovPortal.Web.Commands;

internal static class SeedVerb
{
    public static Command Create()
    {
        var items = new Option<int>("--items") { Required = true, Description = "条数" };
        var random = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "伪随机起点" };
        var seed = new Command("seed", "写入模拟的已发布信息，供测量使用") { items, random };
        seed.SetAction((parsed, cancellation) => CommandLine.WithServicesAsync(writes: true, async (services, c) =>
        {
            var result = await services.GetRequiredService<Seed>().HandleAsync(
                new SeedCommand(parsed.GetValue(items), parsed.GetValue(random)), CommandLine.Progress<int>(), c);
            if (result.Succeeded) Console.WriteLine($"已发布 {result.Value} 条模拟信息。");
            return result;
        }, cancellation));
        return seed;
    }
}
