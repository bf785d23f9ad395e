using System.Globalization;
using GovPortal.Search.Text;
using Lucene.Net.Index;
using Lucene.Net.Store;

namespace GovPortal.Search.Index;

/// <summary>What a folder is to <see cref="SearchIndex"/>.</summary>
public enum SearchIndexCondition
{
    /// <summary>An index that can be opened and followed on.</summary>
    Ready,

    /// <summary>No index yet.</summary>
    Missing,

    /// <summary>An index of another program version or word list: sound, but to be rebuilt.</summary>
    Outdated,

    /// <summary>An index that can't be read: to be rebuilt in a fresh folder.</summary>
    Corrupt
}

/// <summary>The condition of an index folder, its last event where known, and for the log what is wrong.</summary>
public sealed record SearchIndexState(SearchIndexCondition Condition, long LastEventId = 0, string? Detail = null)
{
    internal const string EventIdKey = "eventId";
    internal const string EventHashKey = "eventHash";
    internal const string BuiltKey = "builtUtc";
    internal const string SchemaKey = "schema";

    /// <summary>
    /// Looks at a folder without changing it. The quick look opens the index; the thorough one reads
    /// every segment and checks its sums, which takes seconds for a large index.
    /// </summary>
    public static SearchIndexState Of(string folder, ChineseDictionary? dictionary = null, bool thorough = false)
    {
        if (!System.IO.Directory.Exists(folder)) return new(SearchIndexCondition.Missing);
        try
        {
            using var directory = FSDirectory.Open(folder);
            if (!DirectoryReader.IndexExists(directory))
            {
                return directory.ListAll().Any(f => f.StartsWith('_') || f.StartsWith("segments", StringComparison.Ordinal))
                    ? new(SearchIndexCondition.Corrupt, Detail: "index files without a commit")
                    : new(SearchIndexCondition.Missing);
            }
            using var reader = DirectoryReader.Open(directory);
            var data = reader.IndexCommit.UserData;
            if (!data.TryGetValue(SchemaKey, out var schema) || schema != Schema(dictionary ?? ChineseDictionary.Default))
            {
                return new(SearchIndexCondition.Outdated, Detail: $"schema {schema}");
            }
            if (thorough && !new CheckIndex(directory).DoCheckIndex().Clean)
            {
                return new(SearchIndexCondition.Corrupt, Detail: "a segment fails its check");
            }
            return new(SearchIndexCondition.Ready, EventId(data));
        }
        catch (Exception broken) when (broken is not (OutOfMemoryException or UnauthorizedAccessException))
        {
            // Damaged bytes surface as nearly any exception of the decoder that meets them first.
            return new(SearchIndexCondition.Corrupt, Detail: $"{broken.GetType().Name}: {broken.Message}");
        }
    }

    internal static string Schema(ChineseDictionary dictionary) => $"{IndexFields.Version}-{dictionary.Fingerprint}";

    internal static long EventId(IDictionary<string, string>? data) =>
        data is not null && data.TryGetValue(EventIdKey, out var text) && long.TryParse(text, out var id) ? id : 0;

    internal static string EventHash(IDictionary<string, string>? data) =>
        data is not null && data.TryGetValue(EventHashKey, out var hash) ? hash : "";

    internal static DateTime? BuiltUtc(IDictionary<string, string>? data) =>
        data is not null && data.TryGetValue(BuiltKey, out var text)
        && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var utc) ? utc : null;
}

/// <summary>A folder that can't be opened as it is; <see cref="State"/> says why. Rebuild into a fresh folder.</summary>
public sealed class SearchIndexUnusableException(string folder, SearchIndexState state)
    : IOException($"The search index in {folder} is {state.Condition}: {state.Detail}")
{
    /// <summary>What the folder was found to be.</summary>
    public SearchIndexState State { get; } = state;
}
