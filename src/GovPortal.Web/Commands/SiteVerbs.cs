using System.CommandLine;
using System.Globalization;
using GovPortal.Channels.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Results;

namespace GovPortal.Web.Commands;

internal static class SiteVerbs
{
    public static Command Create() => new("site", "公开信息") { Export() };

    private static Command Export()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "导出到（.zip）" };
        var format = new Option<string>("--format") { Description = "static 静态网页、tags 页面标签、json Orchard 内容 JSON", DefaultValueFactory = _ => "static" };
        format.AcceptOnlyFromAmong("static", "tags", "json");
        var agency = new Option<string?>("--agency") { Description = "只导出这个机关的（标识）" };
        var column = new Option<string?>("--column") { Description = "只导出这个栏目的（路径或标识），含下级栏目" };
        var type = new Option<string?>("--type") { Description = "只导出这种内容类型的" };
        var from = new Option<DateOnly?>("--from") { Description = "首次发布日期自（yyyy-MM-dd）" };
        var to = new Option<DateOnly?>("--to") { Description = "首次发布日期至（yyyy-MM-dd）" };
        var export = new Command("export", "把公开信息导出为压缩包") { file, format, agency, column, type, from, to };
        export.SetAction((parsed, cancellation) => CommandLine.WithServicesAsync(writes: false, async (services, c) =>
        {
            var kind = parsed.GetValue(format) switch { "tags" => ExportFormat.Tags, "json" => ExportFormat.Json, _ => ExportFormat.Static };
            var target = parsed.GetValue(file)!;
            // Beside it until it is whole: a package that fails half-way is not left under its name.
            var partial = target.FullName + ".part";
            Result<int> result;
            await using (var stream = new FileStream(partial, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            {
                result = await services.GetRequiredService<ExportSite>().HandleAsync(
                    stream, kind, new ExportFilter(parsed.GetValue(agency), parsed.GetValue(column), parsed.GetValue(type), parsed.GetValue(from), parsed.GetValue(to)), Actor.System, trusted: true, c);
            }
            if (!result.Succeeded)
            {
                System.IO.File.Delete(partial);
                return result;
            }
            System.IO.File.Move(partial, target.FullName, overwrite: true);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"已导出 {result.Value} 条信息。"));
            return result;
        }, cancellation));
        return export;
    }
}
