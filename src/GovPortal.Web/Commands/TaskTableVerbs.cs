using System.CommandLine;
using System.Text.Json;
using GovPortal.Columns.Features;
using GovPortal.Columns.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Results;

namespace GovPortal.Web.Commands;

internal static class TaskTableVerbs
{
    public static Command Create() => new("task-table", "栏目任务分解表") { Preview(), Apply(), Export(), Recipe() };

    private static Argument<FileInfo> File()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "任务分解表（.xlsx、.docx、.csv）" };
        file.AcceptExistingOnly();
        return file;
    }

    private static Command Preview()
    {
        var file = File();
        var json = new Option<bool>("--json");
        var agency = new Option<string?>("--agency") { Description = "机关标识，只有一个机关时可省略" };
        var preview = new Command("preview", "读取并预览，不改动") { file, json, agency };
        preview.SetAction((parsed, cancellation) => CommandLine.WithServicesAsync(writes: false, async (services, c) =>
        {
            await using var stream = parsed.GetValue(file)!.OpenRead();
            var result = await services.GetRequiredService<PreviewTaskTable>().HandleAsync(
                new TaskTableSource(stream, parsed.GetValue(file)!.Name, parsed.GetValue(agency)), Actor.System, trusted: true, c);
            if (!result.Succeeded) return result;
            var table = result.Value.Table;
            if (parsed.GetValue(json))
            {
                Console.WriteLine(TaskTableJson.Write(table));
                return result;
            }
            Console.WriteLine($"{table.Title}：{table.Groups.Count} 组，{table.Columns.Count()} 个栏目，{table.Unread.Count} 处未读取。");
            foreach (var column in table.Columns)
            {
                Console.WriteLine($"  {column.Path}\t{column.Title}\t{column.Section?.Text}\t{column.Deadline.Text} → {column.Deadline.Rule?.ToString() ?? "未识别"}");
            }
            foreach (var cell in table.Unread) Console.WriteLine($"  未读取 {cell.Cell}：{cell.Text}（{cell.Why}）");
            return result;
        }, cancellation));
        return preview;
    }

    private static Command Apply()
    {
        var file = File();
        var yes = new Option<bool>("--yes") { Description = "不再询问" };
        var agency = new Option<string?>("--agency") { Description = "机关标识，只有一个机关时可省略" };
        var json = new Option<bool>("--json");
        var recipe = new Option<FileInfo?>("--recipe") { Description = "导入后把栏目、责任、时限、审查流程和权限写成配方（.recipe.json），供其他县执行" };
        var separate = new Option<string[]>("--separate") { Description = "不作为更名或移动处理的栏目或科室（标识），可多次给出", AllowMultipleArgumentsPerToken = false };
        var apply = new Command("apply", "导入：建立或更新栏目和科室") { file, yes, agency, json, recipe, separate };
        apply.SetAction((parsed, cancellation) => CommandLine.WithServicesAsync(writes: true, async (services, c) =>
        {
            var bytes = await System.IO.File.ReadAllBytesAsync(parsed.GetValue(file)!.FullName, c);
            TaskTableSource Source() => new(new MemoryStream(bytes), parsed.GetValue(file)!.Name, parsed.GetValue(agency));
            var apart = (parsed.GetValue(separate) ?? []).ToHashSet();
            var preview = await services.GetRequiredService<PreviewTaskTable>().HandleAsync(Source(), Actor.System, trusted: true, c, apart);
            if (!preview.Succeeded) return preview;
            foreach (var rename in preview.Value.Plan.RenamedSections) Console.Error.WriteLine($"科室更名：{rename.Section.Name} → {rename.NewName}（{rename.Section.Id}）");
            foreach (var moved in preview.Value.Plan.Columns.Where(p => p.IsMoved || p.IsRenamed)) Console.Error.WriteLine($"栏目更名或移动：{moved.FullTitle}（{moved.Existing!.Id}）");
            if (!parsed.GetValue(yes) && !Confirmed(preview.Value)) return Failure.Of("cli.not-confirmed");
            var applied = await services.GetRequiredService<ApplyTaskTable>().HandleAsync(
                new ApplyTaskTableCommand(Source(), preview.Value.Token, Trusted: true, Separate: apart), Actor.System, c);
            if (!applied.Succeeded) return applied;
            Console.WriteLine(parsed.GetValue(json)
                ? JsonSerializer.Serialize(applied.Value, CommandLine.Json)
                : $"已导入：新增 {applied.Value.New} 个栏目，更新 {applied.Value.Changed} 个，停用 {applied.Value.Closed} 个，未变 {applied.Value.Unchanged} 个；新增科室 {applied.Value.NewSections} 个，更名 {applied.Value.RenamedSections} 个。");
            return parsed.GetValue(recipe) is { } target ? await WriteRecipeAsync(services, parsed.GetValue(agency), target, c) : applied;
        }, cancellation));
        return apply;
    }

    private static async Task<Result> WriteRecipeAsync(IServiceProvider services, string? agency, FileInfo target, CancellationToken cancellation)
    {
        var written = await services.GetRequiredService<WriteTaskTableRecipe>().HandleAsync(agency, Actor.System, trusted: true, cancellation);
        if (!written.Succeeded) return written;
        await System.IO.File.WriteAllBytesAsync(target.FullName, written.Value.Content, cancellation);
        Console.Error.WriteLine($"配方已写入 {target.FullName}");
        return written;
    }

    private static Command Recipe()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "写到（.recipe.json）" };
        var agency = new Option<string?>("--agency") { Description = "机关标识，只有一个机关时可省略" };
        var recipe = new Command("recipe", "把现有栏目、责任、时限、审查流程和权限写成配方") { file, agency };
        recipe.SetAction((parsed, cancellation) => CommandLine.WithServicesAsync(writes: false, (services, c) =>
            WriteRecipeAsync(services, parsed.GetValue(agency), parsed.GetValue(file)!, c), cancellation));
        return recipe;
    }

    private static bool Confirmed(TaskTablePreview preview)
    {
        if (Console.IsInputRedirected) return false;
        Console.Error.Write($"将按“{preview.Table.Title}”更新 {preview.Agency.Name} 的 {preview.Table.Columns.Count()} 个栏目，继续？[y/N] ");
        return Console.ReadLine()?.Trim() is "y" or "Y" or "是";
    }

    private static Command Export()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "导出到（.xlsx）" };
        var agency = new Option<string?>("--agency") { Description = "机关标识，只有一个机关时可省略" };
        var export = new Command("export", "把现有栏目导出为任务分解表") { file, agency };
        export.SetAction((parsed, cancellation) => CommandLine.WithServicesAsync(writes: false, async (services, c) =>
        {
            var result = await services.GetRequiredService<ExportTaskTable>().HandleAsync(parsed.GetValue(agency), Actor.System, trusted: true, c);
            if (!result.Succeeded) return result;
            await System.IO.File.WriteAllBytesAsync(parsed.GetValue(file)!.FullName, result.Value.Content, c);
            Console.WriteLine($"已导出 {result.Value.Columns} 个栏目。");
            return result;
        }, cancellation));
        return export;
    }
}
