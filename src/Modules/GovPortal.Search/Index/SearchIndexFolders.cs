using System.Globalization;
using GovPortal.Search.Text;
using Lucene.Net.Store;
using Directory = System.IO.Directory;

namespace GovPortal.Search.Index;

/// <summary>
/// A node's search: the index in use, and its replacement while it is rebuilt. The root folder holds
/// numbered index folders and a file <c>current</c> with the name of the one in use, so that a crash at
/// any moment leaves the old index or the new one, never a mixture.
/// </summary>
public sealed class SearchIndexFolders(string root, ChineseDictionary? dictionary = null, TimeProvider? time = null) : IDisposable
{
    private ChineseDictionary? _dictionary = dictionary;

    private readonly string _pointer = Path.Combine(root, "current");
    private SearchIndex? _current;

    /// <summary>The index in use; null before <see cref="Open"/> or while it must be rebuilt.</summary>
    public SearchIndex? Current => _current;

    /// <summary>
    /// The words from now on. False where the index in use was made with others and goes on with them until it is rebuilt.
    /// </summary>
    internal bool Use(ChineseDictionary words)
    {
        _dictionary = words;
        if (_current is not { } index) return true;
        if (index.Words != words.Fingerprint) return false;
        index.Use(words);
        return true;
    }

    /// <summary>
    /// Opens the index in use. Where the answer is not <see cref="SearchIndexCondition.Ready"/> there is
    /// none: fill one from <see cref="BeginRebuild"/> and hand it to <see cref="Promote"/>.
    /// </summary>
    public SearchIndexState Open()
    {
        Close();
        if (InUse() is not { } name) return new(SearchIndexCondition.Missing);
        var folder = Path.Combine(root, name);
        var state = SearchIndexState.Of(folder, _dictionary);
        if (state.Condition != SearchIndexCondition.Ready) return state;
        try
        {
            _current = SearchIndex.Open(folder, _dictionary, time);
            _current.WarmUp();
            return state;
        }
        catch (Exception broken) when (broken is not (OutOfMemoryException or UnauthorizedAccessException or LockObtainFailedException))
        {
            // The writer reads more of the files than the quick look does.
            return new(SearchIndexCondition.Corrupt, Detail: $"{broken.GetType().Name}: {broken.Message}");
        }
    }

    /// <summary>
    /// An empty index in a fresh folder; what a rebuild left that never finished is removed. Searches go on in the one
    /// in use.
    /// </summary>
    public SearchIndex BeginRebuild()
    {
        Directory.CreateDirectory(root);
        RemoveAllBut(InUse());
        var number = Numbered().Select(f => f.Number).DefaultIfEmpty(0).Max() + 1;
        return SearchIndex.Open(Path.Combine(root, $"index-{number:D6}"), _dictionary, time);
    }

    /// <summary>
    /// Puts a rebuilt and committed index in the place of the one in use and removes all other folders.
    /// Searches under way finish in the old one.
    /// </summary>
    public void Promote(SearchIndex rebuilt)
    {
        var name = Path.GetFileName(rebuilt.Folder);
        var draft = _pointer + ".new";
        File.WriteAllText(draft, name);
        File.Move(draft, _pointer, overwrite: true);
        rebuilt.Refresh();
        rebuilt.WarmUp();
        Interlocked.Exchange(ref _current, rebuilt)?.Dispose();
        RemoveAllBut(name);
    }

    /// <summary>Searches the index in use; null where there is none, which is a reason for 503 and not for «nothing found».</summary>
    public SearchResults? Search(SearchQuery query) => Ask(index => index.Search(query));

    /// <summary>What a text that is being typed may become; null where there is no index.</summary>
    public IReadOnlyList<Suggestion>? Suggest(string text) => Ask(index => index.Suggest(text));

    private T? Ask<T>(Func<SearchIndex, T> question) where T : class
    {
        while (_current is { } index)
        {
            try
            {
                return question(index);
            }
            catch (ObjectDisposedException) when (_current != index)
            {
                // Replaced between the look and the question: ask the new one.
            }
        }
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    /// <summary>Closes the index in use; <see cref="Open"/> opens it again as its last commit left it.</summary>
    public void Close() => Interlocked.Exchange(ref _current, null)?.Dispose();

    private string? InUse() =>
        File.Exists(_pointer) && Path.GetFileName(File.ReadAllText(_pointer).Trim()) is { Length: > 0 } name ? name : null;

    private void RemoveAllBut(string? name)
    {
        foreach (var (folder, _) in Numbered().Where(f => Path.GetFileName(f.Folder) != name).ToList()) Remove(folder);
    }

    private IEnumerable<(string Folder, int Number)> Numbered()
    {
        foreach (var folder in Directory.EnumerateDirectories(root, "index-*"))
        {
            if (int.TryParse(Path.GetFileName(folder).AsSpan("index-".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                yield return (folder, number);
            }
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // Still read somewhere (Windows keeps open files); the next promotion removes it.
        }
    }
}
