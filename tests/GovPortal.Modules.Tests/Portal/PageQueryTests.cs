using GovPortal.Portal.Rules;

namespace GovPortal.Modules.Tests.Portal;

public sealed class PageQueryTests
{
    private static PageQuery Read(QueryKeys keys, string query)
    {
        var values = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2))
            .GroupBy(p => p[0]).ToDictionary(g => g.Key, g => Uri.UnescapeDataString(g.First()[1]));
        return PageQuery.Read(keys, values.GetValueOrDefault);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("utm_source=x&page=2", "page=2")]
    [InlineData("page=1", "")]
    [InlineData("page=0", "")]
    [InlineData("page=-3", "")]
    [InlineData("page=2.5", "")]
    [InlineData("page=99999", "")]
    [InlineData("year=2026&page=3", "year=2026&page=3")]
    [InlineData("page=3&year=2026", "year=2026&page=3")]
    [InlineData("year=26", "")]
    [InlineData("q=稳岗&type=Article", "")]
    public void A_list_listens_to_page_and_year_alone(string query, string canonical) =>
        Assert.Equal(canonical, Read(QueryKeys.List, query).Canonical());

    [Theory]
    [InlineData("q=%20%20稳岗%09%0A返还%20", "q=%E7%A8%B3%E5%B2%97%20%E8%BF%94%E8%BF%98")]
    [InlineData("q=%00%1b", "")]
    [InlineData("q=a%26type%3DArticle", "q=a%26type%3DArticle")]
    [InlineData("type=Article", "type=Article")]
    [InlineData("type=../etc", "")]
    [InlineData("sort=date", "sort=date")]
    [InlineData("exact=1&validity=repealed&q=a", "q=a&validity=repealed&exact=1")]
    [InlineData("exact=2&validity=gone", "")]
    [InlineData("sort=relevance", "")]
    [InlineData("sort=title", "")]
    [InlineData("column=/zcwj/gfxwj/", "column=zcwj%2Fgfxwj")]
    [InlineData("section=finance&fbclid=1", "section=finance")]
    [InlineData("section=a%0Ab", "")]
    public void A_search_is_the_same_text_for_the_same_question(string query, string canonical) =>
        Assert.Equal(canonical, Read(QueryKeys.Search, query).Canonical());

    [Fact]
    public void Words_are_cut_without_halving_a_character()
    {
        var text = PageQuery.Read(QueryKeys.Search, key => key == "q" ? new string('一', 99) + "𠀀𠀀" : null).Text;
        Assert.Equal(new string('一', 99), text);
    }

    [Fact]
    public void Reading_the_normal_form_gives_the_same_query()
    {
        var query = new PageQuery { Text = "“稳岗 返还”&=?", Type = "Article", Column = "zcwj/gfxwj", Section = "finance", Year = 2026, NewestFirst = true, Page = 7 };
        Assert.Equal(query, Read(QueryKeys.Search, query.Canonical()));
    }

    [Fact]
    public void A_page_without_query_has_one_address() => Assert.Equal("/search", Read(QueryKeys.None, "q=1&page=2&year=2026").Url("/search"));
}
