using GovPortal.Media.Rules;

namespace GovPortal.Modules.Tests.Media.Rules;

public sealed class MediaNameTests
{
    [Theory]
    [InlineData("报告.pdf", "报告.pdf")]
    [InlineData("县人社局（2026）1号.docx", "县人社局（2026）1号.docx")]
    [InlineData(".htaccess.pdf", "htaccess.pdf")]
    [InlineData("  报告.pdf . ", "报告.pdf")]
    [InlineData("a\u0000b\r\n.pdf", "ab.pdf")]
    [InlineData("报告\u202Efdp.exe", "报告fdp.exe")]
    [InlineData("a\u200Bb.pdf", "ab.pdf")]
    [InlineData("a<b>:\"|?*.pdf", "a_b______.pdf")]
    [InlineData("CON.pdf", "_CON.pdf")]
    [InlineData("nul.tar.zip", "_nul.tar.zip")]
    [InlineData("com1 .txt", "_com1 .txt")]
    [InlineData("concert.pdf", "concert.pdf")]
    [InlineData("a\u3000b.pdf", "a b.pdf")]
    [InlineData("\uD83Dx.pdf", "x.pdf")]
    public void A_name_loses_what_could_mislead(string given, string expected) => Assert.Equal(expected, MediaName.Clean(given));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("...")]
    [InlineData("..")]
    [InlineData("../../etc/passwd.pdf")]
    [InlineData("..\\..\\web.config.txt")]
    [InlineData("C:\\文件\\报告.pdf")]
    [InlineData("/报告.pdf")]
    [InlineData("报告..pdf")]
    [InlineData("报.\u0001.告.pdf")]
    [InlineData("\u0007")]
    public void A_path_or_nothing_is_no_name(string? given) => Assert.Null(MediaName.Clean(given));

    [Fact]
    public void A_long_name_keeps_its_extension_and_no_half_character()
    {
        var name = MediaName.Clean(string.Concat(Enumerable.Repeat("𠮷", 100)) + ".docx")!;
        Assert.True(name.Length <= MediaName.MaxLength);
        Assert.EndsWith("𠮷.docx", name, StringComparison.Ordinal);
        Assert.All(name.EnumerateRunes(), r => Assert.NotEqual(System.Text.Rune.ReplacementChar, r));
    }

    [Fact]
    public void Cleaning_twice_changes_nothing_more()
    {
        var random = new Random(20261101);
        const string Alphabet = "a文.. -_:\u202E\u0000/\\CON1𠮷é\u3000";
        for (var i = 0; i < 20_000; i++)
        {
            var given = new string([.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            if (MediaName.Clean(given) is { } once) Assert.Equal(once, MediaName.Clean(once));
        }
    }

    [Theory]
    [InlineData("报告 (终稿) #2 100%.pdf", "报告-终稿-2-100.pdf")]
    [InlineData("《办法》&说明.DOCX", "办法-说明.docx")]
    [InlineData("？？.txt", "file.txt")]
    [InlineData("a.b_c-d.zip", "a.b_c-d.zip")]
    public void An_address_holds_letters_digits_and_hyphens(string name, string expected) => Assert.Equal(expected, MediaName.ForPath(name));
}
