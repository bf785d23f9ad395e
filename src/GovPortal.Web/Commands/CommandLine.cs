using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Commands;

/// <summary>
/// The verbs of the command line. Exit code 0: done; 1: refused, reasons on stderr; 2: usage. Results go to stdout,
/// everything else to stderr; <c>--json</c> gives one JSON document.
/// </summary>
public static class CommandLine
{
    internal static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static bool IsVerb(string[] args) => args.Length > 0 && (!args[0].StartsWith('-') || args[0] is "--help" or "-h" or "-?" or "--version");

    public static async Task<int> RunAsync(string[] args)
    {
        Console.OutputEncoding = System.Text.Encoding.UTF8;
        var root = new RootCommand("GovPortal 政务公开门户。不带动词时启动网站。");
        foreach (var verb in Verbs()) root.Subcommands.Add(verb);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
            return 2;
        }
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static IEnumerable<Command> Verbs() =>
        [RecipeVerbs.Create(), TaskTableVerbs.Create(), CalendarVerbs.Create(), DeadlineVerbs.Create(), ScreenVerb.Create(), SearchVerbs.Create(), ReindexVerb.Create(), SiteVerbs.Create(), AuditVerbs.Create(), SeedVerb.Create(), BackupVerbs.Backup(), BackupVerbs.Restore(), UserVerbs.Create()];

    /// <summary>
    /// The application's services without its server, the database brought to this version. A verb that writes is refused
    /// (<c>cli.server-running</c>) while a server's lease on an embedded database is live: use the admin pages instead.
    /// </summary>
    internal static async Task<int> WithServicesAsync(bool writes, Func<IServiceProvider, CancellationToken, Task<Result>> work, CancellationToken cancellation)
    {
        await using var app = PortalHost.Build(["--Logging:LogLevel:Default=Warning"]);
        var services = app.Services;
        await using (var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(cancellation))
        {
            if (writes && db.IsSqlite && await IsServedAsync(services, db, cancellation)) return Refuse(services, Failure.Of("cli.server-running"));
        }
        await FirstStart.RunAsync(services, cancellation, isVerb: true);
        var result = await work(services, cancellation);
        return result.Succeeded ? 0 : Refuse(services, result);
    }

    /// <summary>As <see cref="WithServicesAsync"/>, but on a database that is brought to this version and not set up.</summary>
    internal static async Task<int> WithDatabaseAsync(Func<IServiceProvider, CancellationToken, Task<Result>> work, CancellationToken cancellation)
    {
        await using var app = PortalHost.Build(["--Logging:LogLevel:Default=Warning"]);
        await FirstStart.MigrateAsync(app.Services, cancellation);
        var result = await work(app.Services, cancellation);
        return result.Succeeded ? 0 : Refuse(app.Services, result);
    }

    private static async Task<bool> IsServedAsync(IServiceProvider services, PortalDbContext db, CancellationToken cancellation) =>
        (await db.Database.GetAppliedMigrationsAsync(cancellation)).Any()
        && (await services.GetRequiredService<Leases>().LiveServersAsync(cancellation)).Count > 0;

    private static int Refuse(IServiceProvider services, Result result)
    {
        var texts = services.GetRequiredService<ITexts>();
        foreach (var failure in result.Failures)
        {
            Console.Error.WriteLine(failure.Field is null ? texts.Of(failure) : $"{failure.Field}: {texts.Of(failure)}");
        }
        return 1;
    }

    /// <summary>Progress on a terminal; silent where stderr goes to a file.</summary>
    internal static IProgress<T>? Progress<T>() => Console.IsErrorRedirected ? null : new Progress<T>(p => Console.Error.Write($"\r{p}   "));
}
