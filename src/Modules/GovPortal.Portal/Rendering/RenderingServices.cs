using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace GovPortal.Portal.Rendering;

public static class RenderingServices
{
    /// <summary>Registers <see cref="ITemplateRenderer"/> and <see cref="Kernel.Text.ITextTemplates"/>, set by <c>Portal:Rendering</c> (see <see cref="RenderingOptions"/>).</summary>
    public static IServiceCollection AddTemplateRendering(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RenderingOptions>().Bind(configuration.GetSection("Portal:Rendering"))
            .PostConfigure<IHostEnvironment>((options, environment) =>
            {
                // Themes travel with the program; a source tree's own, beside its recipes, is taken where it is run from there.
                var local = Path.GetFullPath(options.ThemesPath, environment.ContentRootPath);
                options.ThemesPath = Directory.Exists(local) ? local : Path.GetFullPath(options.ThemesPath, AppContext.BaseDirectory);
                options.ReloadOnChange |= environment.IsDevelopment();
            });
        services.TryAddSingleton<LiquidRenderer>();
        services.TryAddSingleton<ITemplateRenderer>(s => s.GetRequiredService<LiquidRenderer>());
        services.TryAddSingleton<Kernel.Text.ITextTemplates, TextTemplates>();
        return services;
    }

    /// <summary>A renderer outside a host, for tools and tests.</summary>
    public static ITemplateRenderer Create(RenderingOptions options, Kernel.Text.ITexts texts) => new LiquidRenderer(Options.Create(options), texts, TimeProvider.System);
}
