using GovPortal.Portal.Generations;
using GovPortal.Portal.Items;

namespace GovPortal.Modules.Tests.Portal;

public sealed class ContentsTests
{
    [Theory]
    // Headings get an id where they have none; the count beside a heading is not part of its name.
    [InlineData(
        """<!--contents--><h2>甲</h2><h2 id="b">乙 <span class="count">3</span></h2><h3 class="x">丙</h3>""",
        """<nav class="toc" aria-labelledby="contents"><h2 id="contents">目录</h2><ol><li><a href="#s-1">甲</a></li><li><a href="#b">乙</a></li><li class="toc__sub"><a href="#s-3">丙</a></li></ol></nav><h2 id="s-1">甲</h2><h2 id="b">乙 <span class="count">3</span></h2><h3 id="s-3" class="x">丙</h3>""")]
    // Official documents number their parts in paragraphs.
    [InlineData(
        "<!--contents--><p>一、总体要求</p><p><strong>二、主要措施</strong></p><p>第三章 附则</p><p>三、本办法自印发之日起施行。</p>",
        """<nav class="toc" aria-labelledby="contents"><h2 id="contents">目录</h2><ol><li><a href="#s-1">一、总体要求</a></li><li><a href="#s-2">二、主要措施</a></li><li><a href="#s-3">第三章 附则</a></li></ol></nav><p id="s-1">一、总体要求</p><p id="s-2"><strong>二、主要措施</strong></p><p id="s-3">第三章 附则</p><p>三、本办法自印发之日起施行。</p>""")]
    // Two are seen at a glance; what stands before the slot is not listed; without a slot nothing happens.
    [InlineData("<!--contents--><h2>甲</h2><h2>乙</h2>", "<h2>甲</h2><h2>乙</h2>")]
    [InlineData("<h2>前</h2><!--contents--><h2>甲</h2><h2>乙</h2>", "<h2>前</h2><h2>甲</h2><h2>乙</h2>")]
    [InlineData("<h2>甲</h2><h2>乙</h2><h2>丙</h2>", "<h2>甲</h2><h2>乙</h2><h2>丙</h2>")]
    // Encoded text stays encoded.
    [InlineData(
        "<!--contents--><h2>甲 &lt;b&gt;</h2><h2>乙</h2><h2>丙</h2>",
        """<nav class="toc" aria-labelledby="contents"><h2 id="contents">目录</h2><ol><li><a href="#s-1">甲 &lt;b&gt;</a></li><li><a href="#s-2">乙</a></li><li><a href="#s-3">丙</a></li></ol></nav><h2 id="s-1">甲 &lt;b&gt;</h2><h2 id="s-2">乙</h2><h2 id="s-3">丙</h2>""")]
    public void A_table_of_contents_is_made_of_the_page(string html, string expected) => Assert.Equal(expected, Contents.Insert(html, "目录"));

    [Fact]
    public void The_first_style_is_what_the_sheet_marks_without_comments_and_blanks()
    {
        var style = FirstStyle.Of("a { b: c; }\n/* first */\n/* why */\n.x > .y:not(:focus) { margin: calc(-1 * 2px); color: red; }\n/* later */ z { } /* first */ @media (max-width: 3rem) { i { j: k } }");
        Assert.Equal(".x > .y:not(:focus){margin: calc(-1 * 2px);color: red}@media (max-width: 3rem){i{j: k}}", style.Css);
        Assert.Equal("", FirstStyle.Of("a { b: c }").Css);
    }
}
