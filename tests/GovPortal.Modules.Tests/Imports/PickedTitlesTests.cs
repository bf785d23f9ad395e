using GovPortal.Imports.Features;
using GovPortal.Kernel.Content;
using GovPortal.Modules.Tests.Fields;

namespace GovPortal.Modules.Tests.Imports;

/// <summary>Items are named by their titles in a sheet, and kept by their ids.</summary>
public sealed class PickedTitlesTests
{
    private static readonly ElementContext Guides = Elements.Field("ContentPickerField", """{"DisplayedContentTypes":["ServiceGuide"]}""");

    private static readonly PickedTitles Picked = new(
    [
        ("a", "ServiceGuide", "失业登记"), ("b", "ServiceGuide", "就业登记、失业登记"), ("c", "ServiceGuide", "许可"), ("d", "ServiceGuide", "许可"), ("e", "PowerItem", "处罚"),
    ]);

    [Theory]
    [InlineData("失业登记", "a")]
    [InlineData("《失业 登记》", "a")]
    [InlineData("就业登记、失业登记", "b")] // a title may hold the sign that stands between titles
    [InlineData("失业登记；就业登记、失业登记", "a|b")]
    [InlineData("失业登记\n就业登记、失业登记", "a|b")]
    [InlineData("许可", "许可")] // two are called so: refused
    [InlineData("c", "c")]
    [InlineData("处罚", "处罚")] // of another type
    [InlineData("", "")]
    public void A_title_is_read_as_the_item_it_names(string cell, string ids) => Assert.Equal(ids, Picked.Ids(Guides, cell).Replace('\n', '|'));

    [Theory]
    [InlineData("a\nb", "失业登记|就业登记、失业登记")]
    [InlineData("c", "c")] // its title would not lead back to it
    [InlineData("4kgone00000000000000000001", "4kgone00000000000000000001")] // an item that is gone
    public void An_id_is_shown_as_a_title_that_leads_back_to_it(string ids, string shown)
    {
        Assert.Equal(shown, Picked.Shown(Guides, ids).Replace('\n', '|'));
        Assert.Equal(ids, Picked.Ids(Guides, Picked.Shown(Guides, ids)));
    }

    [Theory]
    [InlineData("失业登记", "")]
    [InlineData("许可", "import.picked-ambiguous@I3")]
    [InlineData("没有的", "import.picked-unknown@I3")]
    [InlineData("4kgone00000000000000000001", "")] // as it was exported
    public void What_names_nothing_or_too_much_is_refused_at_its_cell(string cell, string refusals) =>
        Assert.Equal(refusals, string.Join(' ', Picked.Check(Guides, cell, "I3").Select(f => $"{f.Code}@{f.Field}")));
}
