using System.CommandLine;
using System.Text.Json;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using GovPortal.Packages.Features;
using GovPortal.Packages.Model;

namespace GovPortal.Web.Commands;

internal static class RecipeVerbs
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "配方（.json）或迁移包（.zip）" };
        file.AcceptExistingOnly();
        var dryRun = new Option<bool>("--dry-run") { Description = "只检查，不改动" };
        var json = new Option<bool>("--json");
        var run = new Command("run", "执行配方") { file, dryRun, json };
        run.SetAction((parsed, cancellation) => CommandLine.WithServicesAsync(writes: !parsed.GetValue(dryRun), async (services, c) =>
        {
            var recipe = parsed.GetValue(file)!;
            var isPackage = recipe.Extension.Equals(".zip", StringComparison.OrdinalIgnoreCase);
            var unpacked = isPackage ? Directory.CreateTempSubdirectory("govportal-package-") : null;
            try
            {
                if (unpacked is not null)
                {
                    await using var package = recipe.OpenRead();
                    if (await services.GetRequiredService<PackageFolder>().UnpackAsync(package, unpacked.FullName, c) is { Succeeded: false } refused) return refused;
                    recipe = new FileInfo(Path.Combine(unpacked.FullName, PackageFolder.RecipeName));
                }
                return await RunAsync(services, recipe, parsed.GetValue(dryRun), parsed.GetValue(json), c);
            }
            finally
            {
                if (unpacked is { Exists: true }) unpacked.Delete(recursive: true);
            }
        }, cancellation));
        return new Command("recipe", "配方") { run, Export() };
    }

    private static async Task<Result> RunAsync(IServiceProvider services, FileInfo recipe, bool dryRun, bool json, CancellationToken cancellation)
    {
        var result = await services.GetRequiredService<RunRecipe>().HandleAsync(
            new RunRecipeCommand(await File.ReadAllTextAsync(recipe.FullName, cancellation), recipe.Name, recipe.DirectoryName!, dryRun, Trusted: true),
            Actor.System, CommandLine.Progress<string>(), cancellation);
        if (!result.Succeeded) return result;
        var report = result.Value;
        Console.WriteLine(json
            ? JsonSerializer.Serialize(report, CommandLine.Json)
            : $"{report.Name}：{(dryRun ? "检查通过" : "已执行")} {(report.Executed.Count == 0 ? "（没有要执行的步骤）" : string.Join("、", report.Executed))}"
                + (report.NotApplicable.Count == 0 ? "" : $"；不适用：{string.Join("、", report.NotApplicable.Select(n => $"{n.Step}（{n.Reason}）"))}"));
        return result;
    }

    private static Command Export()
    {
        var target = new Argument<string>("DIR") { Description = "写到哪个文件夹，没有则建立；以 .zip 结尾的，写成一个迁移包" };
        var drafts = new Option<bool>("--with-drafts") { Description = "连同从未公开的信息" };
        var export = new Command("export", "把门户设置、公开信息和附件导出为配方") { target, drafts };
        export.SetAction((parsed, cancellation) => CommandLine.WithServicesAsync(writes: false, async (services, c) =>
        {
            var (portal, path) = (services.GetRequiredService<ExportPortal>(), parsed.GetValue(target)!);
            var command = new ExportPortalCommand(new ExportSelection(WithDrafts: parsed.GetValue(drafts)), Trusted: true);
            if (!path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            {
                var written = await portal.ToFolderAsync(command, new DirectoryInfo(path), Actor.System, c);
                if (written.Succeeded) Console.WriteLine($"{Path.Combine(path, "portal.recipe.json")}\n{Path.Combine(path, "content.recipe.json")}");
                return written;
            }
            await using var file = File.Create(path);
            var done = await portal.ToPackageAsync(command, file, Actor.System, c);
            if (done.Succeeded) Console.WriteLine(path);
            return done;
        }, cancellation));
        return export;
    }
}
