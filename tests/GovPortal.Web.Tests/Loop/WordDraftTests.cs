using GovPortal.Kernel.Content;
using GovPortal.Papers;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Loop;

/// <summary>An editor begins an item with a Word document.</summary>
public sealed class WordDraftTests(SharedBureau shared)
{
    private readonly Bureau _bureau = shared.Bureau;

    private static byte[] Word(string title) => new Paper().Title(title).Text("各企业：").Text("补贴标准如下表。")
        .Table([1, 1], [[new PaperCell("类别", IsHead: true), new PaperCell("标准", IsHead: true)], [new PaperCell("合计 300 元", 2)]], head: 1).ToDocx();

    [Fact]
    public async Task Title_text_and_table_of_the_document_stand_in_the_editor()
    {
        using var editor = await _bureau.SignedInAsync("editor");
        await editor.GoAsync("/Admin/Content/Create");
        await editor.SubmitAsync("form[enctype]", new() { ["column"] = _bureau.Column("就业政策").Id, ["type"] = "Article" }, files: ("word", "通知.docx", Word("关于发放补贴的通知")));
        Assert.StartsWith("/Admin/Content/Edit/", editor.Url, StringComparison.Ordinal);
        Assert.Equal("关于发放补贴的通知", editor.Page.QuerySelector("[name='TitlePart.Title']")!.GetAttribute("value"));
        var html = editor.Page.QuerySelector("[name='HtmlBodyPart.Html']")!.TextContent;
        Assert.Contains("<p>各企业：</p><p>补贴标准如下表。</p>", html, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"col\" class=\"text-center\">标准</th>", html, StringComparison.Ordinal);
        Assert.Contains("<td colspan=\"2\">合计 300 元</td>", html, StringComparison.Ordinal);
        Assert.Contains("已从“通知.docx”带入标题和正文", editor.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("通知.doc", "Article", "请选择 .docx 文件")]
    [InlineData("通知.docx", "InspectionItem", "没有正文")]
    [InlineData("坏的.docx", "Article", "文件内容与扩展名不符")]
    public async Task What_cannot_be_read_is_told_at_the_field_and_leaves_nothing(string file, string type, string told)
    {
        var title = "不该留下的通知 " + type + file;
        using var editor = await _bureau.SignedInAsync("editor");
        await editor.GoAsync("/Admin/Content/Create");
        await editor.SubmitAsync("form[enctype]", new() { ["column"] = _bureau.Column("就业政策").Id, ["type"] = type }, files: ("word", file, file.StartsWith('坏') ? "不是文档"u8.ToArray() : Word(title)));
        Assert.Contains(told, editor.Errors, StringComparison.Ordinal);
        Assert.False(await _bureau.App.QueryAsync(db => db.Set<ContentVersion>().AnyAsync(v => v.DisplayText == title)));
    }

    [Fact]
    public async Task Without_a_document_the_empty_editor_opens_and_without_a_column_nothing_does()
    {
        using var editor = await _bureau.SignedInAsync("editor");
        await editor.GoAsync("/Admin/Content/Create");
        await editor.SubmitAsync("form[enctype]", new() { ["column"] = "", ["type"] = "Article" });
        Assert.Contains("请选择栏目", editor.Errors, StringComparison.Ordinal);
        await editor.SubmitAsync("form[enctype]", new() { ["column"] = _bureau.Column("就业政策").Id, ["type"] = "Article" });
        Assert.StartsWith("/Admin/Content/Edit?", editor.Url, StringComparison.Ordinal);
        using var stranger = await _bureau.SignedInAsync("stranger");
        await stranger.GoAsync("/Admin/Content/Create");
        await stranger.SubmitAsync("form[enctype]", new() { ["column"] = _bureau.Column("就业政策").Id, ["type"] = "Article" }, files: ("word", "通知.docx", Word("通知")));
        Assert.Equal(403, (int)stranger.Response.StatusCode);
    }
}
