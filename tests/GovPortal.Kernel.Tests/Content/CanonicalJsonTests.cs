using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;

namespace GovPortal.Kernel.Tests.Content;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{ "b": 1, "a": 2 }""", """{"a":2,"b":1}""")]
    [InlineData("""{"a":{"z":[{"y":1,"x":2}],"B":null}}""", """{"a":{"B":null,"z":[{"x":2,"y":1}]}}""")]
    [InlineData("""[3,1,2]""", """[3,1,2]""")]
    [InlineData("""{"a":1.50,"b":1e3,"c":-0,"d":12345678901234567890}""", """{"a":1.50,"b":1e3,"c":-0,"d":12345678901234567890}""")]
    [InlineData("""{"t":"\u7a33\u5c97 <b>&'+"}""", """{"t":"稳岗 <b>&'+"}""")]
    [InlineData("""{"t":"a\nb\t\"\\"}""", """{"t":"a\nb\t\"\\"}""")]
    [InlineData("""{"Ä":1,"a":1,"Z":1,"栏":1}""", """{"Z":1,"a":1,"Ä":1,"栏":1}""")]
    [InlineData("null", "null")]
    [InlineData("true", "true")]
    public void The_same_meaning_has_one_form(string json, string canonical) => Assert.Equal(canonical, CanonicalJson.Of(JsonNode.Parse(json)));

    [Fact]
    public void The_canonical_form_is_its_own_canonical_form_and_the_order_of_members_is_lost()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var value = Any(random, 4);
            var canonical = CanonicalJson.Of(value);
            Assert.Equal(canonical, CanonicalJson.Of(JsonNode.Parse(canonical)));
            Assert.Equal(canonical, CanonicalJson.Of(Shuffled(value, random)));
            Assert.True(JsonNode.DeepEquals(value, JsonNode.Parse(canonical)));
        }
    }

    private static JsonNode? Any(Random random, int depth) => random.Next(depth > 0 ? 7 : 5) switch
    {
        0 => null,
        1 => random.Next(-1000, 1000),
        2 => random.NextDouble(),
        3 => random.Next(2) == 0,
        4 => Text(random),
        5 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Any(random, depth - 1))]),
        _ => new JsonObject(Enumerable.Range(0, random.Next(5)).Select(_ => Text(random)).Distinct().Select(n => KeyValuePair.Create(n, Any(random, depth - 1)))),
    };

    private static JsonNode? Shuffled(JsonNode? node, Random random) => node switch
    {
        JsonObject o => new JsonObject(o.OrderBy(_ => random.Next()).Select(p => KeyValuePair.Create(p.Key, Shuffled(p.Value, random)))),
        JsonArray a => new JsonArray([.. a.Select(n => Shuffled(n, random))]),
        _ => node?.DeepClone(),
    };

    private static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(3) switch { 0 => (char)random.Next(32, 127), 1 => (char)random.Next(0x4e00, 0x9fff), _ => (char)random.Next(1, 0x2fff) }));
}
