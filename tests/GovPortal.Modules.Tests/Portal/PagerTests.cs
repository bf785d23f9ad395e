using GovPortal.Portal.Pages;

namespace GovPortal.Modules.Tests.Portal;

public sealed class PagerTests
{
    [Theory]
    [InlineData(1, 1, "[1]")]
    [InlineData(1, 3, "[1] 2 3")]
    [InlineData(1, 10, "[1] 2 3 … 10")]
    [InlineData(5, 10, "1 … 3 4 [5] 6 7 … 10")]
    [InlineData(10, 10, "1 … 8 9 [10]")]
    public void Pages_near_and_at_the_ends_are_linked(int page, int count, string expected) =>
        Assert.Equal(expected, string.Join(' ', Pager.Of(page, count, count * 20, p => "?page=" + p).Pages
            .Select(l => l.Gap ? "…" : l.Current ? $"[{l.Number}]" : l.Number.ToString())));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(20, 1)]
    [InlineData(21, 2)]
    public void The_last_page_is_not_empty(int total, int pages) => Assert.Equal(pages, Pager.Pages(total, 20));
}
