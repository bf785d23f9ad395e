using GovPortal.AdminUi;
using GovPortal.Kernel;
using GovPortal.Kernel.Text;
using GovPortal.Web.Startup;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Web.Tests.Architecture;

/// <summary>What kernel and modules register as plain values, without building the application.</summary>
internal static class Registered
{
    private static readonly ServiceCollection Services = Register();

    public static Texts Texts { get; } = new(Of<TextSource>().Append(new TextSource(typeof(PortalHost).Assembly)));

    public static IEnumerable<T> Of<T>() where T : class => Services.Select(s => s.ImplementationInstance).OfType<T>();

    private static ServiceCollection Register()
    {
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().Build();
        services.AddLogging().AddKernel();
        services.AddAdminUi();
        foreach (var module in Modules.All) module.AddServices(services, configuration);
        return services;
    }
}
