using System.Text.Json.Nodes;
using GovPortal.Kernel.Results;
using GovPortal.Tables.Lists;

namespace GovPortal.Imports.Model;

public enum EntryChange { New, Changed, Unchanged }

/// <summary>What differs in one field.</summary>
public sealed record FieldChange(string Label, string Before, string After, string Address);

/// <summary>What an import does with one entry.</summary>
/// <param name="Row">Row of the list.</param>
/// <param name="ItemId">The item it is; null where it is new.</param>
/// <param name="Renamed">True where the key is the same and the title another, or the other way round.</param>
/// <param name="Data">What will be saved.</param>
public sealed record PlannedEntry(
    EntryChange Change, int Row, string Place, string Key, string Title, string? OldTitle, bool Renamed, string? ItemId, int? Revision,
    IReadOnlyList<FieldChange> Changes, JsonObject Data)
{
    /// <summary>Why this entry cannot be written; <c>Field</c> is the cell.</summary>
    public IReadOnlyList<Failure> Problems { get; init; } = [];
}

/// <summary>An item of the column that the list does not name. It stays as it is.</summary>
public sealed record MissingItem(string ItemId, string Key, string Title);

/// <summary>The difference between a list and the items of its type in a column.</summary>
/// <param name="Problems">Why it can't be applied; <c>Field</c> is the cell.</param>
/// <param name="Incomplete">What submission will ask for; drafts may lack it.</param>
/// <param name="Token">Ties a confirmation to exactly this preview: file, mapping, and the items as they stand.</param>
public sealed record ListPlan(
    ReadList List, IReadOnlyList<PlannedEntry> Entries, IReadOnlyList<MissingItem> Missing, IReadOnlyList<Failure> Problems,
    IReadOnlyList<Failure> Incomplete, string Token)
{
    public int Count(EntryChange change) => Entries.Count(e => e.Change == change);

    /// <summary>The entries that can be written.</summary>
    public IEnumerable<PlannedEntry> Good => Entries.Where(e => e.Problems.Count == 0);

    /// <summary>The entries that cannot.</summary>
    public IEnumerable<PlannedEntry> Bad => Entries.Where(e => e.Problems.Count > 0);

    /// <summary>True where each problem belongs to an entry, and something is left to write without those entries.</summary>
    public bool CanSkipBad => Problems.Count > 0 && Problems.Count == Entries.Sum(e => e.Problems.Count) && Good.Any(e => e.Change != EntryChange.Unchanged);

    public bool HasChanges => Entries.Any(e => e.Change != EntryChange.Unchanged);
}
