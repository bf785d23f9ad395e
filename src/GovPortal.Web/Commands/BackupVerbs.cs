using System.CommandLine;
using GovPortal.Kernel.Results;
using GovPortal.Web.Operations;

namespace GovPortal.Web.Commands;

internal static class BackupVerbs
{
    public static Command Backup()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "备份文件（.zip）" };
        var backup = new Command("backup", "备份数据库、附件和密钥；网站可继续运行") { file };
        backup.SetAction((parsed, cancellation) => CommandLine.WithServicesAsync(writes: false, async (services, c) =>
        {
            var result = await services.GetRequiredService<BackupPortal>().HandleAsync(parsed.GetValue(file)!.FullName, CommandLine.Progress<string>(), c);
            if (result.Succeeded) Console.WriteLine($"已备份到 {parsed.GetValue(file)!.Name}：{result.Value.Rows} 行数据，{result.Value.Files} 个附件，最后事件 {result.Value.LastEventId}。");
            return result;
        }, cancellation));
        return backup;
    }

    public static Command Restore()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "备份文件（.zip）" };
        file.AcceptExistingOnly();
        var replace = new Option<bool>("--replace") { Description = "目标数据库已有内容时全部替换" };
        var restore = new Command("restore", "从备份恢复；网站运行时拒绝") { file, replace };
        restore.SetAction((parsed, cancellation) => CommandLine.WithDatabaseAsync(async (services, c) =>
        {
            var result = await services.GetRequiredService<RestorePortal>().HandleAsync(
                new RestoreCommand(parsed.GetValue(file)!.FullName, parsed.GetValue(replace)), CommandLine.Progress<string>(), c);
            if (result.Succeeded) Console.WriteLine($"已恢复：{result.Value.Rows} 行数据，{result.Value.Files} 个附件，最后事件 {result.Value.LastEventId}。");
            return (Result)result;
        }, cancellation));
        return restore;
    }
}
