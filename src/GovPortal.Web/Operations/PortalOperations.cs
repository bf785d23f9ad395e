using System.Net;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using Microsoft.EntityFrameworkCore;
using OpenTelemetry.Metrics;

namespace GovPortal.Web.Operations;

/// <summary>What operators look at: liveness, readiness, metrics.</summary>
internal static class PortalOperations
{
    private const string MetricsPath = "/metrics";

    public static void AddPortalOperations(this IServiceCollection services)
    {
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddMeter(PortalMeter.Name).AddPrometheusExporter());
        services.AddSingleton<PortalMeter>().AddSingleton<BackupPortal>().AddSingleton<RestorePortal>();
    }

    public static void MapPortalOperations(this WebApplication app)
    {
        app.Services.GetRequiredService<PortalMeter>();
        app.MapGet("/health/live", () => Results.Text("live"));
        app.MapGet("/health/ready", ReadyAsync);
        app.UseWhen(context => context.Request.Path == MetricsPath && MayReadMetrics(context), metrics => metrics.UseOpenTelemetryPrometheusScrapingEndpoint());
    }

    /// <summary>200 where the database answers and every reader has started and none is failing, else 503 with what is not.</summary>
    private static async Task<IResult> ReadyAsync(IDbContextFactory<PortalDbContext> contexts, EventPump pump, CancellationToken cancellation)
    {
        long head;
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            head = await EventLog.HeadAsync(db, cancellation);
        }
#pragma warning disable CA1031 // Whatever keeps the database from answering, the portal is not ready.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return Results.Json(new { status = "not-ready", database = error.GetType().Name }, statusCode: (int)HttpStatusCode.ServiceUnavailable);
        }
        var ready = pump.Ready && pump.States.All(s => s.Error is null);
        return Results.Json(
            new { status = ready ? "ready" : "not-ready", lastEvent = head, readers = pump.States.Select(s => new { s.Reader, s.LastEventId, s.Error }) },
            statusCode: ready ? 200 : 503);
    }

    /// <summary>Metrics tell of the office's work; they are for this machine and the addresses of <c>Portal:MetricsAllow</c>.</summary>
    private static bool MayReadMetrics(HttpContext context)
    {
        var from = context.Connection.RemoteIpAddress;
        var allowed = context.RequestServices.GetRequiredService<IConfiguration>()["Portal:MetricsAllow"] ?? "";
        return from is null || IPAddress.IsLoopback(from) || allowed.Split(',', StringSplitOptions.TrimEntries).Contains(from.ToString());
    }
}
