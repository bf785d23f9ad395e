using GovPortal.Kernel.Content;
using GovPortal.Kernel.Publishing;

namespace GovPortal.Kernel.Tests.Publishing;

/// <summary>The hash a review stands on. The vector never changes: a changed hash would void every review there is.</summary>
public sealed class ManifestTests
{
    private static readonly MediaInfo Second = new("4item/b.pdf", "名单.pdf", "application/pdf", 3, new string('b', 64), "4item");
    private static readonly MediaInfo First = new("4item/a.pdf", "通知.pdf", "application/pdf", 2, new string('a', 64), "4item");

    private static string Hash(
        string data = """{"TitlePart":{"Title":"稳岗返还"},"N":{"Value":1.50}}""", string title = "稳岗返还", string type = "Article", string agency = "rsj",
        string? column = "tzgg", string? section = "office", params MediaInfo[] files) => Manifest.Hash(
            new ContentItemRow { Id = "4item", ContentType = type, AgencyId = agency, LatestVersionId = "4version", OwnerId = "u" },
            new ContentVersion { Id = "4version", ContentItemId = "4item", DisplayText = title, Data = data, AgencyId = agency, ColumnId = column, SectionId = section, Contributors = "u" },
            files);

    [Fact]
    public void The_canonical_form_is_the_documented_one()
    {
        const string canonical = "govportal-manifest/1\n"
            + """{"agency":"rsj","attachments":[{"path":"4item/a.pdf","sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}],"column":"tzgg","data":{"N":{"Value":1.50},"TitlePart":{"Title":"稳岗返还"}},"displayText":"稳岗返还","section":"office","type":"Article"}""";
        var expected = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(canonical)));
        Assert.Equal(expected, Hash(files: First));
        Assert.Equal("77cb0c9f8330087c5fc5181bb91c5295070b52f392320784a56337f34e53eea7", Hash(files: First));
    }

    [Fact]
    public void The_order_of_members_and_of_files_says_nothing()
    {
        Assert.Equal(Hash(), Hash("""{ "N": { "Value": 1.50 }, "TitlePart": { "Title": "稳岗返还" } }"""));
        Assert.Equal(Hash(files: [First, Second]), Hash(files: [Second, First]));
    }

    [Fact]
    public void Whatever_a_review_covers_changes_the_hash()
    {
        string[] hashes =
        [
            Hash(), Hash("""{"TitlePart":{"Title":"稳岗返回"},"N":{"Value":1.50}}"""), Hash("""{"TitlePart":{"Title":"稳岗返还"},"N":{"Value":1.5}}"""),
            Hash(title: "稳岗"), Hash(type: "Notice"), Hash(agency: "jyj"), Hash(column: "gfxwj"), Hash(column: null), Hash(section: "finance"), Hash(section: null),
            Hash(files: First), Hash(files: Second), Hash(files: First with { Sha256 = new string('c', 64) }), Hash(files: First with { Path = "4item/c.pdf" }),
        ];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Fact]
    public void A_files_name_and_length_are_told_by_its_bytes() => Assert.Equal(Hash(files: First), Hash(files: First with { FileName = "x", Length = 9 }));
}
