using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Publishing;

namespace GovPortal.Kernel.Tests.Access;

public sealed class ActorTests
{
    private static Actor Holding(string permission, string? agency, string? section, string id = "u1") =>
        new(id, "张三", [new Grant("Role", new HashSet<string> { permission }, agency, section)]);

    // Held for agency and section (null: all) × asked of agency and section (null: any section there).
    [Theory]
    [InlineData(null, null, "rsj", "office", true)]
    [InlineData(null, null, "jyj", null, true)]
    [InlineData("rsj", null, "rsj", "office", true)]
    [InlineData("rsj", null, "rsj", null, true)]
    [InlineData("rsj", null, "jyj", "office", false)]
    [InlineData("rsj", "office", "rsj", "office", true)]
    [InlineData("rsj", "office", "rsj", null, true)]
    [InlineData("rsj", "office", "rsj", "finance", false)]
    [InlineData("rsj", "office", "jyj", "office", false)]
    [InlineData("rsj", null, null, null, false)]
    public void A_grant_holds_for_its_agency_and_section(string? heldAgency, string? heldSection, string? agency, string? section, bool may)
    {
        var actor = Holding(Permissions.ContentEdit, heldAgency, heldSection);
        Assert.Equal(may, actor.Can(Permissions.ContentEdit, agency, section));
        Assert.False(actor.Can(Permissions.ContentPublish, agency, section));
    }

    // An item without a section asks for a grant without one.
    [Theory]
    [InlineData("rsj", "office", "office", true)]
    [InlineData("rsj", "office", "finance", false)]
    [InlineData("rsj", "office", null, false)]
    [InlineData("rsj", null, null, true)]
    [InlineData(null, null, null, true)]
    [InlineData("jyj", null, null, false)]
    public void Writing_asks_for_the_items_own_section(string? heldAgency, string? heldSection, string? section, bool may) =>
        Assert.Equal(may, ContentAccess.CanEdit(Holding(Permissions.ContentEdit, heldAgency, heldSection), "rsj", section));

    [Theory]
    [InlineData(Permissions.ContentEdit, "rsj", "office", true)]
    [InlineData(Permissions.ContentEdit, "rsj", "finance", false)]
    [InlineData(Permissions.ReviewContent, "rsj", "office", true)]
    [InlineData(Permissions.ReviewContent, "rsj", "finance", false)]
    [InlineData(Permissions.ReviewConfidentiality, "rsj", null, true)]
    [InlineData(Permissions.ReviewConfidentiality, "jyj", null, false)]
    [InlineData(Permissions.ReviewLeader, "rsj", null, true)]
    [InlineData(Permissions.ContentReadAll, "rsj", null, true)]
    [InlineData(Permissions.ContentReadAll, "jyj", null, false)]
    [InlineData(Permissions.ContentPublish, null, null, true)]
    [InlineData(Permissions.AdminAccess, null, null, false)]
    [InlineData(Permissions.SettingsManage, null, null, false)]
    public void A_draft_is_read_by_its_section_its_reviewers_and_publishers(string permission, string? agency, string? section, bool may)
    {
        var version = new ContentVersion { Id = "v", ContentItemId = "i", DisplayText = "", Data = "{}", AgencyId = "rsj", SectionId = "office", Contributors = "writer" };
        Assert.Equal(may, ContentAccess.CanRead(Holding(permission, agency, section), version));
        Assert.True(ContentAccess.CanRead(Holding(Permissions.AdminAccess, null, null, "writer"), version));
    }

    [Fact]
    public void Sections_and_agencies_of_a_permission_are_all_where_one_grant_holds_for_all()
    {
        var actor = new Actor("u", "张三", [Grant("rsj", "office"), Grant("rsj", "finance")]);
        Assert.Equal(["finance", "office"], actor.SectionsOf("p")!.Order());
        Assert.Equal(["rsj"], actor.AgenciesOf("p")!);
        var everywhere = new Actor("u", "张三", [Grant("rsj", "office"), Grant(null, null)]);
        Assert.Null(everywhere.SectionsOf("p"));
        Assert.Null(everywhere.AgenciesOf("p"));

        static Grant Grant(string? agency, string? section) => new("Role", new HashSet<string> { "p" }, agency, section);
    }

    [Fact]
    public void Nobody_in_particular_may_nothing() =>
        Assert.All(Permissions.Kernel, p => Assert.False(Actor.System.Can(p.Code, null) || Actor.System.CanSomewhere(p.Code)));
}
