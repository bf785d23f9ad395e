using GovPortal.Testing;

[assembly: AssemblyFixture(typeof(GovPortal.Web.Tests.SharedBureau))]

namespace GovPortal.Web.Tests;

/// <summary>One portal for the tests that do not mind each other's items. Its clock stands; a test that moves time has its own portal.</summary>
public sealed class SharedBureau : IAsyncLifetime
{
    public Bureau Bureau { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Bureau = await Bureau.OpenAsync(await PortalApp.StartOpenedAsync());

    public ValueTask DisposeAsync() => Bureau.App.DisposeAsync();
}
