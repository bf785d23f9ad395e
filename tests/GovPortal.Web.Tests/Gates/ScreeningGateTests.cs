using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Screening.Tests.Corpus;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Gates;

/// <summary>A leak planted anywhere stops publication; masked, it is gone from wherever the portal keeps things.</summary>
[AnyEngine]
public sealed class ScreeningGateTests(SharedBureau shared)
{
    private static readonly string Id = ResidentId("11010119900307451");
    private const string Mobile = "13876540921";
    private readonly Bureau _bureau = shared.Bureau;

    private static Piece[] Leak =>
    [
        new("领取人王小明，身份证号", Id, "。", "resident-id", ""), new("联系手机", Mobile, "，请核对。", "mobile", ""), new("以上名单公示五个工作日。"),
    ];

    private static CorpusDocument File(string container) => container switch
    {
        "docx" => WordFiles.Write(Leak, new Random(7)),
        "xlsx" => SheetFiles.Write(Leak, new Random(7)),
        "pptx" => SlideFiles.Write(Leak, new Random(7)),
        "txt" => TextFiles.Text(Leak, "txt-utf8", new UTF8Encoding(false)),
        "csv" => TextFiles.Csv(Leak, "csv-gb18030", Encoding.GetEncoding("GB18030")),
        "pdf" => PdfFiles.Write(Leak, new Random(7)),
        _ => new CorpusDocument("zip", "附件.zip", Package.Zip(("名单/名单.docx", WordFiles.Write(Leak, new Random(9)).Content), ("说明.txt", Encoding.UTF8.GetBytes("公示名单。"))), []),
    };

    [Theory]
    [InlineData("text")]
    [InlineData("docx")]
    [InlineData("xlsx")]
    [InlineData("pptx")]
    [InlineData("txt")]
    [InlineData("csv")]
    [InlineData("zip")]
    public async Task A_planted_leak_blocks_and_masked_it_is_nowhere(string container)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        var id = ContentIds.New();
        var data = bureau.Article("就业补贴发放名单公示");
        if (container == "text") data["HtmlBodyPart"]!["Html"] = $"<p>领取人王小明，身份证号{Id[..8]}<b>{Id[8..]}</b>，手机{Mobile}。</p>";
        else await AttachAsync(bureau, data, id, File(container));
        var leaking = Must(await bureau.DraftAsync(data, newId: id));
        Must(await bureau.SubmitAsync(leaking.VersionId));
        Must(await bureau.DecideAsync(leaking.VersionId, "section-head", "head"));
        Must(await bureau.DecideAsync(leaking.VersionId, "confidentiality", "reviewer"));
        var refused = await bureau.PublishAsync(leaking.VersionId);
        Assert.Equal(["screening.blocked"], refused.Failures.Select(f => f.Code).Distinct());
        Assert.DoesNotContain(refused.Failures, f => f.ToString().Contains(Id, StringComparison.Ordinal) || f.ToString().Contains(Mobile, StringComparison.Ordinal));

        // Back to the section: the next draft is masked on the page where it is submitted.
        Assert.Empty((await app.Get<RecallVersion>().HandleAsync(new RecallVersionCommand(leaking.VersionId), await bureau.ActorAsync("editor"), default)).Failures);
        var next = Must(await bureau.DraftAsync(data, itemId: id));
        using var editor = await bureau.SignedInAsync("editor");
        await editor.GoAsync($"/Admin/Reviews/Submit/{next.VersionId}");
        Assert.Contains("居民身份证号码", editor.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Id, editor.Page.Source.Text, StringComparison.Ordinal);
        await editor.SubmitAsync("form[data-guard]", new() { ["StripMetadata"] = "true" }, "mask");
        Assert.Contains("没有发现个人信息", editor.Text, StringComparison.Ordinal);
        await editor.CompleteFormAsync();
        Must(await bureau.DecideAsync(next.VersionId, "section-head", "head"));
        Must(await bureau.DecideAsync(next.VersionId, "confidentiality", "reviewer"));
        Must(await bureau.PublishAsync(next.VersionId));
        var purge = await app.Get<PurgeVersion>().HandleAsync(new PurgeVersionCommand(leaking.VersionId, "含个人信息"), await bureau.ActorAsync("admin"), default);
        Assert.True(purge.Succeeded, string.Join(", ", purge.Failures));
        await app.CatchUpAsync();

