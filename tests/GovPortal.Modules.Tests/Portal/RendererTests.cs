using System.Globalization;
using GovPortal.Portal.Rendering;

namespace GovPortal.Modules.Tests.Portal;

public sealed class RendererTests
{
    [Fact]
    public void A_content_type_without_its_own_template_uses_the_general_one()
    {
        using var theme = new TemporaryTheme();
        theme.With("Content", "all").With("Content.Summary", "all short").With("Content-Notice", "notice");
        string Render(string name) => theme.Renderer.Render(name, new Dictionary<string, object?>());
        Assert.Equal("notice", Render("Content-Notice"));
        Assert.Equal("all", Render("Content-PolicyDocument"));
        Assert.Equal("all short", Render("Content-Notice.Summary"));
        Assert.True(theme.Renderer.Has("Content-Anything"));
        Assert.False(theme.Renderer.Has("Column"));
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("/etc/passwd")]
    [InlineData("Main\n")]
    [InlineData("Main\0")]
    [InlineData("")]
    public void Nothing_outside_the_views_folder_can_be_named(string name)
    {
        using var theme = new TemporaryTheme();
        theme.With("Main", "x");
        File.WriteAllText(Path.Combine(theme.Root, "test", "secret.liquid"), "secret");
        Assert.Throws<TemplateNotFoundException>(() => theme.Renderer.Render(name, new Dictionary<string, object?>()));
        Assert.Throws<TemplateNotFoundException>(() => TemporaryTheme.Once("{% render '../secret' %}"));
    }

    [Fact]
    public void A_missing_template_is_named()
    {
        using var theme = new TemporaryTheme();
        var e = Assert.Throws<TemplateNotFoundException>(() => theme.Renderer.Render("Nowhere", new Dictionary<string, object?>()));
        Assert.Equal("Nowhere", e.Template);
    }

