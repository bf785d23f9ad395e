using GovPortal.Search.Index;

namespace GovPortal.Modules.Tests.Search.Index;

public class SearchingTests(JudgedIndex judged) : IClassFixture<JudgedIndex>
{
    public static TheoryData<string> Hostile =>
    [
        "\"((", "*", "?*~^", "AND OR NOT", "\"", "\"\"", "“”", "title:*", "[a TO b]", "\\", "<script>alert(1)</script>", "-", "+", "的", "的的的",
        "\uD842", "𠮷", "\0\u001F", "／＊", "  ", new string('"', 5000), new string('公', 10_000), string.Concat(Enumerable.Repeat("失业 保险\" ", 1500)),
        string.Concat(Enumerable.Range(0x4E00, 3000).Select(c => (char)c)), new string('a', 10_000)
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void No_text_makes_a_search_fail(string text)
    {
        var results = judged.Index.Search(new SearchQuery { Text = text });
        Assert.True(results.Total >= results.Hits.Count);
        Assert.All(results.Hits, hit => Assert.DoesNotContain("<script", hit.TitleHtml + hit.SnippetHtml, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(int.MinValue, 10)]
    [InlineData(0, 0)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(3, -5)]
    public void Any_page_and_size_is_held_within_its_limits(int page, int size)
    {
        var hits = judged.Index.Search(new SearchQuery { Text = "通知", Page = page, PageSize = size }).Hits;
        Assert.True(hits.Count <= SearchQuery.MaxPageSize);
    }

    [Fact]
    public void Pages_do_not_overlap_and_add_up_to_the_total()
    {
        var pages = Enumerable.Range(1, 20).Select(p => Find("2024", page: p, size: 3)).ToList();
        var ids = pages.SelectMany(p => p.Hits).Select(h => h.Id).ToList();
        Assert.Equal(pages[0].Total, ids.Count);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void A_column_filter_holds_the_columns_below_it_and_no_namesakes()
    {
        var results = judged.Index.Search(new SearchQuery { ColumnPath = "/zhengce/", PageSize = 50 });
        Assert.Equal(5, results.Total);
        Assert.All(results.Hits, h => Assert.StartsWith("/zhengce/", h.Url, StringComparison.Ordinal));
        Assert.Equal(0, judged.Index.Search(new SearchQuery { ColumnPath = "zheng" }).Total);
    }

    [Fact]
    public void A_filter_without_words_lists_the_newest_first()
    {
        var dates = judged.Index.Search(new SearchQuery { SectionId = "jy", PageSize = 50 }).Hits.Select(h => h.PublishedUtc).ToList();
        Assert.True(dates.Count > 5);
        Assert.Equal(dates.OrderDescending(), dates);
    }

    [Fact]
    public void Newest_first_keeps_the_same_documents()
    {
        var best = judged.Index.Search(new SearchQuery { Text = "公示", PageSize = 50 });
        var newest = judged.Index.Search(new SearchQuery { Text = "公示", PageSize = 50, Sort = SearchSort.Newest });
        Assert.Equal(best.Hits.Select(h => h.Id).Order(), newest.Hits.Select(h => h.Id).Order());
        Assert.Equal(newest.Hits.OrderByDescending(h => h.PublishedUtc).Select(h => h.Id), newest.Hits.Select(h => h.Id));
    }

    [Fact]
    public void A_facet_counts_under_all_filters_but_its_own()
    {
        var all = Find("稳岗返还").Facets;
        var filtered = judged.Index.Search(new SearchQuery { Text = "稳岗返还", Year = 2023 });
        Assert.Equal(1, filtered.Total);
        Assert.Equal([new FacetValue("2024", "", 2), new FacetValue("2023", "", 1)], filtered.Facets.Years);
        Assert.Equal(all.Years, filtered.Facets.Years);
        Assert.Equal([new FacetValue("Notice", "通知公告", 1)], filtered.Facets.Types);
        Assert.Equal([new FacetValue("sy", "失业保险科", 3)], all.Sections);
    }

    [Fact]
    public void Documents_are_counted_and_filtered_by_whether_they_are_in_force()
    {
        var folder = Directory.CreateTempSubdirectory("search").FullName;
        using (var index = SearchIndex.Open(folder))
        {
            SearchDocument Item(string id, string validity) => new() { Id = id, Type = "PolicyDocument", Title = "管理办法", Path = $"/{id}", Validity = validity };
            index.Apply([Item("a", "valid"), Item("b", "valid"), Item("c", "repealed"), Item("d", "")], []);
            index.Refresh();
            var results = index.Search(new SearchQuery { Text = "管理办法", Validity = "repealed" });
            Assert.Equal(["c"], results.Hits.Select(h => h.Id));
            Assert.Equal([new FacetValue("valid", "", 2), new FacetValue("repealed", "", 1)], results.Facets.Validities);
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_filter_that_leaves_nothing_is_an_answer_and_no_reason_to_fall_back()
    {
        var results = judged.Index.Search(new SearchQuery { Text = "稳岗返还", Year = 1999 });
        Assert.Equal((0, false), (results.Total, results.DidFallback));
        Assert.NotEmpty(results.Facets.Years);
    }

    [Fact]
    public void A_word_is_marked_as_a_word_and_not_across_words()
    {
        var passages = new Passages(QueryText.Read("公示", GovPortal.Search.Text.ChineseDictionary.Default), GovPortal.Search.Text.ChineseDictionary.Default, false);
        Assert.Equal("机关办公示范，予以<mark>公示</mark>", passages.Mark("机关办公示范，予以公示"));
    }

    [Fact]
    public void A_snippet_is_the_passage_with_the_hits_encoded()
    {
        var long_ = string.Concat(Enumerable.Repeat("这里是与问题无关的开头。", 40));
        var passages = new Passages(QueryText.Read("稳岗返还 企业", GovPortal.Search.Text.ChineseDictionary.Default), GovPortal.Search.Text.ChineseDictionary.Default, false);
        var html = passages.Best("", $"{long_}\n返还<b>86</b>家企业 & 稳岗返还\n\n资金。{long_}", [], []).Html;
        Assert.StartsWith("…返还&lt;b&gt;86&lt;/b&gt;家<mark>企业</mark> &amp; <mark>稳岗返还</mark> 资金。", html, StringComparison.Ordinal);
        Assert.EndsWith("…", html, StringComparison.Ordinal);
        Assert.InRange(html.Replace("<mark>", "", StringComparison.Ordinal).Length, 100, 200);
    }

    [Fact]
    public void Hits_in_an_attachment_are_shown_from_the_attachment()
    {
        var hit = Find("陈雨桐").Hits[0];
        Assert.StartsWith("<mark>陈雨桐</mark> 县融媒体中心", hit.SnippetHtml, StringComparison.Ordinal);
    }

    private SearchResults Find(string text, int page = 1, int size = 10) =>
        judged.Index.Search(new SearchQuery { Text = text, Page = page, PageSize = size });
}
