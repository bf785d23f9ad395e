using System.Text.Json.Nodes;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using Microsoft.Extensions.Configuration;

namespace GovPortal.Kernel.Tests.Recipes;

public sealed class RecipeExpressionsTests
{
    private static readonly IConfiguration Configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [new("Portal:Site:Name", "某县人社局"), new("Portal:Admin:Password", "secret"), new("ConnectionStrings:Portal", "Host=x")]).Build();

    private static readonly DateTimeOffset Now = new(2026, 12, 15, 1, 2, 3, TimeSpan.Zero);

    private static RecipeExpressions Expressions(string variables = "{}", Func<string, string?>? fileBeside = null) => new(
        (JsonObject)JsonNode.Parse(variables)!, new Dictionary<string, string> { ["AdminUserId"] = "u1" }, Configuration, new Standing(), fileBeside ?? (_ => null));

    private static (string? Text, List<Failure> Failures) Resolve(string expression, string variables = "{}")
    {
        var failures = new List<Failure>();
        using var expressions = Expressions(variables);
        return ((string?)expressions.Resolve(new JsonObject { ["x"] = expression }, failures)!["x"], failures);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("[js: variables('a')]", "甲")]
    [InlineData("[js:variables(\"a\")]", "甲")]
    [InlineData("[js: variables('a');]", "甲")]
    [InlineData("[js: variables('b')]", "甲")]
    [InlineData("[js: 'x' + variables('a') + 'y']", "x甲y")]
    [InlineData("[js: parameters('AdminUserId')]", "u1")]
    [InlineData("[js: configuration('Portal:Site:Name')]", "某县人社局")]
    [InlineData("[js: configuration('Portal:Site:Icp')]", "")]
    [InlineData("[js: configuration('Portal:Site:Icp', '无')]", "无")]
    [InlineData("[js: configuration('Portal:Admin:Password', 'none')]", "none")]
    [InlineData("[js: 1 + 2]", "3")]
    [InlineData("[js: new Date().toISOString()]", "2026-12-15T01:02:03.000Z")]
    [InlineData("[js: var d = new Date(); d.setMonth(d.getMonth() + 1); return d.getFullYear() + '/' + (d.getMonth() + 1);]", "2027/1")]
    [InlineData("[js: base64('5pys5aSp')]", "本天")]
    [InlineData("[js: html('&lt;p&gt;')]", "<p>")]
    [InlineData("[js: getUrlPrefix('/a')]", "/a")]
    [InlineData("[js: not closed", "[js: not closed")]
    [InlineData("[py: 1]", "[py: 1]")]
    public void An_expression_is_resolved(string expression, string value)
    {
        var (text, failures) = Resolve(expression, """{"a":"甲","b":"[js: variables('a')]"}""");
        Assert.Empty(failures);
        Assert.Equal(value, text);
    }

    [Fact]
    public void An_id_is_new_at_each_call_and_a_variable_the_same_wherever_it_is_used()
    {
        using var expressions = Expressions("""{"id":"[js: uuid()]"}""");
        var resolved = expressions.Resolve(JsonNode.Parse("""["[js: uuid()]","[js: uuid()]","[js: variables('id')]","[js: variables('id')]"]"""), [])!.AsArray().Select(v => (string)v!).ToList();
        Assert.NotEqual(resolved[0], resolved[1]);
        Assert.Equal(resolved[2], resolved[3]);
        Assert.All(resolved, id => Assert.Matches("^[0-9a-z]{26}$", id));
    }

    [Theory]
    [InlineData("[js: variables('c')]", "recipe.unknown-variable")]
    [InlineData("[js: parameters('Other')]", "recipe.bad-expression")]
    [InlineData("[js: configuration('Portal:Admin:Password')]", "recipe.bad-expression")]
    [InlineData("[js: configuration('ConnectionStrings:Portal')]", "recipe.bad-expression")]
    [InlineData("[js: configuration('Portal:Site')]", "recipe.bad-expression")]
    [InlineData("[js: require('fs')]", "recipe.bad-expression")]
    [InlineData("[js: System.IO.File.ReadAllText('/etc/passwd')]", "recipe.bad-expression")]
    [InlineData("[js: this.constructor.constructor('return 1')()]", "recipe.bad-expression")]
    [InlineData("[js: nonsense(]", "recipe.bad-expression")]
    [InlineData("[js: throw new Error('no')]", "recipe.bad-expression")]
    [InlineData("[js: try { variables('c') } catch { 'swallowed' }]", "recipe.unknown-variable")]
    [InlineData("[js: while (true) {}]", "recipe.bad-expression")]
    [InlineData("[js: var a = 'x'; while (true) a += a]", "recipe.bad-expression")]
    [InlineData("[js: function f() { return f() } f()]", "recipe.bad-expression")]
    [InlineData("[js: base64('***')]", "recipe.bad-expression")]
    [InlineData("[file:text('nowhere.txt')]", "recipe.file-missing")]
    public void What_fails_is_refused_with_its_place(string expression, string code)
    {
        var (_, failures) = Resolve(expression, """{"a":"甲"}""");
        Assert.Equal((code, "$.x"), (Assert.Single(failures).Code, failures[0].Field));
    }

    [Fact]
    public void A_file_beside_the_recipe_is_read_as_text_or_base64()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "页脚");
        using var expressions = Expressions(fileBeside: name => name == "Snippets/footer.html" ? file : null);
        Assert.Equal(["页脚", "6aG16ISa"], expressions.Resolve(JsonNode.Parse("""["[file:text('Snippets/footer.html')]","[file:base64('Snippets/footer.html')]"]"""), [])!.AsArray().Select(v => (string)v!));
        File.Delete(file);
    }

    [Fact]
    public void What_is_left_out_is_not_evaluated()
    {
        var failures = new List<Failure>();
        using var expressions = Expressions();
        var resolved = expressions.Resolve(JsonNode.Parse("""{"Data":["[js: nowhere()]","a"]}"""), failures, "$", new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "$.data[0]" });
        Assert.Empty(failures);
        Assert.Equal("""{"Data":[null,"a"]}""", resolved!.ToJsonString());
    }

    [Fact]
    public void A_misspelt_variable_is_answered_with_the_nearest() =>
        Assert.Equal(["columnid", "columnId"], Resolve("[js: variables('columnid')]", """{"columnId":"x"}""").Failures[0].Args);

    [Fact]
    public void Variables_that_name_each_other_in_a_ring_are_refused() =>
        Assert.Equal("recipe.unknown-variable", Assert.Single(Resolve("[js: variables('a')]", """{"a":"[js: variables('b')]","b":"[js: variables('a')]"}""").Failures).Code);

    [Fact]
    public void Everything_that_is_no_text_stays_as_it_is()
    {
        var node = JsonNode.Parse("""{"a":[1,2.50,null,true,{"b":"[js: uuid()]x"}]}""");
        using var expressions = Expressions();
        Assert.True(JsonNode.DeepEquals(node, expressions.Resolve(node, [])));
    }

    private sealed class Standing : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
