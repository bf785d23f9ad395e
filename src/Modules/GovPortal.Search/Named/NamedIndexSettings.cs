using System.Text.Json;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Search.Named;

/// <summary>An index that an administrator named, as Orchard's step <c>lucene-index</c> tells it.</summary>
/// <param name="IndexLatest">Kept for Orchard; here every index holds published versions only.</param>
/// <param name="Culture">Kept for Orchard; items here have no culture of their own.</param>
/// <param name="StoreSourceData">Each field is stored a second time under <c>_source.</c>, whatever its own settings say.</param>
public sealed record NamedIndexSettings(
    string Name, string AnalyzerName, bool IndexLatest, IReadOnlyList<string> IndexedContentTypes, string Culture, bool StoreSourceData);

/// <summary>A question over a named index, as Orchard's step <c>Queries</c> tells it.</summary>
/// <param name="Template">Lucene's question in JSON, in which Liquid stands for the parameters.</param>
public sealed record SavedQuery(string Name, string Index, string Template, string? Schema, bool ReturnContentItems);

/// <summary>All indexes and questions; one setting, so that they change together.</summary>
public sealed record QuerySettings(IReadOnlyList<NamedIndexSettings> Indexes, IReadOnlyList<SavedQuery> Queries)
{
    public const string Key = "lucene-queries";

    /// <summary>Event: indexes or questions changed, or an index is to be built anew; nodes read them again.</summary>
    public const string Changed = "search.queries-changed";

    public static QuerySettings None { get; } = new([], []);

    public NamedIndexSettings? Index(string name) => Indexes.FirstOrDefault(i => i.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public SavedQuery? Query(string name) => Queries.FirstOrDefault(q => q.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    internal static async Task<QuerySettings> LoadAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var row = await db.Set<SettingRow>().AsNoTracking().FirstOrDefaultAsync(s => s.Key == Key, cancellation);
        return row is null ? None : JsonSerializer.Deserialize<QuerySettings>(row.Json, CanonicalJson.Unescaped) ?? None;
    }

    /// <summary>Inside a transaction that the caller commits; says so in the log where anything changed.</summary>
    internal static async Task WriteAsync(PortalTransaction tx, Func<QuerySettings, QuerySettings> change, string by, CancellationToken cancellation)
    {
        var row = await tx.Db.Set<SettingRow>().FirstOrDefaultAsync(s => s.Key == Key, cancellation);
        var before = row is null ? None : JsonSerializer.Deserialize<QuerySettings>(row.Json, CanonicalJson.Unescaped) ?? None;
        var json = JsonSerializer.Serialize(change(before), CanonicalJson.Unescaped);
        if (row?.Json == json) return;
        if (row is null) tx.Db.Add(new SettingRow { Key = Key, Json = json });
        else row.Json = json;
        tx.AppendChange(new Kernel.Events.EventDraft(Changed, by), typeof(SettingRow));
    }
}
