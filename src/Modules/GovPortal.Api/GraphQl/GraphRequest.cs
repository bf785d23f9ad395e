using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Api.GraphQl;

/// <summary>One request: who asks, and what was loaded for it so far.</summary>
internal sealed class GraphRequest
{
    public GraphRequest(Actor actor, GraphReader reader, IDbContextFactory<PortalDbContext> contexts, IPeople people, ILuceneQueries queries)
    {
        (Actor, Reader, Queries) = (actor, reader, queries);
        Items = new(reader.PublicAsync);
        Lists = new(reader.ContainedAsync);
        Users = new(async (ids, cancellation) =>
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            var names = await people.NamesAsync(db, ids, cancellation);
            return names.ToDictionary(n => n.Key, n => new GraphUser(n.Key, n.Value, null));
        });
        Self = new(async (ids, cancellation) =>
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            var emails = await people.ActiveEmailsAsync(db, ids, cancellation);
            return ids.ToDictionary(i => i, i => new GraphUser(i, Actor.DisplayName, emails.GetValueOrDefault(i) is { Length: > 0 } email ? email : null));
        });
    }

    public Actor Actor { get; }

    public GraphReader Reader { get; }

    public ILuceneQueries Queries { get; }

    /// <summary>Public items by their ids.</summary>
    public Batch<string, GraphItem> Items { get; }

    public Batch<ListSlice, IReadOnlyList<string>> Lists { get; }

    /// <summary>Names of people. For those who work in the administration: outside it is nobody's business who works on an item.</summary>
    public Batch<string, GraphUser> Users { get; }

    /// <summary>The actor alone, with an address.</summary>
    public Batch<string, GraphUser> Self { get; }

    public bool IsStaff => Actor.CanSomewhere(Permissions.AdminAccess);
}