        var rows = await app.QueryAsync(db => db.Set<ContentVersion>().Where(v => v.ContentItemId == id).Select(v => v.Data + v.DisplayText).ToListAsync());
        var index = await app.QueryAsync(db => db.Set<Kernel.Indexing.ContentIndexRow>().Where(r => r.ContentItemId == id).Select(r => r.Title + r.Summary + r.Facts).ToListAsync());
        var events = await app.QueryAsync(db => db.Set<PortalEvent>().Select(e => e.Payload).ToListAsync());
        Assert.DoesNotContain(rows.Concat(index).Concat(events), t => t.Contains(Id, StringComparison.Ordinal) || t.Contains(Mobile, StringComparison.Ordinal));
        // Files of the store, of the search index and of the embedded database with its log; packages unpacked.
        foreach (var path in Directory.EnumerateFiles(app.DataPath, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            var bytes = await ReadAsync(path);
            foreach (var value in (string[])[Id, Mobile]) Assert.False(Holds(bytes, value), $"{container}: {Path.GetFileName(path)}");
        }
        using var citizen = app.Visitor();
        await citizen.GoAsync("/search?q=" + Mobile);
        Assert.DoesNotContain("就业补贴发放名单公示", citizen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pdf_blocks_and_is_left_to_its_author()
    {
        var id = ContentIds.New();
        var data = _bureau.Article("扫描件公示");
        await AttachAsync(_bureau, data, id, File("pdf"));
        var draft = Must(await _bureau.DraftAsync(data, newId: id));
        using var editor = await _bureau.SignedInAsync("editor");
        await editor.GoAsync($"/Admin/Reviews/Submit/{draft.VersionId}");
        await editor.SubmitAsync("form[data-guard]", [], "mask");
        Assert.Contains("PDF", editor.Text, StringComparison.Ordinal);
        Assert.Contains("居民身份证号码", editor.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pdf_that_was_approved_is_refused_at_publication()
    {
        var id = ContentIds.New();
        var data = _bureau.Article("含个人信息的扫描件");
        await AttachAsync(_bureau, data, id, File("pdf"));
        var draft = Must(await _bureau.DraftAsync(data, newId: id));
        Must(await _bureau.SubmitAsync(draft.VersionId));
        Must(await _bureau.DecideAsync(draft.VersionId, "section-head", "head"));
        Must(await _bureau.DecideAsync(draft.VersionId, "confidentiality", "reviewer"));
        var refused = await _bureau.PublishAsync(draft.VersionId);
        Assert.Equal(["screening.blocked"], refused.Failures.Select(f => f.Code).Distinct());
        Assert.DoesNotContain(refused.Failures, f => f.ToString().Contains(Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_confidentiality_reviewer_gives_a_reason_that_stays_on_the_form()
    {
        var title = "依法公示的失信名单";
        var draft = Must(await _bureau.DraftAsync(_bureau.Article(title, $"<p>被执行人张某，身份证号{Id}，依法公示。</p>")));
        Must(await _bureau.SubmitAsync(draft.VersionId));
        Must(await _bureau.DecideAsync(draft.VersionId, "section-head", "head"));
        using var reviewer = await _bureau.SignedInAsync("reviewer");
        await reviewer.GoAsync($"/Admin/Reviews/{draft.VersionId}");
        Assert.Contains("居民身份证号码", reviewer.Text, StringComparison.Ordinal);
        await reviewer.SubmitAsync("form:has([name=ManifestHash])", [], "approve");
        Assert.Contains("请写明准予公开的理由", reviewer.Text, StringComparison.Ordinal);
        await reviewer.SubmitAsync("form:has([name=ManifestHash])", new() { ["OverrideReason"] = "司法解释规定应当公布身份信息" }, "approve");
        Assert.StartsWith("/Admin/Reviews", reviewer.Url, StringComparison.Ordinal);
        Assert.Contains("审查全部通过，已进入待发布", reviewer.Text, StringComparison.Ordinal);
        Must(await _bureau.PublishAsync(draft.VersionId));
        Assert.Contains("司法解释规定应当公布身份信息", (await reviewer.GoAsync($"/Admin/Reviews/Form/{draft.VersionId}")).Text, StringComparison.Ordinal);
        Assert.True(await _bureau.App.QueryAsync(db => db.Set<PortalEvent>().AnyAsync(e => e.Kind == "screening.overridden" && e.VersionId == draft.VersionId)));
    }

    [Fact]
    public async Task A_reason_goes_with_the_approval_it_was_given_for()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        using var admin = await app.Visitor().SignInAsync("admin", PortalApp.AdminPassword);
        await admin.GoAsync("/Admin/Routes/Edit/default");
        await admin.SubmitAsync("form[data-guard]", buttonValue: "add");
        await admin.SubmitAsync("form[data-guard]", new() { ["Input.Steps[2].Title"] = "分管领导审签", ["Input.Steps[2].Kind"] = "leader", ["Input.Steps[2].Role"] = "DeputyLeader" }, "save");
        Assert.Equal("/Admin/Routes", admin.Url);
        var draft = Must(await bureau.DraftAsync(bureau.Article("理由随审查意见失效", $"<p>身份证号{Id}</p>")));
        Must(await bureau.SubmitAsync(draft.VersionId));
        Must(await bureau.DecideAsync(draft.VersionId, "section-head", "head"));
        using var reviewer = await bureau.SignedInAsync("reviewer");
        await reviewer.GoAsync($"/Admin/Reviews/{draft.VersionId}");
        await reviewer.SubmitAsync("form:has([name=ManifestHash])", new() { ["OverrideReason"] = "依法公示" }, "approve");
        using var leader = await bureau.SignedInAsync("leader");
        await leader.GoAsync($"/Admin/Reviews/{draft.VersionId}");
        await leader.SubmitAsync("form:has([name=ManifestHash])", new() { ["Comment"] = "请重新核对", ["ReturnTo"] = "confidentiality" }, "return");
        app.Clock.Set("2026-11-20 11:00");
        Must(await bureau.DecideAsync(draft.VersionId, "confidentiality", "reviewer"));
        var step = await app.QueryAsync(db => db.Set<ContentVersion>().Where(v => v.Id == draft.VersionId).Select(v => v.Route).SingleAsync());
        Must(await bureau.DecideAsync(draft.VersionId, ReviewRoute.Parse(step).Steps[2].Name, "leader"));
        Assert.Equal("screening.blocked", (await bureau.PublishAsync(draft.VersionId)).Failures.Single().Code);
    }

    [Fact]
    public async Task A_word_that_is_added_after_the_approval_still_blocks()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        var approved = await bureau.ApprovedAsync(bureau.Article("含有内部代号的信息", "<p>启明工程进展顺利。</p>"));
        using var admin = await app.Visitor().SignInAsync("admin", PortalApp.AdminPassword);
        await admin.GoAsync("/Admin/Screening");
        await admin.SubmitAsync("form[data-guard]", new() { ["BlockingWords"] = "启明工程\n\n 启明工程 " });
        Assert.Contains("启明工程", admin.Page.Source.Text, StringComparison.Ordinal);
        Assert.Equal("screening.blocked", (await bureau.PublishAsync(approved.VersionId)).Failures.Single().Code);
        using var editor = await bureau.SignedInAsync("editor");
        Assert.Equal(403, (int)(await editor.GoAsync("/Admin/Screening")).Response.StatusCode);
    }

    [Fact]
    public async Task What_looks_like_a_number_of_a_person_but_is_none_passes()
    {
        var html = "<p>文号：澄人社发〔2026〕16号；索引号：113500000042568-0401-2026-00012；项目编码2026-350200-04-01-123456；统一社会信用代码91350100M000100Y43；"
            + "金额 1384000123456.00 元；2026年11月20日13时80分前；咨询电话 12333。</p>";
        var approved = await _bureau.ApprovedAsync(_bureau.Article("不应误报的公告", html));
        Must(await _bureau.PublishAsync(approved.VersionId));
    }

    private static async Task AttachAsync(Bureau bureau, JsonObject data, string id, CorpusDocument file)
    {
        var info = await bureau.AttachAsync(id, file.Name, file.Content);
        data["Article"] = new JsonObject { ["Attachments"] = new JsonObject { ["Paths"] = new JsonArray(info.Path), ["MediaTexts"] = new JsonArray("名单") } };
    }

    private static async Task<byte[]> ReadAsync(string path)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }

    private static bool Holds(byte[] bytes, string value)
    {
        foreach (var encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode]) if (bytes.AsSpan().IndexOf(encoding.GetBytes(value)) >= 0) return true;
        if (!bytes.AsSpan().StartsWith("PK\u0003\u0004"u8)) return false;
        using var zip = new ZipArchive(new MemoryStream(bytes));
        foreach (var entry in zip.Entries)
        {
            using var content = entry.Open();
            using var copy = new MemoryStream();
            content.CopyTo(copy);
            if (Holds(copy.ToArray(), value)) return true;
        }
        return false;
    }

    /// <summary>The first 17 digits with their check character (GB 11643).</summary>
    private static string ResidentId(string first)
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return first + "10X98765432"[first.Select((c, i) => (c - '0') * weights[i]).Sum() % 11];
    }
}
