using GovPortal.Policies.Features;

namespace GovPortal.Modules.Tests.Policies;

public sealed class ValidityFactTests
{
    [Theory]
    [InlineData(null, "valid")]
    [InlineData("有效", "valid")]
    [InlineData("失效", "expired")]
    [InlineData("已废止", "repealed")]
    [InlineData("修改", "amended")]
    public void Validity_is_read_from_its_word(string? text, string expected) => Assert.Equal(expected, ValidityFact.StateOf(text));
}
