using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Editing.Features;

public sealed record RestoreVersionCommand(string VersionId);

/// <summary>
/// Makes an earlier version's content the item's draft. What is live stays live; the draft goes the whole way again.
/// Failures: <c>version.unknown</c> (also where its bytes were purged) and those of <see cref="SaveDraft"/>.
/// </summary>
public sealed class RestoreVersion(SaveDraft save, IDbContextFactory<PortalDbContext> contexts)
{
    public async Task<Result<VersionRef>> HandleAsync(RestoreVersionCommand command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var version = await db.Set<ContentVersion>().AsNoTracking().FirstOrDefaultAsync(v => v.Id == command.VersionId, cancellation);
        if (version is null || version.Data.Length == 0 || !ContentAccess.CanRead(actor, version)) return Failure.Of("version.unknown");
        var data = (JsonObject)JsonNode.Parse(version.Data)!;
        Disclosure.DropChangeNote(data);
        return await save.HandleAsync(new SaveDraftCommand(version.ContentItemId, "", data), actor, cancellation);
    }
}
