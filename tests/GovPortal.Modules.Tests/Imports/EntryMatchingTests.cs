using GovPortal.Imports.Rules;

namespace GovPortal.Modules.Tests.Imports;

/// <summary>Which item an entry is. A name is written <c>key:title</c>.</summary>
public sealed class EntryMatchingTests
{
    [Theory]
    [InlineData("A1:许可一 A2:许可二", "A2:许可二 A1:许可一", "1 0")]
    [InlineData("A1:新名", "A1:旧名", "0")]
    [InlineData("B1:许可一", "A1:许可一", "0")] // the same title under another key
    [InlineData("A2:许可一 A1:许可一", "A1:许可一", "- 0")] // the key wins, the other one is new
    [InlineData(":许可一", "A1:许可一", "0")]
    [InlineData("A1:许可一", ":许可一", "0")]
    [InlineData(":许可一 :许可一", ":许可一 :许可一", "0 1")]
    [InlineData(":许可三", "A1:许可一", "-")]
    [InlineData("A１:x", "A1:y", "-")]
    public void Key_before_title(string entries, string items, string expected) =>
        Assert.Equal(expected, string.Join(' ', EntryMatching.Match(Names(entries), Names(items)).Select(m => m?.ToString() ?? "-")));

    [Theory]
    [InlineData("A1:x A2:x", "")]
    [InlineData("A1:x A1:y", "1<0")]
    [InlineData(":x :y :x", "2<0")]
    [InlineData(":x A1:x", "")]
    public void What_names_the_same_is_repeated(string entries, string expected) =>
        Assert.Equal(expected, string.Join(' ', EntryMatching.Repeated(Names(entries)).Select(r => $"{r.Entry}<{r.Before}")));

    private static List<EntryName> Names(string text) => [.. text.Split(' ').Select(n => n.Split(':')).Select(n => new EntryName(n[0], n[1]))];
}
