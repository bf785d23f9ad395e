using System.Text.Json.Nodes;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using Microsoft.Extensions.Configuration;

namespace GovPortal.Kernel.Tests.Recipes;

public sealed class RecipeExpressionsTests
{
    private static readonly IConfiguration Configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [new("Portal:Site:Name", "某县人社局"), new("Portal:Admin:Password", "secret"), new("ConnectionStrings:Portal", "Host=x")]).Build();

    private static (string? Text, List<Failure> Failures) Resolve(string expression, string variables = "{}")
    {
        var failures = new List<Failure>();
        var expressions = new RecipeExpressions((JsonObject)JsonNode.Parse(variables)!, new Dictionary<string, string> { ["AdminUserId"] = "u1" }, Configuration, TimeProvider.System);
        return ((string?)expressions.Resolve(new JsonObject { ["x"] = expression }, failures)!["x"], failures);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("[js: variables('a')]", "甲")]
    [InlineData("[js:variables(\"a\")]", "甲")]
    [InlineData("[js: variables('a');]", "甲")]
    [InlineData("[js: variables('b')]", "甲")]
    [InlineData("[js: parameters('AdminUserId')]", "u1")]
    [InlineData("[js: configuration('Portal:Site:Name')]", "某县人社局")]
    [InlineData("[js: configuration('Portal:Site:Icp')]", "")]
    [InlineData("[js: not closed", "[js: not closed")]
    public void A_known_expression_is_resolved(string expression, string value)
    {
        var (text, failures) = Resolve(expression, """{"a":"甲","b":"[js: variables('a')]"}""");
        Assert.Empty(failures);
        Assert.Equal(value, text);
    }

    [Fact]
    public void An_id_is_made_anew_for_a_variable_at_each_use() =>
        Assert.NotEqual(Resolve("[js: uuid()]").Text, Resolve("[js: uuid()]").Text);

    [Theory]
    [InlineData("[js: variables('c')]", "recipe.unknown-variable")]
    [InlineData("[js: parameters('Other')]", "recipe.unknown-expression")]
    [InlineData("[js: configuration('Portal:Admin:Password')]", "recipe.unknown-expression")]
    [InlineData("[js: configuration('ConnectionStrings:Portal')]", "recipe.unknown-expression")]
    [InlineData("[js: configuration('Portal:Site')]", "recipe.unknown-expression")]
    [InlineData("[js: 1 + 1]", "recipe.unknown-expression")]
    [InlineData("[js: require('fs')]", "recipe.unknown-expression")]
    [InlineData("[js: uuid('x')]", "recipe.unknown-expression")]
    [InlineData("[js: variables('a') + 'b']", "recipe.unknown-expression")]
    public void Anything_else_is_refused_with_its_place(string expression, string code)
    {
        var (_, failures) = Resolve(expression, """{"a":"甲"}""");
        Assert.Equal((code, "$.x"), (Assert.Single(failures).Code, failures[0].Field));
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
        var resolved = new RecipeExpressions([], new Dictionary<string, string>(), Configuration, TimeProvider.System).Resolve(node, []);
        Assert.True(JsonNode.DeepEquals(node, resolved));
    }
}
