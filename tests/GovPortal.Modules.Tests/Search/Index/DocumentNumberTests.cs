using GovPortal.Search.Index;
using GovPortal.Search.Text;

namespace GovPortal.Modules.Tests.Search.Index;

public sealed class DocumentNumberTests
{
    [Theory]
    [InlineData("澄人社发〔2026〕3号")]
    [InlineData("澄人社发[2026]3号")]
    [InlineData("澄人社发(2026)3号")]
    [InlineData("澄人社发（2026）3号")]
    [InlineData("澄人社发【2026】03号")]
    [InlineData("澄人社发［２０２６］３号")]
    [InlineData("澄人社发2026年第3号")]
    [InlineData("澄人社发 2026 3")]
    [InlineData("澄人社發〔2026〕3號")]
    [InlineData("请问澄人社发〔2026〕3号文件在哪里")]
    public void A_document_number_is_the_same_in_every_way_of_writing_it(string asked)
    {
        var terms = DocumentNumber.Terms("澄人社发〔2026〕3号", null).ToHashSet();
        Assert.Contains(DocumentNumber.Asked(asked), a => a.IsWhole && terms.Contains(a.Term));
    }

    [Theory]
    [InlineData("澄人社发〔2026〕13号")]
    [InlineData("澄人社发〔2025〕3号")]
    [InlineData("澄人社规〔2026〕3号")]
    [InlineData("2026年3月")]
    [InlineData("2026 3")]
    [InlineData("事业单位2026年招聘3人")]
    public void Another_number_is_not_this_one(string asked)
    {
        var terms = DocumentNumber.Terms("澄人社发〔2026〕3号", null).ToHashSet();
        Assert.DoesNotContain(DocumentNumber.Asked(asked), a => a.IsWhole && terms.Contains(a.Term));
    }

    [Theory]
    [InlineData("CX012-0205-2026-00022")]
    [InlineData("cx012 0205 2026 00022")]
    [InlineData("ＣＸ０１２—０２０５—２０２６—０００２２")]
    [InlineData("索引号：CX012-0205-2026-00022")]
    public void An_index_number_is_the_same_in_any_width_and_spacing(string asked) =>
        Assert.Contains(DocumentNumber.Asked(asked), a => DocumentNumber.Terms(null, "CX012-0205-2026-00022").Contains(a.Term));

    [Theory]
    [InlineData("失業保險金", "失业保险金")]
    [InlineData("養老保險關係", "养老保险关系")]
    [InlineData("名著", "名著")]
    [InlineData("徵收", "征收")]
    public void Traditional_characters_are_read_as_simplified_ones(string written, string read) => Assert.Equal(read, Characters.Fold(written));
}
