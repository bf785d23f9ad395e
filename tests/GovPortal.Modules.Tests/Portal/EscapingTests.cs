using AngleSharp.Html.Parser;
using GovPortal.Portal.Rendering;

namespace GovPortal.Modules.Tests.Portal;

public sealed class EscapingTests
{
    private const string Attack = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>";

    [Theory]
    [InlineData("<p>{{ Value }}</p>")]
    [InlineData("<p title=\"{{ Value }}\">a</p>")]
    [InlineData("<p title='{{ Value }}'>a</p>")]
    [InlineData("{% capture x %}<b>{{ Value }}</b>{% endcapture %}<p>{{ x }}</p>")]
    [InlineData("{% capture x %}{{ Value }}{% endcapture %}<p title=\"{{ x }}\">a</p>")]
    [InlineData("{% capture x %}{{ Value }}{% endcapture %}{% assign y = x | append: Value %}<p>{{ y }}</p>")]
    [InlineData("{% assign x = Value | upcase %}<p>{{ x }}</p>")]
    [InlineData("<p>{{ Value | escape }}</p>")]
    [InlineData("<p>{{ Value | newline_to_br }}</p>")]
    [InlineData("<p data-x='{{ Value | json }}'>a</p>")]
    [InlineData("<p>{{ Value | append: \"unclosed }}</p>")]
    [InlineData("<p>{{ Value | default: Value | strip }}</p>")]
    [InlineData("{% render 'Partial', X: Value %}")]
    [InlineData("{% for v in List %}{{ v }}{% endfor %}")]
    [InlineData("{{ List }}")]
    [InlineData("{{ List | join: Value }}")]
    [InlineData("{{ Value | t }}{{ Value | t: Value }}{{ Value | url }}{{ Value | civil_date }}{{ Value | filesize }}{{ Value | date: Value }}")]
    public void A_value_never_becomes_markup(string template)
    {
        using var theme = new TemporaryTheme();
        theme.With("Partial", "<i>{{ X }}</i>").With("Main", template);
        string html;
        try
        {
            html = theme.Renderer.Render("Main", new Dictionary<string, object?> { ["Value"] = Attack, ["List"] = new[] { Attack, Attack } });
        }
        catch (TemplateException)
        {
            return; // refused is safe as well
        }
        var document = new HtmlParser().ParseDocument(html);
        Assert.Empty(document.QuerySelectorAll("script, img, [onerror]"));
    }

    [Fact]
    public void What_capture_collected_is_escaped_once() =>
        Assert.Equal("<p><b>甲 &amp; 乙</b></p>", TemporaryTheme.Once("{% capture x %}<b>{{ Value }}</b>{% endcapture %}<p>{{ x }}</p>", "甲 & 乙"));

    [Fact]
    public void A_filter_on_captured_text_gives_text_again() =>
        Assert.Equal("&lt;B&gt;A&lt;/B&gt;", TemporaryTheme.Once("{% capture x %}<b>{{ Value }}</b>{% endcapture %}{{ x | upcase }}", "a"));

    [Fact]
    public void Raw_prints_trusted_markup_as_it_is() =>
        Assert.Equal("<b>正文</b>", TemporaryTheme.Once("{{ Value | raw }}", "<b>正文</b>"));

    [Fact]
    public void Chinese_stays_readable_in_html_and_json()
    {
        Assert.Equal("责任科室：办公室", TemporaryTheme.Once("{{ Value }}", "责任科室：办公室"));
        Assert.Equal("\"责任科室\"", TemporaryTheme.Once("{{ Value | json }}", "责任科室", Escaping.Json));
    }

    [Fact]
    public void Json_escapes_for_json_and_not_for_html()
    {
        var json = TemporaryTheme.Once("{\"a\":\"{{ Value }}\",\"b\":{{ Value | json }}}", "引号\" 与 <b> & \n", Escaping.Json);
        using var document = System.Text.Json.JsonDocument.Parse(json);
        Assert.Equal("引号\" 与 <b> & \n", document.RootElement.GetProperty("a").GetString());
        Assert.Equal("引号\" 与 <b> & \n", document.RootElement.GetProperty("b").GetString());
        Assert.DoesNotContain("&amp;", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Plain_escapes_nothing() =>
        Assert.Equal("<a> & \"b\"", TemporaryTheme.Once("{{ Value }}", "<a> & \"b\"", Escaping.Plain));

    [Theory]
    [InlineData("javascript:alert(1)", "#")]
    [InlineData(" JavaScript:alert(1)", "#")]
    [InlineData("java\tscript:alert(1)", "#")]
    [InlineData("data:text/html,x", "#")]
    [InlineData("//elsewhere.example", "#")]
    [InlineData("/\\elsewhere.example", "#")]
    [InlineData("", "#")]
    [InlineData("/columns/政策文件?year=2026#a", "/columns/政策文件?year=2026#a")]
    [InlineData("/search?q=a b", "/search?q=a%20b")]
    [InlineData("https://www.example.gov.cn/a:b", "https://www.example.gov.cn/a:b")]
    [InlineData("mailto:a@example.gov.cn", "mailto:a@example.gov.cn")]
    public void An_address_is_one_a_page_may_link_to(string url, string expected) =>
        Assert.Equal(expected, TemporaryTheme.Once("{{ Value | url }}", url, Escaping.Plain));
}
