using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Users.Features;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Startup;

/// <summary>
/// Before the server listens: brings the database to this version and, once in its life, runs the set-up recipe, makes
/// the administrator and, in a demonstration, runs the demo recipe.
/// </summary>
public static class FirstStart
{
    public static bool IsDemo(IConfiguration configuration, IHostEnvironment environment) =>
        !environment.IsProduction() && (configuration.GetValue<bool?>("Portal:Demo") ?? environment.IsDevelopment());

    /// <param name="isVerb">A verb's stdout is its result: the administrator's line goes to stderr, and no demo is loaded beside it.</param>
    public static async Task RunAsync(IServiceProvider services, CancellationToken cancellation, bool isVerb = false)
    {
        var (configuration, environment) = (services.GetRequiredService<IConfiguration>(), services.GetRequiredService<IHostEnvironment>());
        await MigrateAsync(services, cancellation);
        if (await IsSetUpAsync(services, cancellation)) return;

        await RunRecipeAsync(services, configuration["Portal:SetupRecipe"] is { Length: > 0 } file ? file : "recipes/county.recipe.json", cancellation);
        await EnsureAdministratorAsync(services, configuration, isVerb ? Console.Error : Console.Out, cancellation);
        await using (var tx = await services.GetRequiredService<PortalTransactions>().BeginAsync(cancellation))
        {
            tx.Db.Add(new SettingRow { Key = SettingRow.SetUp, Json = "true" });
            await tx.CommitAsync(cancellation);
        }
        // After the mark: a demonstration that was cut short is not begun a second time.
        if (!isVerb && IsDemo(configuration, environment)) await RunRecipeAsync(services, "recipes/demo.recipe.json", cancellation);
    }

    public static async Task MigrateAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(cancellation);
        // Migrating compares whole models first, a third of a start; with nothing to apply there is nothing to compare for.
        if ((await db.Database.GetPendingMigrationsAsync(cancellation)).Any()) await db.Database.MigrateAsync(cancellation);
    }

    private static async Task<bool> IsSetUpAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(cancellation);
        return await db.Set<SettingRow>().AnyAsync(s => s.Key == SettingRow.SetUp, cancellation);
    }

    private static async Task RunRecipeAsync(IServiceProvider services, string file, CancellationToken cancellation)
    {
        var path = Path.Combine(AppContext.BaseDirectory, file);
        if (!File.Exists(path)) path = Path.GetFullPath(file);
        var result = await services.GetRequiredService<RunRecipe>().HandleAsync(
            new RunRecipeCommand(await File.ReadAllTextAsync(path, cancellation), Path.GetFileName(path), Path.GetDirectoryName(path)!, Trusted: true),
            Actor.System, null, cancellation);
        ThrowIfRefused(services, result);
    }

    /// <summary>The one-time password goes to the terminal of whoever starts the portal, never into a log.</summary>
    private static async Task EnsureAdministratorAsync(IServiceProvider services, IConfiguration configuration, TextWriter output, CancellationToken cancellation)
    {
        var userName = configuration["Portal:Admin:UserName"] is { Length: > 0 } name ? name : "admin";
        var result = await services.GetRequiredService<EnsureAdministrator>().HandleAsync(
            new EnsureAdministratorCommand(userName, configuration["Portal:Admin:Password"]), cancellation);
        ThrowIfRefused(services, result);
        await output.WriteLineAsync(result.Value!.OneTimePassword is { } password
            ? $"管理员：{result.Value.UserName} / 一次性密码：{password}（首次登录后须修改）"
            : $"管理员：{result.Value.UserName}");
    }

    private static void ThrowIfRefused(IServiceProvider services, Result result)
    {
        if (result.Succeeded) return;
        var texts = services.GetRequiredService<ITexts>();
        throw new InvalidOperationException(string.Join(Environment.NewLine, result.Failures.Select(f => $"{f.Field}: {texts.Of(f)}")));
    }
}
