using System.Linq.Expressions;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;

namespace GovPortal.Api.GraphQl;

/// <summary>What a condition is about: a column of the index, the alias, or a field.</summary>
/// <param name="Text">Of a text or an id.</param>
/// <param name="Instant">Of an instant.</param>
/// <param name="Day">Of a day.</param>
/// <param name="Field">Part and field, for what <see cref="FieldValue"/> holds; null for the others.</param>
internal sealed record WhereTarget(
    Compared Compared, Func<PortalDbContext, Expression<Func<ContentIndexRow, string?>>>? Text = null, Func<PortalDbContext, Expression<Func<ContentIndexRow, DateTime?>>>? Instant = null,
    Func<PortalDbContext, Expression<Func<ContentIndexRow, DateOnly?>>>? Day = null, string? Field = null)
{
    public bool IsAlias => Text is null && Instant is null && Day is null && Field is null;

    public static WhereTarget Alias { get; } = new(Compared.Text);

    public static WhereTarget Path { get; } = new(Compared.Text, Text: _ => r => r.Path);

    /// <summary>The operations of each kind, as Orchard names them; the first is equality.</summary>
    public IReadOnlyList<string> Operations => Compared switch
    {
        Compared.Id or Compared.Flag => ["", "_not"],
        Compared.Text => ["", "_not", "_in", "_not_in", "_contains", "_not_contains", "_starts_with", "_not_starts_with", "_ends_with", "_not_ends_with"],
        _ => ["", "_not", "_in", "_not_in", "_gt", "_gte", "_lt", "_lte"],
    };

    /// <summary>What every type may be looked for by.</summary>
    public static IReadOnlyList<(string Name, WhereTarget Target)> Common { get; } =
    [
        ("contentItemId", new(Compared.Id, Text: _ => r => r.ContentItemId)),
        ("contentItemVersionId", new(Compared.Id, Text: _ => r => r.VersionId)),
        ("displayText", new(Compared.Text, Text: _ => r => r.Title)),
        ("createdUtc", new(Compared.Instant, Instant: Created)),
        ("modifiedUtc", new(Compared.Instant, Instant: Modified)),
        ("publishedUtc", new(Compared.Instant, Instant: _ => r => r.PublishedUtc)),
        ("owner", new(Compared.Text, Text: Owner)),
        ("author", new(Compared.Text, Text: Owner)),
    ];

    /// <summary>What this portal keeps of where an item stands.</summary>
    public static IReadOnlyList<(string Name, WhereTarget Target)> Disclosed { get; } =
    [
        ("columnId", new(Compared.Text, Text: _ => r => r.ColumnId)),
        ("sectionId", new(Compared.Text, Text: _ => r => r.SectionId)),
        ("stage", new(Compared.Text, Text: _ => r => r.Stage)),
        ("formedOn", new(Compared.Day, Day: _ => r => r.FormedOn)),
    ];

    public static Expression<Func<ContentIndexRow, DateTime?>> Created(PortalDbContext db)
    {
        IQueryable<ContentItemRow> items = db.Set<ContentItemRow>();
        return r => items.Where(i => i.Id == r.ContentItemId).Select(i => (DateTime?)i.CreatedUtc).FirstOrDefault();
    }

    public static Expression<Func<ContentIndexRow, DateTime?>> Modified(PortalDbContext db)
    {
        IQueryable<ContentVersion> versions = db.Set<ContentVersion>();
        return r => versions.Where(v => v.Id == r.VersionId).Select(v => (DateTime?)v.ModifiedUtc).FirstOrDefault();
    }

    public static Expression<Func<ContentIndexRow, string?>> Owner(PortalDbContext db)
    {
        IQueryable<ContentItemRow> items = db.Set<ContentItemRow>();
        return r => items.Where(i => i.Id == r.ContentItemId).Select(i => i.OwnerId).FirstOrDefault();
    }
}

/// <summary>What the items of a type may be looked for by: conditions by their whole names, and those of parts below the part's name.</summary>
internal sealed class WhereShape
{
    public Dictionary<string, (WhereTarget Target, string Operation)> Conditions { get; } = [];

    public Dictionary<string, WhereShape> Parts { get; } = [];
}