    [Theory]
    [InlineData("a\nb {{ Vaule }}", 2)]
    [InlineData("{{ Value.Titel }}", 1)]
    [InlineData("\n\n{% for x in Value.Itmes %}{% endfor %}", 3)]
    [InlineData("{% for x in Lits %}{% endfor %}", 1)]
    public void An_unknown_variable_is_an_error_that_names_the_line_and_what_there_is(string template, int line)
    {
        var e = Assert.Throws<TemplateVariableException>(() => TemporaryTheme.Once(template, new Dictionary<string, object?> { ["Title"] = "a" }));
        Assert.Equal(line, e.Line);
        Assert.Equal("Main", e.Template);
        Assert.Contains("It has: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_known_variable_without_a_value_prints_nothing()
    {
        Assert.Equal("[]", TemporaryTheme.Once("[{{ Value }}]"));
        Assert.Equal("[]", TemporaryTheme.Once("[{{ Value.Name.More }}]", new Dictionary<string, object?> { ["Name"] = null }));
        Assert.Equal("none", TemporaryTheme.Once("{% if Value.Absent %}some{% else %}none{% endif %}", new Dictionary<string, object?>()));
    }

    [Fact]
    public void An_unknown_filter_is_an_error() =>
        Assert.Throws<TemplateException>(() => TemporaryTheme.Once("{{ Value | nonsense }}", "a"));

    [Theory]
    [InlineData("{% include 'Main' %}")]
    [InlineData("{% extends 'Main' %}")]
    [InlineData("{% shape 'Menu' %}")]
    [InlineData("{% cycle Value %}")]
    [InlineData("{% govportal_output 1 Value %}")]
    [InlineData("{% if Value")]
    [InlineData("{{ Value")]
    [InlineData("{{ }}")]
    [InlineData("{% if Value %}")]
    public void A_tag_outside_the_allow_list_or_unfinished_is_refused(string template)
    {
        var e = Assert.ThrowsAny<TemplateException>(() => TemporaryTheme.Once(template, "a"));
        Assert.Equal("Main", e.Template);
    }

    [Fact]
    public void Only_marked_types_and_plain_values_reach_a_template()
    {
        Assert.Equal("办公室 2026-03-05", TemporaryTheme.Once("{{ Value.Name }} {{ Value.Formed }}", new Marked("办公室", new(2026, 3, 5))));
        var e = Assert.Throws<TemplateException>(() => TemporaryTheme.Once("{{ Value.Name }}", new Unmarked("a")));
        Assert.Contains(nameof(Unmarked), e.Message, StringComparison.Ordinal);
        Assert.Throws<TemplateVariableException>(() => TemporaryTheme.Once("{{ Value.GetType.Assembly }}", new Marked("a", default)));
        Assert.Throws<TemplateException>(() => TemporaryTheme.Once("{{ Value }}", new Marked("a", default)));
    }

    [Fact]
    public void A_partial_sees_only_what_it_is_given()
    {
        using var theme = new TemporaryTheme();
        theme.With("Partial", "{{ X }}{% assign Y = 2 %}").With("Peek", "{{ Value }}");
        Assert.Equal("a1a", theme.Render("{% assign Y = 1 %}{% render 'Partial', X: Value %}{{ Y }}{{ Value }}", "a"));
        Assert.Equal("Peek", Assert.Throws<TemplateVariableException>(() => theme.With("Main2", "{% render 'Peek' %}").Renderer.Render("Main2", new Dictionary<string, object?> { ["Value"] = "a" })).Template);
    }

    [Fact]
    public void Comments_and_raw_blocks_are_not_read()
    {
        Assert.Equal("ab", TemporaryTheme.Once("a{% comment %}{{ Nothing }}{% include 'x' %}{% endcomment %}b"));
        Assert.Equal("{{ Nothing }}", TemporaryTheme.Once("{% raw %}{{ Nothing }}{% endraw %}"));
        Assert.Equal("a1b", TemporaryTheme.Once("a  {%- assign x = 1 -%}  {{- x -}}\n b"));
    }

    [Fact]
    public void A_loop_has_a_limit() =>
        Assert.Throws<TemplateLimitException>(() => TemporaryTheme.Once("{% for i in (1..20000) %}x{% endfor %}"));

    [Fact]
    public void A_render_has_a_limit_of_time()
    {
        using var theme = new TemporaryTheme(o => o.TimeoutMilliseconds = 60);
        const string forever = "{% for i in (1..9999) %}{% for j in (1..9999) %}{% for k in (1..9999) %}{% assign x = k %}{% endfor %}{% endfor %}{% endfor %}";
        Assert.Throws<TemplateLimitException>(() => theme.Render(forever));
    }

    [Fact]
    public void A_render_has_a_limit_of_size()
    {
        using var theme = new TemporaryTheme(o => o.MaxOutputCharacters = 1000);
        Assert.Throws<TemplateLimitException>(() => theme.Render("{% for i in (1..200) %}0123456789{% endfor %}"));
        Assert.Throws<TemplateLimitException>(() => theme.Render("{% capture x %}{% for i in (1..200) %}0123456789{% endfor %}{% endcapture %}"));
    }

    [Fact]
    public void A_template_that_renders_itself_has_a_limit_of_depth() =>
        Assert.Throws<TemplateLimitException>(() => TemporaryTheme.Once("{% render 'Main' %}"));

    [Fact]
    public void Dates_are_those_of_shanghai_with_ruby_formats()
    {
        var lateEvening = new DateTime(2026, 3, 4, 16, 30, 0, DateTimeKind.Utc);
        Assert.Equal("2026-03-05", TemporaryTheme.Once("{{ Value | civil_date }}", lateEvening));
        Assert.Equal("2026-03-05 00:30", TemporaryTheme.Once("{{ Value | date: \"%Y-%m-%d %H:%M\" }}", lateEvening));
        Assert.Equal("2026-03-05", TemporaryTheme.Once("{{ Value | civil_date }}", new DateTimeOffset(lateEvening)));
        Assert.Equal("2026-03-04", TemporaryTheme.Once("{{ Value | civil_date }}", new DateOnly(2026, 3, 4)));
        Assert.Equal("2026年03月04日", TemporaryTheme.Once("{{ Value | date: \"%Y年%m月%d日\" }}", new DateOnly(2026, 3, 4)));
        Assert.Equal("", TemporaryTheme.Once("{{ Value | civil_date }}"));
    }

    [Theory]
    [InlineData(0L, "0 字节")]
    [InlineData(1023L, "1023 字节")]
    [InlineData(1536L, "1.5 KB")]
    [InlineData(20_480L, "20 KB")]
    [InlineData(1_048_575L, "1 MB")]
    [InlineData(5_452_595L, "5.2 MB")]
    public void A_file_size_is_readable(long bytes, string expected) =>
        Assert.Equal(expected, TemporaryTheme.Once("{{ Value | filesize }}", bytes));

    [Fact]
    public void Interface_texts_follow_the_culture()
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = new("zh-Hans");
            Assert.Equal("责任科室 共 3 条", TemporaryTheme.Once("{{ '责任科室' | t }} {{ '共 {0} 条' | t: Value }}", 3));
            CultureInfo.CurrentUICulture = new("en");
            Assert.Equal("Responsible section", TemporaryTheme.Once("{{ '责任科室' | t }}"));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void In_development_a_changed_file_is_read_again()
    {
        using var theme = new TemporaryTheme(o => o.ReloadOnChange = true);
        Assert.Equal("1", theme.Render("1"));
        theme.With("Main", "2");
        File.SetLastWriteTimeUtc(Path.Combine(theme.Views, "Main.liquid"), DateTime.UtcNow.AddMinutes(1));
        Assert.Equal("2", theme.Renderer.Render("Main", new Dictionary<string, object?>()));
    }

    [Fact]
    public void Parallel_renders_do_not_mix()
    {
        using var theme = new TemporaryTheme();
        theme.With("Row", "{% capture c %}<{{ X }}>{% endcapture %}{{ c }}")
            .With("Main", "{% assign v = Value %}{% for i in List %}{% if i == v %}{% render 'Row', X: i %}{% else %}!{% endif %}{{ forloop.index }};{% endfor %}");
        var results = new (string Html, string Json, string Expected)[2000];
        Parallel.For(0, results.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, n =>
        {
            var mark = $"&{n}";
            var model = new Dictionary<string, object?> { ["Value"] = mark, ["List"] = new[] { mark, mark } };
            results[n] = (theme.Renderer.Render("Main", model), theme.Renderer.Render("Main", model, Escaping.Plain), mark);
        });
        Assert.All(results, r =>
        {
            var html = r.Expected.Replace("&", "&amp;", StringComparison.Ordinal);
            Assert.Equal($"<{html}>1;<{html}>2;", r.Html);
            Assert.Equal($"<{r.Expected}>1;<{r.Expected}>2;", r.Json);
        });
    }

    private sealed record Marked(string Name, DateOnly Formed) : ITemplateModel;

    private sealed record Unmarked(string Name);
}
