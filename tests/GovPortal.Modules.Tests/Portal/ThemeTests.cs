using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using GovPortal.Kernel.Text;
using GovPortal.Portal.Rendering;

namespace GovPortal.Modules.Tests.Portal;

/// <summary>The shipped theme: every template with a full model, read as a browser would.</summary>
public sealed class ThemeTests
{
    private static readonly string Themes = Path.Combine(Root(), "themes");
    private static readonly Texts Texts = new([new TextSource(typeof(ITemplateRenderer).Assembly)]);
    private static readonly ITemplateRenderer Renderer = RenderingServices.Create(new() { ThemesPath = Themes }, Texts);

    public static TheoryData<string> Names => [.. Samples.Pages(Renderer).Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_is_complete_and_sound(string name)
    {
        var (html, page) = Page(name);
        Assert.Equal("zh-CN", page.DocumentElement.GetAttribute("lang"));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Single(page.QuerySelectorAll("main"));
        Assert.NotEqual("", page.Title);
        foreach (var tag in new[] { "SiteName", "SiteDomain", "SiteIDCode" }) Assert.NotNull(page.QuerySelector($"meta[name={tag}]"));
        Assert.Empty(page.QuerySelectorAll("[style], body style, head style + style, [onclick], script:not([src]):not([type='application/ld+json'])")); // the CSP allows none
        Assert.Equal(page.QuerySelectorAll("[id]").Length, page.QuerySelectorAll("[id]").Select(e => e.Id).Distinct().Count());
        Assert.All(page.QuerySelectorAll("a"), a => Assert.NotEqual("#", a.GetAttribute("href")));
        Assert.All(page.QuerySelectorAll("input:not([type=hidden])"), input => Assert.NotNull(page.QuerySelector($"label[for='{input.Id}']")));
        Assert.All(page.QuerySelectorAll("a, button"), e => Assert.NotEqual("", e.TextContent.Trim() + e.GetAttribute("aria-label")));
        Assert.All(page.QuerySelectorAll("[aria-labelledby]"), e => Assert.NotNull(page.GetElementById(e.GetAttribute("aria-labelledby")!)));
        Assert.DoesNotContain("{{", html, StringComparison.Ordinal);
        Assert.DoesNotContain("&amp;lt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_item_page_names_who_is_responsible_and_when_it_was_published()
    {
        foreach (var (name, _, model) in Samples.Pages(Renderer).Where(p => p.Template.StartsWith("Content", StringComparison.Ordinal)))
        {
            var main = Page(name).Document.QuerySelector("main")!.TextContent;
            Assert.Contains("责任科室" + ((GovPortal.Portal.Rendering.Models.ContentModel)model).Item.Section, main, StringComparison.Ordinal);
            Assert.Contains("发布日期2026-05-11", main, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_item_page_carries_the_tags_of_an_article()
    {
        var page = Page("policy").Document;
        foreach (var tag in new[] { "ColumnName", "ColumnType", "ArticleTitle", "PubDate", "ContentSource" })
        {
            Assert.NotEqual("", page.QuerySelector($"meta[name={tag}]")!.GetAttribute("content"));
        }
        Assert.Equal("2026-05-11 09:20", page.QuerySelector("meta[name=PubDate]")!.GetAttribute("content"));
    }

    [Fact]
    public void A_final_account_opens_with_the_line_on_its_reviews_and_its_tables_can_be_read_aloud()
    {
        var page = Page("final-account").Document;
        Assert.Equal("保密审查情况：已审查；部门主要负责人审签情况：已审签", page.QuerySelector(".cover__line")!.TextContent);
        Assert.Equal(["收入总计3,430.50 万元", "支出总计3,430.50 万元", "“三公”经费7.60 万元"], page.QuerySelectorAll(".key-figures div").Select(f => f.TextContent));
        foreach (var table in page.QuerySelectorAll("table.data--ledger"))
        {
            Assert.EndsWith("单位：万元", table.QuerySelector("caption")!.TextContent, StringComparison.Ordinal);
            Assert.All(table.QuerySelectorAll("th"), th => Assert.NotNull(th.GetAttribute("scope")));
            Assert.Equal("0", table.ParentElement!.GetAttribute("tabindex"));
        }
        Assert.Equal(["2", "2"], page.QuerySelectorAll("th[scope=colgroup]").Select(th => th.GetAttribute("colspan")));
        Assert.Contains("本部门无政府性基金", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_guide_answers_first_what_is_asked_first()
    {
        var page = Page("guide").Document;
        Assert.Equal(["承诺时限10 个工作日不含公示时间", "法定时限30 个工作日", "现场办事次数0 次不用到现场", "收费不收费"], page.QuerySelectorAll(".glance > div").Select(d => d.TextContent.Trim()));
        Assert.Equal(["申请", "受理", "审核", "公示", "拨付"], page.QuerySelectorAll("ol.steps > li .steps__title").Select(s => s.TextContent));
        Assert.All(page.QuerySelectorAll("table.data--stacked td"), cell => Assert.NotEqual("", cell.GetAttribute("data-label")));
        Assert.Equal(["tel:00008812333", "tel:00008812300"], page.QuerySelectorAll("main a[href^='tel:']").Select(a => a.GetAttribute("href")));
        Assert.Equal(["即时办结"], Page("guide-short").Document.QuerySelectorAll(".glance__value").Select(v => v.TextContent));
    }

    [Theory]
    [InlineData("service")]
    [InlineData("office")]
    [InlineData("training")]
    public void A_register_entry_says_each_thing_once(string name)
    {
        var page = Page(name).Document;
        var labels = page.QuerySelectorAll("main .sheet > tbody > tr > th").Select(t => t.TextContent).ToList();
        Assert.True(labels.Count > 3);
        Assert.Empty(page.QuerySelectorAll("main dl dt").Select(t => t.TextContent).Intersect(labels));
    }

    [Fact]
    public void A_leader_is_shown_with_the_photo_and_without_a_list_of_files()
    {
        var page = Page("leader").Document;
        Assert.Equal(("/media/9.jpg", "张明远"), (page.QuerySelector("img.leader__photo")!.GetAttribute("src"), page.QuerySelector("img.leader__photo")!.GetAttribute("alt")));
        Assert.Null(page.QuerySelector(".files"));
        Assert.Null(Page("leader-without-photo").Document.QuerySelector("img.leader__photo"));
        Assert.Equal(2, Page("policy").Document.QuerySelectorAll(".files li").Length); // elsewhere files are listed
    }

    [Fact]
    public void The_home_page_without_columns_says_what_is_missing() =>
        Assert.Contains("尚未导入栏目任务分解表", Page("home-new").Document.QuerySelector("main")!.TextContent, StringComparison.Ordinal);

    [Fact]
    public void Every_icon_used_is_in_the_sprite()
    {
        var sprite = File.ReadAllText(Path.Combine(Themes, "gov-default", "wwwroot", "icons.svg"));
        foreach (var (name, _, _) in Samples.Pages(Renderer))
        {
            foreach (var use in Page(name).Document.QuerySelectorAll("use"))
            {
                Assert.Contains($"id=\"{use.GetAttribute("href")!.Split('#')[1]}\"", sprite, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Every_interface_text_of_the_theme_has_an_english_one()
    {
        var missing = Directory.GetFiles(Path.Combine(Themes, "gov-default", "Views"), "*.liquid")
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), "\\{\\{-? \"([^\"]+)\" \\| t\\b").Select(m => m.Groups[1].Value))
            .Distinct().Where(key => !Texts.Has(key, "en")).ToList();
        Assert.Empty(missing);
    }

    [Fact]
    public void In_english_no_chinese_interface_text_is_left()
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = new("en");
            var html = Renderer.Render("Header", Samples.Header with { Menu = [] });
            Assert.Contains("Search", html, StringComparison.Ordinal);
            Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", html.Replace(Samples.Site.Name, "", StringComparison.Ordinal));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static (string Html, IDocument Document) Page(string name)
    {
        var (_, template, model) = Samples.Pages(Renderer).Single(p => p.Name == name);
        var html = Samples.Whole(Renderer, template, model);
        return (html, new HtmlParser().ParseDocument(html));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder!.FullName, "themes"))) folder = folder.Parent;
        return folder.FullName;
    }
}
