using System.Globalization;
using GovPortal.Search.Text;

namespace GovPortal.Search.Index;

/// <summary>
/// A node's search: the index in use, and its replacement while it is rebuilt. The root folder holds
/// numbered index folders and a file <c>current</c> with the name of the one in use, so that a crash at
/// any moment leaves the old index or the new one, never a mixture.
/// </summary>
public sealed class SearchIndexFolders(string root, ChineseDictionary? dictionary = null, TimeProvider? time = null) : IDisposable
{
    private readonly string _pointer = Path.Combine(root, "current");
    private SearchIndex? _current;

    /// <summary>The index in use; null before <see cref="Open"/> or while it must be rebuilt.</summary>
    public SearchIndex? Current => _current;

    /// <summary>
    /// Opens the index in use. Where the answer is not <see cref="SearchIndexCondition.Ready"/> there is
    /// none: fill one from <see cref="BeginRebuild"/> and hand it to <see cref="Promote"/>.
    /// </summary>
    public SearchIndexState Open()
    {
        var folder = File.Exists(_pointer) ? Path.Combine(root, Path.GetFileName(File.ReadAllText(_pointer).Trim())) : null;
        if (folder is null || folder == root) return new(SearchIndexCondition.Missing);
        var state = SearchIndexState.Of(folder, dictionary);
        if (state.Condition == SearchIndexCondition.Ready) _current = SearchIndex.Open(folder, dictionary, time);
        return state;
    }

    /// <summary>An empty index in a fresh folder. Searches go on in the one in use.</summary>
    public SearchIndex BeginRebuild()
    {
        Directory.CreateDirectory(root);
        var number = Numbered().Select(f => f.Number).DefaultIfEmpty(0).Max() + 1;
        return SearchIndex.Open(Path.Combine(root, $"index-{number:D6}"), dictionary, time);
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
        Interlocked.Exchange(ref _current, rebuilt)?.Dispose();
        foreach (var (folder, _) in Numbered().Where(f => Path.GetFileName(f.Folder) != name)) Remove(folder);
    }

    /// <summary>Searches the index in use; null where there is none, which is a reason for 503 and not for «nothing found».</summary>
    public SearchResults? Search(SearchQuery query)
    {
        while (_current is { } index)
        {
            try
            {
                return index.Search(query);
            }
            catch (ObjectDisposedException) when (_current != index)
            {
                // Replaced between the look and the question: ask the new one.
            }
        }
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _current, null)?.Dispose();

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
