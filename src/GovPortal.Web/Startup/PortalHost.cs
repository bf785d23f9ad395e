using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using GovPortal.AdminUi;
using GovPortal.AdminUi.Shell;
using GovPortal.Kernel;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Text;
using GovPortal.Web.Data;
using GovPortal.Web.Operations;
using GovPortal.Web.Security;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.WebEncoders;

namespace GovPortal.Web.Startup;

/// <summary>Builds the application: services, pipeline, endpoints. The same for the server, the command line and the tests.</summary>
public static class PortalHost
{
    private static readonly CultureInfo[] Cultures = [new("zh-CN"), new("en")];

    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        // Named, so that pages are found whatever program hosts the portal.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ApplicationName = typeof(PortalHost).Assembly.GetName().Name });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024 * 1024;
        });
        AddServices(builder);
        configure?.Invoke(builder);
        var app = builder.Build();
        UsePipeline(app);
        return app;
    }

    public static string DataPath(IConfiguration configuration, string contentRoot) =>
        Path.GetFullPath(Path.Combine(contentRoot, configuration["Portal:DataPath"] is { Length: > 0 } path ? path : "App_Data"));

    private static void AddServices(WebApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        var dataPath = DataPath(configuration, builder.Environment.ContentRootPath);
        Directory.CreateDirectory(dataPath);

        // Chinese stays Chinese in HTML; the default encoder would turn every character into an entity.
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

        services.AddKernel();
        if (FirstStart.IsDemo(configuration, builder.Environment)) services.AddSingleton<TimeProvider, SyntheticClock>();
        services.AddSingleton(new TextSource(typeof(PortalHost).Assembly));
        services.AddSingleton(new Node($"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..6]}", dataPath));
        foreach (var module in Modules.All) module.AddServices(services, configuration);
        services.AddPortalDatabase(configuration.GetConnectionString("Portal"), dataPath);

        services.AddDataProtection().SetApplicationName("GovPortal").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(dataPath, "keys")));
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "govportal-antiforgery";
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddRazorPages(AdminPages.Configure);
        services.AddAdminUi().AddScoped<IAdminShell, AdminShell>();
        services.Configure<FormOptions>(o => o.ValueCountLimit = 20_000);
        services.AddRequestLocalization(o =>
        {
            o.DefaultRequestCulture = new RequestCulture("zh-CN");
            (o.SupportedCultures, o.SupportedUICultures) = (Cultures, Cultures);
            o.RequestCultureProviders = [new CookieRequestCultureProvider()];
        });
        services.AddProblemDetails();
        services.AddPortalOperations();
        services.AddPortalSecurity(configuration);
    }

    private static void UsePipeline(WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<SecurityHeaders>();
        app.UsePortalErrors();
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = r => r.Context.Response.Headers.CacheControl = "public, max-age=86400" });
        app.UseRequestLocalization();
        app.UseRouting();
        // Only endpoints that say so are open to other sites' scripts; before whatever answers in their place.
        app.UseCors();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        foreach (var module in Modules.All.OfType<IPipelineModule>()) module.UsePipeline(app);
        app.MapRazorPages();
        app.MapPortalOperations();
        foreach (var module in Modules.All) module.MapEndpoints(app);
    }
}
