using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Gates;

/// <summary>The 信息发布审查表: completed with the submission, signed by the reviews, printed, never changed.</summary>
public sealed class ReviewFormTests(SharedBureau shared)
{
    private readonly Bureau _bureau = shared.Bureau;

    [Fact]
    public async Task An_incomplete_form_is_refused_with_every_reason_and_nothing_changes()
    {
        var draft = Must(await _bureau.DraftAsync(_bureau.Article("没有填完审查表")));
        using var editor = await _bureau.SignedInAsync("editor");
        await editor.GoAsync($"/Admin/Reviews/Submit/{draft.VersionId}");
        await editor.SubmitAsync("form[data-guard]", new() { ["Form.Channels"] = " ", ["Form.PersonalData"] = "lawful" });
        Assert.Contains("请确认已核对不含国家秘密", editor.Text, StringComparison.Ordinal);
        Assert.Contains("请填写拟公开方式", editor.Text, StringComparison.Ordinal);
        Assert.Contains("请写明依据或情况说明", editor.Text, StringComparison.Ordinal);
        Assert.Contains("请选择一项", editor.Text, StringComparison.Ordinal);
        Assert.Equal(VersionState.Draft, await StateAsync(draft.VersionId));
        Assert.False(await _bureau.App.QueryAsync(db => db.Set<ReviewForm>().AnyAsync(f => f.VersionId == draft.VersionId)));
    }

    [Fact]
    public async Task The_form_is_signed_step_by_step_and_comes_as_a_valid_Word_file()
    {
        var title = "按程序审查的补贴公告";
        var draft = Must(await _bureau.DraftAsync(_bureau.Article(title)));
        using var editor = await _bureau.SignedInAsync("editor");
        await editor.GoAsync($"/Admin/Reviews/Submit/{draft.VersionId}");
        await editor.CompleteFormAsync();
        Assert.StartsWith("/Admin/Content/Item/", editor.Url, StringComparison.Ordinal);
        Must(await _bureau.DecideAsync(draft.VersionId, "section-head", "head", comment: "内容属实"));
        var url = $"/Admin/Reviews/Form/{draft.VersionId}";
        Assert.Contains("同意。内容属实", (await editor.GoAsync(url)).Text, StringComparison.Ordinal);
        Assert.Contains("签名：　　　　　　　　年", editor.Text, StringComparison.Ordinal);
        Must(await _bureau.DecideAsync(draft.VersionId, "confidentiality", "reviewer"));

        using var file = new MemoryStream(await (await editor.GetRawAsync(url + "?handler=Docx")).Content.ReadAsByteArrayAsync());
        using var document = WordprocessingDocument.Open(file, isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(document).Select(e => e.Description));
        var words = document.MainDocumentPart!.Document!.Body!.InnerText;
        foreach (var expected in (string[])["信息发布审查表", title, "就业服务中心", "测试editor", "测试head", "测试reviewer", "不含个人信息"])
        {
            Assert.Contains(expected, words, StringComparison.Ordinal);
        }
        using var stranger = await _bureau.SignedInAsync("stranger");
        Assert.Equal(404, (int)(await stranger.GoAsync(url)).Response.StatusCode);
    }

    [Fact]
    public async Task Each_version_has_its_own_form_and_without_one_nothing_goes_online()
    {
        var approved = await _bureau.ApprovedAsync(_bureau.Article("审查表被拿走"));
        await _bureau.App.QueryAsync(db => db.Set<ReviewForm>().Where(f => f.VersionId == approved.VersionId).ExecuteDeleteAsync());
        Assert.Contains((await _bureau.PublishAsync(approved.VersionId)).Failures, f => f.Code == "publish.form-missing");

        var first = await _bureau.PublishedAsync(_bureau.Article("先后两版"));
        await _bureau.ApprovedAsync(_bureau.Article("先后两版", "<p>第二版。</p>"), first.ContentItemId);
        Assert.Equal(2, await _bureau.App.QueryAsync(db => db.Set<ReviewForm>().CountAsync(f => f.ContentItemId == first.ContentItemId)));
    }

    [Fact]
    public async Task The_month_is_summed_up_with_nil_returns()
    {
        await _bureau.ApprovedAsync(_bureau.Article("列入汇总的信息"));
        using var office = await _bureau.SignedInAsync("office");
        await office.GoAsync("/Admin/Reviews/Summary");
        Assert.Contains("列入汇总的信息", office.Text, StringComparison.Ordinal);
        Assert.Contains("零报告", office.Text, StringComparison.Ordinal);
        await office.GoAsync("/Admin/Reviews/Summary?month=2020-01");
        Assert.Contains("2020年1月", office.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("列入汇总的信息", office.Text, StringComparison.Ordinal);
        using var file = new MemoryStream(await (await office.GetRawAsync("/Admin/Reviews/Summary?handler=Docx&month=2020-01")).Content.ReadAsByteArrayAsync());
        using var document = WordprocessingDocument.Open(file, isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(document).Select(e => e.Description));
        Assert.Contains("就业服务中心", document.MainDocumentPart!.Document!.Body!.InnerText, StringComparison.Ordinal);
        using var editor = await _bureau.SignedInAsync("editor");
        Assert.Equal(403, (int)(await editor.GoAsync("/Admin/Reviews/Summary")).Response.StatusCode);
    }

    private Task<VersionState> StateAsync(string versionId) =>
        _bureau.App.QueryAsync(db => db.Set<ContentVersion>().Where(v => v.Id == versionId).Select(v => v.State).SingleAsync());
}
