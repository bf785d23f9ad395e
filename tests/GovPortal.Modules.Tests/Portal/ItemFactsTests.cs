using GovPortal.Portal.Items;

namespace GovPortal.Modules.Tests.Portal;

public sealed class ItemFactsTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("not json")]
    [InlineData("""{"deadline":"x","attachments":{"a":1},"related":[1,"x",{"id":1}],"label":{"number":7}}""")]
    public void A_fact_of_another_shape_is_no_fact(string json)
    {
        var facts = ItemFacts.Parse(json);
        Assert.Null(facts.Deadline);
        Assert.Null(facts.Number);
        Assert.Empty(facts.Attachments);
        Assert.Empty(facts.Related);
    }

    [Fact]
    public void Facts_are_read_as_the_modules_write_them()
    {
        var facts = ItemFacts.Parse("""
            {"attachments":[{"path":"2026/补贴 名单#1.csv","name":"补贴 名单#1.csv","length":1234,"contentType":"text/csv","title":"补贴名单"}],
             "deadline":{"text":"5个工作日内","due":"2026-03-20","status":"late","provisional":true},
             "label":{"number":"澄人社规〔2026〕1号"}}
            """);
        var file = Assert.Single(facts.Attachments);
        Assert.Equal(("补贴名单", "/media/2026/%E8%A1%A5%E8%B4%B4%20%E5%90%8D%E5%8D%95%231.csv", 1234, "CSV"), (file.Name, file.Url, file.SizeBytes, file.Format));
        Assert.Equal(new("5个工作日内", new(2026, 3, 20), "late", true), facts.Deadline);
        Assert.Equal("澄人社规〔2026〕1号", facts.Number);
    }

    [Fact]
    public void An_instant_of_a_deadline_is_a_civil_day() =>
        Assert.Equal(new(2026, 3, 21), ItemFacts.Parse("""{"deadline":{"text":"x","due":"2026-03-20T16:00:00Z","status":"odd"}}""").Deadline!.Due);

    [Fact]
    public void A_related_item_comes_back_as_it_was_written()
    {
        var item = new RelatedItem("a1", "Document", true, "Interpretation", "解读", "zcjd/a1", null, "图解");
        Assert.Equal(item, Assert.Single(ItemFacts.Of(new() { ["related"] = new System.Text.Json.Nodes.JsonArray(ItemFacts.Write(item)) }).Related));
    }
}
