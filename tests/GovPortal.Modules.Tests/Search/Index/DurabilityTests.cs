using GovPortal.Search.Index;
using GovPortal.Search.Text;

namespace GovPortal.Modules.Tests.Search.Index;

public sealed class DurabilityTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("search").FullName;

    private string Folder => Path.Combine(_root, "index");

    [Fact]
    public void A_commit_survives_with_its_event_and_what_came_after_it_does_not()
    {
        using (var index = SearchIndex.Open(Folder))
        {
            Assert.Equal(0, index.LastEventId);
            index.Apply([Item("a", "稳岗返还"), Item("b", "失业登记")], []);
            index.Commit(41);
            index.Apply([Item("c", "工伤认定")], ["a"]);
            index.Refresh();
            Assert.Equal(["b", "c"], All(index));
        }
        using var again = SearchIndex.Open(Folder);
        Assert.Equal(41, again.LastEventId);
        Assert.Equal(["a", "b"], All(again));
    }

    [Fact]
    public void Applying_the_same_changes_twice_is_the_same_as_once()
    {
        using var index = SearchIndex.Open(Folder);
        for (var i = 0; i < 2; i++) index.Apply([Item("a", "旧标题"), Item("a", "新标题"), Item("b", "失业登记")], ["b"]);
        index.Refresh();
        Assert.Equal(1, index.Count);
        Assert.Equal("新<mark>标题</mark>",
            index.Search(new SearchQuery { Text = "新标题" }).Hits.Single().TitleHtml);
    }

    [Fact]
    public void A_change_is_found_after_refresh_and_before_commit()
    {
        using var index = SearchIndex.Open(Folder);
        index.Apply([Item("a", "工伤认定")], []);
        Assert.Equal(0, index.Search(new SearchQuery { Text = "工伤" }).Total);
        index.Refresh();
        Assert.Equal(1, index.Search(new SearchQuery { Text = "工伤" }).Total);
    }

    [Fact]
    public void An_index_made_with_other_words_is_outdated()
    {
        SearchIndex.Open(Folder).Dispose();
        var dictionary = ChineseDictionary.Load(["云杉镇"]);
        Assert.Equal(SearchIndexCondition.Outdated, SearchIndexState.Of(Folder, dictionary).Condition);
        var refused = Assert.Throws<SearchIndexUnusableException>(() => SearchIndex.Open(Folder, dictionary));
        Assert.Equal(SearchIndexCondition.Outdated, refused.State.Condition);
    }

    [Theory]
    [InlineData("segments_*", 0)]
    [InlineData("segments_*", 20)]
    [InlineData("*.cfs", -1)]
    [InlineData("*.si", 5)]
    public void A_damaged_index_is_reported_and_refused(string pattern, int keepBytes)
    {
        Fill(Folder);
        foreach (var file in Directory.GetFiles(Folder, pattern))
        {
            if (keepBytes < 0) File.Delete(file);
            else using (var stream = File.OpenWrite(file)) stream.SetLength(keepBytes);
        }
        Assert.Equal(SearchIndexCondition.Corrupt, SearchIndexState.Of(Folder).Condition);
        Assert.Throws<SearchIndexUnusableException>(() => SearchIndex.Open(Folder));
    }

    [Fact]
    public void A_thorough_look_finds_damage_inside_a_segment()
    {
        Fill(Folder);
        Assert.Equal(SearchIndexCondition.Ready, SearchIndexState.Of(Folder, thorough: true).Condition);
        var largest = Directory.GetFiles(Folder).MaxBy(f => new FileInfo(f).Length)!;
        var bytes = File.ReadAllBytes(largest);
        for (var i = bytes.Length / 4; i < bytes.Length * 3 / 4; i++) bytes[i] ^= 0x5A;
        File.WriteAllBytes(largest, bytes);
        Assert.Equal(SearchIndexCondition.Corrupt, SearchIndexState.Of(Folder, thorough: true).Condition);
    }

    [Fact]
    public void A_folder_without_an_index_is_missing() =>
        Assert.Equal(SearchIndexCondition.Missing, SearchIndexState.Of(Folder).Condition);

    [Fact]
    public void A_rebuilt_index_takes_the_place_of_the_old_one_and_is_found_after_a_restart()
    {
        using (var folders = new SearchIndexFolders(_root))
        {
            Assert.Equal(SearchIndexCondition.Missing, folders.Open().Condition);
            Assert.Null(folders.Search(new SearchQuery { Text = "工伤" }));
            for (var round = 1; round <= 3; round++)
            {
                var fresh = folders.BeginRebuild();
                fresh.Apply(Enumerable.Range(0, round).Select(i => Item($"{i}", "工伤认定")), []);
                fresh.Commit(round);
                folders.Promote(fresh);
                Assert.Equal(round, folders.Search(new SearchQuery { Text = "工伤" })!.Total);
                Assert.Single(Directory.GetDirectories(_root, "index-*"));
            }
        }
        using var restarted = new SearchIndexFolders(_root);
        Assert.Equal((SearchIndexCondition.Ready, 3), (restarted.Open().Condition, restarted.Current!.LastEventId));
    }

    [Fact]
    public void A_rebuild_that_never_finished_leaves_the_old_index_in_use()
    {
        using (var folders = new SearchIndexFolders(_root))
        {
            var first = folders.BeginRebuild();
            first.Commit(7);
            folders.Promote(first);
            folders.BeginRebuild().Dispose();
        }
        using var restarted = new SearchIndexFolders(_root);
        restarted.Open();
        Assert.Equal(7, restarted.Current!.LastEventId);
    }

    [Fact]
    public async Task Searches_go_on_while_the_index_is_replaced()
    {
        using var folders = new SearchIndexFolders(_root);
        Promote(folders);
        using var done = new CancellationTokenSource();
        using var began = new CountdownEvent(2);
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            var searches = 0;
            for (; !done.IsCancellationRequested; searches++)
            {
                Assert.Equal(20, folders.Search(new SearchQuery { Text = "工伤" })!.Total);
                if (searches == 0) began.Signal();
            }
            return searches;
        })).ToList();
        began.Wait(TestContext.Current.CancellationToken);
        for (var i = 0; i < 10; i++) Promote(folders);
        await done.CancelAsync();
        Assert.All(await Task.WhenAll(readers), searches => Assert.True(searches > 0));

        static void Promote(SearchIndexFolders folders)
        {
            var fresh = folders.BeginRebuild();
            fresh.Apply(Enumerable.Range(0, 20).Select(i => Item($"{i}", "工伤认定")), []);
            fresh.Commit(1);
            folders.Promote(fresh);
        }
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static void Fill(string folder)
    {
        using var index = SearchIndex.Open(folder);
        index.Apply(Judgments.Read().Documents.Select(d => d.ToDocument()), []);
        index.Commit(1);
    }

    private static SearchDocument Item(string id, string title) => new() { Id = id, Type = "Notice", Title = title, Path = $"/{id}", Year = 2024 };

    private static IEnumerable<string> All(SearchIndex index) =>
        index.Search(new SearchQuery { Year = 2024, PageSize = 50 }).Hits.Select(h => h.Id).Order();
}
