using System.Text.RegularExpressions;
using GovPortal.Portal.Items;

namespace GovPortal.Modules.Tests.Portal;

/// <summary>Which digits of a text a telephone can dial.</summary>
public sealed class TelLinksTests
{
    [Theory]
    [InlineData("0600-5550166", "06005550166")]
    [InlineData("行政审批科 0600-5550166，12333", "06005550166 12333")]
    [InlineData("电话：05305550166（工作日）", "05305550166")]
    [InlineData("400-820-0000", "4008200000")]
    [InlineData("受理通知书编号2026-0012345", "")]
    [InlineData("二楼B区3号、4号窗口；工作日8:30—12:00", "")]
    [InlineData("事项编码0600-5550166-1", "")]
    public void Telephone_numbers_become_links(string text, string numbers) =>
        Assert.Equal(numbers, string.Join(' ', Regex.Matches(TelLinks.Of(text), "tel:([0-9]+)").Select(m => m.Groups[1].Value)));

    [Fact]
    public void What_is_around_a_number_is_escaped() =>
        Assert.Equal("&lt;b&gt; <a href=\"tel:12345\">12345</a><br>&amp;", TelLinks.Of("<b> 12345\n&"));
}
