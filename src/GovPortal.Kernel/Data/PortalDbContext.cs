using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Kernel.Data;

/// <summary>A module's tables. Registered as a singleton; called once, when the model is made.</summary>
public interface IEntityModel
{
    void Configure(ModelBuilder model);
}

/// <summary>
/// The one context of all modules: one transaction, one event log. Each database engine has a subclass in the
/// composition root, with a migrations folder of its own.
/// </summary>
public abstract class PortalDbContext : DbContext
{
    private readonly IServiceProvider _services;

    protected PortalDbContext(DbContextOptions options) : base(options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _services = options.FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider
            ?? throw new InvalidOperationException("The portal's context is made by the application's container.");
    }

    /// <summary>True on the embedded engine, where one writer holds the whole file.</summary>
    public bool IsSqlite => Database.ProviderName?.EndsWith("Sqlite", StringComparison.Ordinal) == true;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var model in _services.GetServices<IEntityModel>())
        {
            model.Configure(modelBuilder);
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTimeConverter>();
        // Enumerations are stored by name: a row stays readable, an inserted member moves nothing.
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
    }
}
