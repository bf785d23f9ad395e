using System.Text;
using System.Text.Json;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;

namespace GovPortal.Audit.Features;

/// <summary>The whole event log as JSON lines, to be verified without this application. One row at a time; as the table holds it, broken or not.</summary>
public sealed class ExportChain(PortalDbContext db, PortalStateReader state)
{
    /// <summary>The log holds every agency's events: only a reader of all agencies may take it away.</summary>
    public static bool Allowed(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.CanSomewhere(AuditPermissions.Read) && actor.AgenciesOf(AuditPermissions.Read) is null;
    }

    /// <summary>Answers how many events were written. What is appended meanwhile is not among them.</summary>
    public async Task<long> HandleAsync(Stream output, CancellationToken cancellation)
    {
        var (end, hash) = await EventLog.EndAsync(db, cancellation);
        var written = 0L;
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 64 * 1024, leaveOpen: true) { NewLine = "\n" };
        await writer.WriteLineAsync(JsonSerializer.Serialize(new ChainFileHead(ChainFile.Format, state.Current.Site.Name, end, hash), ChainFile.Json));
        await foreach (var e in EventLog.ReadAsync(db, end, cancellation))
        {
            await writer.WriteLineAsync(JsonSerializer.Serialize(ChainFileLine.Of(e), ChainFile.Json));
            written++;
        }
        await writer.FlushAsync(cancellation);
        return written;
    }
}
