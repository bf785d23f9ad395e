using GovPortal.Demo.Features;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Web.Startup;
using GovPortal.Web.Tests.Reliability;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Benchmarks;

/// <summary>A node that answers over loopback, in this process.</summary>
internal sealed class Portal : IAsyncDisposable
{
    private Portal(WebApplication app, HttpClient http) => (App, Http) = (app, http);

    public WebApplication App { get; }
    public HttpClient Http { get; }
    public IServiceProvider Services => App.Services;

    public static async Task<Portal> StartAsync(Place place, params string[] settings)
    {
        var app = PortalHost.Build([.. place.Settings, "--urls=http://127.0.0.1:0", .. settings]);
        await FirstStart.RunAsync(app.Services, CancellationToken.None);
        await app.StartAsync();
        await app.Services.GetRequiredService<EventPump>().CatchUpAsync(CancellationToken.None);
        return new Portal(app, new HttpClient { BaseAddress = new Uri(app.Urls.First()) });
    }

    /// <summary>A place with the demonstration's bureau and seeded items; nothing runs on it.</summary>
    public static async Task<Place> FilledAsync(bool onPostgreSql, int items)
    {
        var place = await Place.CreateAsync(onPostgreSql);
        await place.WithAsync(async services =>
        {
            await FirstStart.RunAsync(services, CancellationToken.None);
            await DemoBureau.SetUpAsync(services);
            if (items > 0) DemoBureau.Must(await services.GetRequiredService<Seed>().HandleAsync(new SeedCommand(items), null, default));
            return true;
        });
        return place;
    }

    public async Task<List<string>> ItemAddressesAsync(int count)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        return await db.Set<ContentItemRow>().Where(i => i.Path != null).OrderBy(i => i.Id).Take(count).Select(i => "/" + i.Path).ToListAsync();
    }

    /// <summary>The columns that hold most, the fullest first.</summary>
    public async Task<List<string>> ColumnAddressesAsync()
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        return await (
            from f in db.Set<ColumnFigures>()
            join c in db.Set<Column>() on f.ColumnId equals c.Id
            where !c.IsInternal
            orderby f.PublishedCount descending
            select "/columns/" + c.Path).ToListAsync();
    }

    public async Task<byte[]> GetAsync(string address)
    {
        using var response = await Http.GetAsync(new Uri(address, UriKind.Relative));
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
    }
}
