using GovPortal.Kernel.Content;

namespace GovPortal.Kernel.Tests.Content;

public sealed class NamesTests
{
    private static readonly string[] Known = ["TitlePart", "AutoroutePart", "HtmlBodyPart", "DisclosurePart"];

    [Theory]
    [InlineData("TitlePrat", "TitlePart")]
    [InlineData("titlepart", "TitlePart")]
    [InlineData("HtmlBody", "HtmlBodyPart")]
    [InlineData("DisclosurPart", "DisclosurePart")]
    [InlineData("Xyz", "")]
    [InlineData("", "")]
    public void The_nearest_name_is_offered_where_one_is_near(string name, string nearest) => Assert.Equal(nearest, Nearest.Of(name, Known));

    [Fact]
    public void Without_known_names_none_is_near() => Assert.Equal("", Nearest.Of("TitlePart", []));

    [Fact]
    public void A_known_name_is_its_own_nearest() => Assert.All(Known, name => Assert.Equal(name, Nearest.Of(name, Known)));

    [Fact]
    public void Ids_look_like_Orchards_and_do_not_repeat()
    {
        var ids = Enumerable.Range(0, 2000).Select(_ => ContentIds.New()).ToList();
        Assert.All(ids, id => Assert.Matches("^4[0-9a-hjkmnp-tv-z]{25}$", id));
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }
}
