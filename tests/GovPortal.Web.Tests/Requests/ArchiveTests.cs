using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Results;
using GovPortal.Papers;
using GovPortal.Requests.Features;
using GovPortal.Requests.Rules;
using GovPortal.Testing;
using static GovPortal.Web.Tests.Requests.CaseOffice;
using static GovPortal.Web.Tests.Requests.LetterTests;

namespace GovPortal.Web.Tests.Requests;

/// <summary>The archive of an ended case (R64), and who may do what with letters, templates and archives.</summary>
[AnyEngine]
public sealed class ArchiveTests(SharedBureau shared)
{
    private const string Everybody = "editor editor2 head stranger otherhead reviewer leader office publisher admin";

    [Fact]
    public async Task The_archive_of_a_case_holds_everything_in_order_with_its_hashes()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var receipt = await bureau.ApplyAsync();
        var id = (await bureau.CaseAsync(receipt.Code)).Id;
        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin/Requests/" + id);
        Assert.Null(office.Page.QuerySelector("form[action*='handler=Archive']"));
        Assert.True((await app.Get<ArchiveRequest>().HandleAsync(id, await bureau.ActorAsync("office"), default)).Has("request.not-ended"));
        var mistaken = await MakeAsync(bureau, id, "receipt");
        Done(await app.Get<VoidLetter>().HandleAsync(id, mistaken.Id, "写错", await bureau.ActorAsync("office"), default));
        await MakeAsync(bureau, id, "receipt");
        await AnswerAsync(bureau, id);
        using (await bureau.TrackAsync(receipt)) { }

