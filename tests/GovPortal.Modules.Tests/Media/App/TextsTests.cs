using GovPortal.Media;
using GovPortal.Kernel.Text;

namespace GovPortal.Modules.Tests.Media.App;

public sealed class TextsTests
{
    [Fact]
    public void Every_refusal_has_a_chinese_and_an_english_text()
    {
        var texts = new Texts([new TextSource(typeof(MediaModule).Assembly)]);
        foreach (var code in (string[])["too-large", "empty", "kind-not-allowed", "content-mismatch", "macro", "archive-unsafe", "name-invalid"])
        {
            Assert.True(texts.Has("media." + code, "zh"), code);
            Assert.True(texts.Has("media." + code, "en"), code);
        }
    }
}
