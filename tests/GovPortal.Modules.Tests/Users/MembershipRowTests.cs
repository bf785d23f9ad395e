using GovPortal.Users.Areas.Admin.Pages.Users;
using GovPortal.Users.Model;

namespace GovPortal.Modules.Tests.Users;

public sealed class MembershipRowTests
{
    [Theory]
    [InlineData(null, null, "*")]
    [InlineData("home", null, "home")]
    [InlineData("home", "office", "home/office")]
    public void A_place_in_the_form_stands_for_agency_and_section(string? agency, string? section, string place)
    {
        var spec = new MembershipSpec("SectionEditor", agency, section);
        Assert.Equal(place, MembershipRow.Of(spec).Place);
        Assert.Equal(spec, MembershipRow.Of(spec).Spec());
    }
}
