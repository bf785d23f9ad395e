using System.Text.Json;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Search.Model;

/// <summary>An item that stands above all hits of a question (best bet). Shown while the item is live and the days last.</summary>
public sealed class SearchPin
{
    public const int LongestQuery = 40;

    public required string Id { get; init; }
    /// <summary>The question in its normal form, without spaces.</summary>
    public required string Query { get; init; }
    public required string ContentItemId { get; init; }
    /// <summary>First civil day; null from at once.</summary>
    public DateOnly? From { get; init; }
    /// <summary>Last civil day; null until it is taken away.</summary>
    public DateOnly? Until { get; init; }
    public required string CreatedBy { get; init; }
    public DateTime CreatedUtc { get; init; }
}

/// <summary>How often a text was asked on a civil day. It tells of no person, address or time of day.</summary>
public sealed class SearchQueryCount
{
    public DateOnly Day { get; init; }
    public required string Text { get; init; }
    public int Asked { get; init; }
    /// <summary>Of these, how often nothing was found as typed.</summary>
    public int WithoutResult { get; init; }
}

/// <summary>The administrator's words beside the shipped ones, as typed.</summary>
public sealed record SearchWords(string Synonyms, string Words)
{
    public const string Key = "search-words";

    public static SearchWords None { get; } = new("", "");

    internal static async Task<SearchWords> LoadAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var row = await db.Set<SettingRow>().AsNoTracking().FirstOrDefaultAsync(s => s.Key == Key, cancellation);
        return row is null ? None : JsonSerializer.Deserialize<SearchWords>(row.Json, CanonicalJson.Unescaped) ?? None;
    }
}

internal sealed class SearchModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<SearchPin>(pin =>
        {
            pin.ToTable("SearchPins").HasKey(p => p.Id);
            pin.Property(p => p.Id).HasMaxLength(26);
            pin.Property(p => p.Query).HasMaxLength(SearchPin.LongestQuery);
            pin.Property(p => p.ContentItemId).HasMaxLength(26);
            pin.Property(p => p.CreatedBy).HasMaxLength(64);
            pin.HasIndex(p => p.Query);
        });
        model.Entity<SearchQueryCount>(count =>
        {
            count.ToTable("SearchQueryCounts").HasKey(c => new { c.Day, c.Text });
            count.Property(c => c.Text).HasMaxLength(Rules.AskedText.Longest);
        });
    }
}
