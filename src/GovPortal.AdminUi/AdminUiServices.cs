using GovPortal.Kernel.Text;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.AdminUi;

/// <summary>Registers the admin's visual language. The composition root also registers an <see cref="Shell.IAdminShell"/>.</summary>
public static class AdminUiServices
{
    public static IServiceCollection AddAdminUi(this IServiceCollection services) =>
        services.AddSingleton(new TextSource(typeof(AdminUiServices).Assembly));
}
