using System.CommandLine;
using System.Text.Json;
using GovPortal.Editing.Recipes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Recipes;

namespace GovPortal.Web.Commands;

internal static class RecipeVerbs
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "配方文件（JSON）" };
        file.AcceptExistingOnly();
        var dryRun = new Option<bool>("--dry-run") { Description = "只检查，不改动" };
        var json = new Option<bool>("--json");
        var run = new Command("run", "执行配方") { file, dryRun, json };
        run.SetAction((parsed, cancellation) => CommandLine.WithServicesAsync(writes: !parsed.GetValue(dryRun), async (services, c) =>
        {
            var recipe = parsed.GetValue(file)!;
            var result = await services.GetRequiredService<RunRecipe>().HandleAsync(
                new RunRecipeCommand(await File.ReadAllTextAsync(recipe.FullName, c), recipe.Name, recipe.DirectoryName!, parsed.GetValue(dryRun), Trusted: true),
                Actor.System, CommandLine.Progress<string>(), c);
            if (!result.Succeeded) return result;
            var report = result.Value;
            Console.WriteLine(parsed.GetValue(json)
                ? JsonSerializer.Serialize(report, CommandLine.Json)
                : $"{report.Name}：{(parsed.GetValue(dryRun) ? "检查通过" : "已执行")} {string.Join("、", report.Executed)}"
                    + (report.NotApplicable.Count == 0 ? "" : $"；不适用：{string.Join("、", report.NotApplicable.Select(n => $"{n.Step}（{n.Reason}）"))}"));
            return result;
        }, cancellation));
        return new Command("recipe", "配方") { run, Export() };
    }

    private static Command Export()
    {
        var folder = new Argument<DirectoryInfo>("DIR") { Description = "写到哪个文件夹，没有则建立" };
        var drafts = new Option<bool>("--with-drafts") { Description = "连同从未公开的信息" };
        var export = new Command("export", "把门户设置和公开信息导出为配方") { folder, drafts };
        export.SetAction((parsed, cancellation) => CommandLine.WithServicesAsync(writes: false, async (services, c) =>
        {
            var files = await services.GetRequiredService<ExportRecipe>().HandleAsync(new ExportRecipeCommand(parsed.GetValue(drafts), Trusted: true), Actor.System, c);
            if (!files.Succeeded) return files;
            var target = parsed.GetValue(folder)!;
            target.Create();
            foreach (var file in files.Value)
            {
                await File.WriteAllTextAsync(Path.Combine(target.FullName, file.FileName), file.Json, c);
                Console.WriteLine(Path.Combine(target.FullName, file.FileName));
            }
            return files;
        }, cancellation));
        return export;
    }
}
