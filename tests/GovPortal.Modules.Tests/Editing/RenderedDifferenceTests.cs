using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using GovPortal.Editing.Features;

namespace GovPortal.Modules.Tests.Editing;

public sealed class RenderedDifferenceTests
{
    [Theory]
    [InlineData("<p>期限为20个工作日。</p>", "<p>期限为15个工作日。</p>", "<p>期限为<del>20</del><ins>15</ins>个工作日。</p>", 1)]
    [InlineData("<p>甲</p><p>乙</p>", "<p>甲</p>", "<p>甲</p><p><del>乙</del></p>", 1)]
    [InlineData("<p>甲</p>", "<p>甲</p><p>乙</p>", "<p>甲</p><p><ins>乙</ins></p>", 1)]
    [InlineData("<p>同</p>", "<p>同</p>", "<p>同</p>", 0)]
    [InlineData("<table><tbody><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></tbody></table>", "<table><tbody><tr><td>乙</td><td>2</td></tr></tbody></table>",
        "<table><tbody><tr><td><del>甲</del></td><td><del>1</del></td></tr><tr><td>乙</td><td>2</td></tr></tbody></table>", 1)]
    [InlineData("<p><a href=\"/media/a\">附件.docx</a></p>", "<p><a href=\"/media/b\">附件.docx</a></p>", "<p><a data-changed href=\"/media/b\">附件.docx</a></p>", 1)]
    [InlineData("<p>甲&amp;乙</p>", "<p>甲&lt;乙</p>", "<p>甲<del>&amp;</del><ins>&lt;</ins>乙</p>", 1)]
    [InlineData("<p title=\"a>b\">甲</p>", "<p title=\"a>c\">甲</p>", "<p title=\"a>c\">甲</p>", 0)]
    public void What_changed_is_marked_where_it_stands(string before, string after, string marked, int changes)
    {
        var page = RenderedDifference.Of(before, after);
        Assert.Equal(marked, page.Html.Replace($"<span id=\"{RenderedDifference.FirstId}\"></span>", "", StringComparison.Ordinal));
        Assert.Equal(changes, page.Changes);
    }

    [Fact]
    public void Without_what_went_any_two_pages_read_as_the_newer_one()
    {
        var random = new Random(int.Parse(Environment.GetEnvironmentVariable("GOVPORTAL_SEED") ?? "1", CultureInfo.InvariantCulture));
        for (var i = 0; i < 400; i++)
        {
            var before = Normal(RandomPage(random));
            var after = Normal(random.Next(3) == 0 ? RandomPage(random) : Edited(before, random));
            var marked = RenderedDifference.Of(before, after);
            using var page = new HtmlParser().ParseDocument(marked.Html);
            foreach (var gone in page.QuerySelectorAll("del").ToList()) gone.Remove();
            using var wanted = new HtmlParser().ParseDocument(after);
            Assert.Equal(Squeezed(wanted.Body!.TextContent), Squeezed(page.Body!.TextContent));
            if (Squeezed(wanted.Body.TextContent) != Squeezed(new HtmlParser().ParseDocument(before).Body!.TextContent)) Assert.NotEqual(0, marked.Changes);
        }
    }

    [Fact]
    public void Two_long_pages_without_anything_in_common_are_told_as_replaced()
    {
        var before = string.Concat(Enumerable.Range(0, 30_000).Select(i => $"<p>甲{i}</p>"));
        var after = string.Concat(Enumerable.Range(0, 30_000).Select(i => $"<p>乙{i}</p>"));
        Assert.Equal(1, RenderedDifference.Of(before, after).Changes);
    }

    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static string Normal(string html) => new HtmlParser().ParseDocument(html).Body!.InnerHtml;

    private static string RandomPage(Random random)
    {
        var page = new StringBuilder();
        for (var i = random.Next(1, 8); i > 0; i--)
        {
            if (random.Next(4) == 0) page.Append("<table>").Append(string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => $"<tr><td>{Words(random)}</td><td>{random.Next(99)}</td></tr>"))).Append("</table>");
            else if (random.Next(4) == 0) page.Append(CultureInfo.InvariantCulture, $"<ul><li>{Words(random)}<li><a href='/{random.Next(9)}'>{Words(random)}</a></ul>");
            else page.Append(CultureInfo.InvariantCulture, $"<p>{Words(random)}<strong>{Words(random)}</strong>&lt;{Words(random)}</p>");
        }
        return page.ToString();
    }

    /// <summary>Characters of the text changed, some taken out, some put in; tags stay whole.</summary>
    private static string Edited(string html, Random random)
    {
        var text = new StringBuilder();
        var inTag = false;
        foreach (var c in html)
        {
            inTag = c == '<' || (inTag && c != '>');
            if (inTag || c is '>' or '&' or ';' || char.IsAsciiLetter(c) || random.Next(12) > 0) text.Append(c);
            else if (random.Next(2) == 0) text.Append(c).Append("县政办"[random.Next(3)]);
        }
        return text.ToString();
    }

    private static string Words(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => "政务公开督办机制栏目期限一二三"[random.Next(15)]));
}