        await office.GoAsync("/Admin/Requests/" + id);
        var token = office.Page.QuerySelector("form[action*='handler=Archive'] input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var sent = await office.PostRawAsync($"/Admin/Requests/{id}?handler=Archive", new FormUrlEncodedContent([new("__RequestVerificationToken", token)]));
        Assert.Equal(("application/zip", "公开申请〔2026〕第1号.zip"), (sent.Content.Headers.ContentType!.MediaType, sent.Content.Headers.ContentDisposition!.FileNameStar));
        var files = await FilesAsync(sent);
        string[] paths = ["目录.docx", "文书/01-登记回执 公开回〔2026〕1号（已作废）.docx", "文书/02-登记回执 公开回〔2026〕2号.docx", "文书/03-答复书（予以公开） 公开答〔2026〕1号.docx", "附件/01-情况.txt", "案件.json", "校验.txt"];
        Assert.Equal(paths, files.Select(f => f.Path));

        var sums = Encoding.UTF8.GetString(files[^1].Bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(files.SkipLast(1).Select(f => $"{Convert.ToHexStringLower(SHA256.HashData(f.Bytes))}  {f.Path}"), sums);
        var contents = PaperReader.PlainText(files[0].Bytes);
        Assert.All(paths.Skip(1).SkipLast(1), p => Assert.Contains(p, contents, StringComparison.Ordinal));
        Assert.Contains("没有办公软件", contents, StringComparison.Ordinal);
        Assert.Contains(Who, PaperReader.PlainText(files[3].Bytes), StringComparison.Ordinal);
        Assert.Equal("一二三"u8.ToArray(), files[4].Bytes);
        var told = JsonNode.Parse(files[5].Bytes)!;
        Assert.Equal("request.received", (string?)told["steps"]![0]!["kind"]);
        Assert.Contains(told["steps"]!.AsArray(), s => (string?)s!["kind"] == "request.answered" && ((string?)s["note"])!.Contains("办理结果：予以公开", StringComparison.Ordinal));
        Assert.NotEmpty(told["clocks"]!.AsArray().Single(c => (string?)c!["kind"] == "request-answer")!["working"]!.AsArray());
        Assert.Equal(["写错", null, null], told["letters"]!.AsArray().Select(l => (string?)l!["voidReason"]));
        Assert.Equal("网站送达", (string?)told["letters"]![2]!["deliveries"]![0]!["way"]);
        Assert.DoesNotContain(IdNumber, told.ToJsonString(), StringComparison.Ordinal);

        Assert.Equal("request.archived", (await bureau.EventsOfAsync(id))[^1].Kind);
        await office.GoAsync("/Admin/Requests?state=all");
        Assert.Contains("已归档", office.Page.QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list", "editor editor2 head leader office")]
    [InlineData("make-receipt", "office")]
    [InlineData("make-third-party", "editor editor2 head office")]
    [InlineData("open-receipt", "editor editor2 head office")]
    [InlineData("open-third-party", "editor editor2 head leader office")]
    [InlineData("void-receipt", "office")]
    [InlineData("void-third-party", "editor editor2 head office")]
    [InlineData("deliver-receipt", "office")]
    [InlineData("deliver-third-party", "editor editor2 head office")]
    [InlineData("archive", "office")]
    [InlineData("templates", "office")]
    [InlineData("open-template", "office")]
    [InlineData("replace-template", "office")]
    [InlineData("reset-template", "office")]
    public async Task The_table_of_roles_and_actions(string action, string may)
    {
        var bureau = shared.Bureau;
        var allowed = may.Split(' ');
        var request = action == "archive" ? await bureau.ApprovedAsync() : await bureau.DispatchedAsync();
        if (action == "archive") Done(await bureau.App.Get<AnswerRequest>().HandleAsync(new CaseRef(request.Id), await bureau.ActorAsync("office"), default));
        else Done(await bureau.App.Get<ConsultOthers>().AskThirdPartyAsync(new CaseRef(request.Id), "某公司", "意见", await bureau.ActorAsync("editor"), default));
        foreach (var who in Everybody.Split(' ')) Assert.True(allowed.Contains(who) != (await ActAsync(bureau, action, who, request.Id)).Has(Failure.NotAllowed), who);
    }

    private static async Task<Result> ActAsync(Bureau bureau, string action, string who, string id)
    {
        var (app, actor) = (bureau.App, await bureau.ActorAsync(who));
        var kind = action.EndsWith("third-party", StringComparison.Ordinal) ? LetterKinds.ThirdParty : "receipt";
        var letter = action is "archive" || action.Contains("template", StringComparison.Ordinal) ? "" : (await MakeAsync(bureau, id, kind)).Id;
        return action.Split('-')[0] switch
        {
            "list" => await app.Get<ReadLetters>().HandleAsync(id, actor, default),
            "make" => await app.Get<MakeLetter>().HandleAsync(new CaseRef(id), kind, actor, default),
            "open" when letter.Length > 0 => await app.Get<OpenLetter>().HandleAsync(id, letter, actor, default),
            "open" => await app.Get<LetterTemplates>().OpenAsync("receipt", null, actor, default),
            "void" => await app.Get<VoidLetter>().HandleAsync(id, letter, "写错", actor, default),
            "deliver" => await app.Get<DeliverLetter>().HandleAsync(id, letter, new DeliveryInput("fax", new DateOnly(2026, 11, 20), true, "", "", ""), actor, default),
            "archive" => await app.Get<ArchiveRequest>().HandleAsync(id, actor, default),
            "templates" => await app.Get<LetterTemplates>().ListAsync(actor, default),
            // Refused later than by right, so that the shared portal keeps its templates.
            "replace" => await app.Get<ChangeLetterTemplate>().ReplaceAsync("receipt", null, actor, default),
            "reset" => await app.Get<ChangeLetterTemplate>().ResetAsync("receipt", actor, default),
            _ => throw new ArgumentOutOfRangeException(nameof(action)),
        };
    }

    private static async Task<List<(string Path, byte[] Bytes)>> FilesAsync(HttpResponseMessage sent)
    {
        using var archive = new ZipArchive(await sent.Content.ReadAsStreamAsync(), ZipArchiveMode.Read);
        var files = new List<(string, byte[])>();
        foreach (var entry in archive.Entries)
        {
            using var bytes = new MemoryStream();
            await using (var content = await entry.OpenAsync()) await content.CopyToAsync(bytes);
            files.Add((entry.FullName, bytes.ToArray()));
        }
        return files;
    }
}
