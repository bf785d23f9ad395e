using System.Text.Json.Nodes;
using GovPortal.Kernel.Publishing;

namespace GovPortal.Kernel.Tests.Publishing;

public sealed class ItemPathTests
{
    [Theory]
    [InlineData("zcwj/2026/wgfh")]
    [InlineData("a")]
    [InlineData("政策文件/稳岗返还")]
    [InlineData("zcwj/v1.2_a-b")]
    [InlineData("searches/a")]
    public void A_usual_path_is_taken(string path) => Assert.Null(ItemPaths.CheckForm(path));

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("A")]
    [InlineData("a b")]
    [InlineData("../etc/passwd")]
    [InlineData("a/../b")]
    [InlineData("a?b")]
    [InlineData("a#b")]
    [InlineData("a%2fb")]
    [InlineData("-a")]
    [InlineData("a.")]
    [InlineData("a\\b")]
    [InlineData("a\u200bb")]
    public void A_path_that_is_no_address_is_refused(string path) => Assert.Equal("content.path-invalid", ItemPaths.CheckForm(path)?.Code);

    [Theory]
    [InlineData("admin")]
    [InlineData("api/x")]
    [InlineData("columns/zcwj")]
    [InlineData("search")]
    [InlineData("media/a")]
    [InlineData("login")]
    [InlineData("health/live")]
    [InlineData("_content/a")]
    public void The_products_own_addresses_are_not_given_away(string path) => Assert.NotNull(ItemPaths.CheckForm(path));

    [Fact]
    public void A_path_has_at_most_200_characters()
    {
        Assert.Null(ItemPaths.CheckForm(new string('a', ItemPaths.MaxLength)));
        Assert.NotNull(ItemPaths.CheckForm(new string('a', ItemPaths.MaxLength + 1)));
    }

    [Theory]
    [InlineData("""{"AutoroutePart":{"Path":" /zcwj/a/ "}}""", "zcwj/a")]
    [InlineData("""{"AutoroutePart":{"Path":""}}""", null)]
    [InlineData("""{"AutoroutePart":{"Path":3}}""", null)]
    [InlineData("""{}""", null)]
    public void The_chosen_path_stands_in_the_autoroute_part(string data, string? path) =>
        Assert.Equal(path, ItemPaths.Chosen((JsonObject)JsonNode.Parse(data)!));
}
