using System.CommandLine;
using System.Text.Json;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Commands;

internal static class AuditVerbs
{
    public static Command Create()
    {
        var json = new Option<bool>("--json");
        var verify = new Command("verify", "校验审计链：每个事件的哈希与前后衔接") { json };
        verify.SetAction((parsed, cancellation) => CommandLine.WithServicesAsync(writes: false, async (services, c) =>
        {
            await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(c);
            var (count, brokenAt) = await EventLog.VerifyAsync(db, c);
            if (parsed.GetValue(json)) Console.WriteLine(JsonSerializer.Serialize(new { events = count, brokenAt }, CommandLine.Json));
            else if (brokenAt is null) Console.WriteLine($"审计链完整，共 {count} 个事件。");
            return brokenAt is null ? Result.Ok : Failure.Of("audit.broken", brokenAt);
        }, cancellation));
        return new Command("audit", "审计") { verify };
    }
}
