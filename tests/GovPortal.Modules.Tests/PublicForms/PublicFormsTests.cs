using System.Net;
using GovPortal.PublicForms;

namespace GovPortal.Modules.Tests.PublicForms;

/// <summary>What forms that anybody may send have in common.</summary>
public sealed class PublicFormsTests
{
    [Theory]
    [InlineData("第一条\r\n第二条\r第三条", "第一条\n第二条\n第三条", "第一条 第二条 第三条")]
    [InlineData(" 甲\u0000乙\u0007\u001b\t", " 甲乙\t", "甲乙")]
    [InlineData(null, "", "")]
    public void A_text_keeps_its_lines_and_loses_what_nobody_typed(string? typed, string kept, string line) =>
        Assert.Equal((kept, line), (PlainText.Of(typed), PlainText.Line(typed)));

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "20010DB800010002")]
    [InlineData("2001:db8:1:2:ffff::1", "20010DB800010002")]
    public void A_household_counts_once_however_many_addresses_it_has(string address, string place) => Assert.Equal(place, Visitors.PlaceOf(IPAddress.Parse(address)));

    [Fact]
    public void A_window_lets_so_many_of_one_and_so_many_in_all_and_forgets_with_time()
    {
        var (window, now) = (new RateWindow(2, 3, TimeSpan.FromHours(1)), new DateTimeOffset(2026, 11, 20, 2, 0, 0, TimeSpan.Zero));
        Assert.True(window.Take("a", now));
        Assert.True(window.Take("a", now.AddMinutes(1)));
        Assert.False(window.Take("a", now.AddMinutes(2)));
        Assert.True(window.Take("b", now.AddMinutes(3)));
        Assert.False(window.Take("c", now.AddMinutes(4)));
        Assert.True(window.Take("c", now.AddMinutes(60)));
        Assert.False(window.Take("a", now.AddMinutes(60)));
        Assert.True(window.Take("a", now.AddMinutes(61)));
    }

    [Fact]
    public void What_was_given_back_may_be_taken_again()
    {
        var (window, now) = (new RateWindow(1, 10, TimeSpan.FromHours(1)), new DateTimeOffset(2026, 11, 20, 2, 0, 0, TimeSpan.Zero));
        Assert.True(window.Take("a", now));
        Assert.False(window.Take("a", now));
        window.GiveBack("a");
        Assert.True(window.Take("a", now));
        Assert.False(window.Take("a", now.AddMinutes(59)));
        // Its place ends with its own hour, not with that of the one given back.
        Assert.True(window.Take("b", now.AddMinutes(30)));
        window.GiveBack("b");
        Assert.True(window.Take("b", now.AddMinutes(50)));
        Assert.False(window.Take("b", now.AddMinutes(100)));
        Assert.True(window.Take("b", now.AddMinutes(110)));
        window.GiveBack("nobody");
    }
}
