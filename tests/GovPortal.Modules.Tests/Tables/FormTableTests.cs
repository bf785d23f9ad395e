using GovPortal.Tables.Lists;

namespace GovPortal.Modules.Tests.Tables;

/// <summary>One entry as a form in Word: labels with values beside them.</summary>
public sealed class FormTableTests
{
    private static readonly ListField[] Fields =
    [
        new("title", "职权名称", ["职权名称", "事项名称"], IsTitle: true), new("code", "职权编码", ["职权编码", "编码"], IsKey: true),
        new("type", "职权类型", ["职权类型"]), new("basis", "实施依据", ["实施依据"]), new("phone", "监督电话", ["监督电话"]),
    ];

    [Fact]
    public async Task A_form_of_two_and_four_columns_is_one_entry_and_nothing_is_lost()
    {
        var list = await Read(TableFiles.Document(
        [
            ["行政权力登记表"],
            ["事项名称", "对用人单位的监督检查", "编码", "3600-07"],
            ["职权类型：", "行政检查", "经办人", "王某"],
            ["实施依据", "《劳动法》第八十五条"],
            ["监督电话", "0600-5550103"],
            ["备注：本表一式两份"],
        ]));
        var entry = Assert.Single(list.Entries);
        Assert.Equal("行政权力登记表", list.Title);
        Assert.Equal(
            [("title", "B2", "对用人单位的监督检查"), ("code", "D2", "3600-07"), ("type", "B3", "行政检查"), ("basis", "B4", "《劳动法》第八十五条"), ("phone", "B5", "0600-5550103")],
            entry.Cells.Select(c => (c.Key, c.Value.Address, c.Value.Text)));
        Assert.Equal(["C3", "D3", "A6"], list.Unused.Select(u => u.Address));
    }

    [Fact]
    public async Task Several_forms_in_a_document_are_several_entries()
    {
        string?[][] Form(string name, string code) => [["事项名称", name], ["编码", code], ["职权类型", "行政检查"]];
        var document = TableFiles.Documents([Form("检查一", "01"), Form("检查二", "02")]);
        Assert.Equal(["检查一 01", "检查二 02"], (await Read(document)).Entries.Select(e => $"{e.Cells["title"].Text} {e.Cells["code"].Text}"));
    }

    [Fact]
    public async Task A_list_stays_a_list()
    {
        var list = await Read(TableFiles.Document([["事项名称", "编码", "职权类型"], ["编码管理", "01", "检查"], ["监督电话", "02", "检查"], ["实施依据", "03", "检查"]]));
        Assert.Equal(["编码管理", "监督电话", "实施依据"], list.Entries.Select(e => e.Cells["title"].Text));
    }

    private static async Task<ReadList> Read(byte[] document)
    {
        var read = ListReader.Read((await TableFiles.Read(document, "t.docx")).Value!, Fields);
        Assert.Empty(read.Failures);
        return read.Value!;
    }
}
