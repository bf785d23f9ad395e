using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using GovPortal.Kernel.Results;
using GovPortal.Papers;
using GovPortal.Requests.Features;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using GovPortal.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Web.Tests.Requests.CaseOffice;

namespace GovPortal.Web.Tests.Requests;

/// <summary>Letters of a case: made, numbered, voided, served, from the standard text or from a template of the office's own.</summary>
[AnyEngine]
public sealed class LetterTests
{
    [Fact]
    public async Task The_office_makes_a_letter_voids_it_and_its_number_is_not_given_again()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var received = await bureau.ReceivedAsync();
        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin/Requests/Letters");
        await office.SubmitAsync("form[action*='handler=Words']", new() { [$"LetterPrefixes[{received.AgencyId}]"] = "示例人社" });
        Assert.Contains("文号规则已保存", office.Text, StringComparison.Ordinal);

        await office.GoAsync("/Admin/Requests/" + received.Id);
        Assert.Equal(["register", "receipt"], office.Page.QuerySelectorAll("select[name=Kind] option").Select(o => o.GetAttribute("value")));
        await office.SubmitAsync("form[action*='handler=Letter']", new() { ["Kind"] = "receipt" });
        Assert.Contains("示例人社公开回〔2026〕1号", office.Text, StringComparison.Ordinal);
        // A look at the page opens nothing; what it says comes by a post.
        Assert.DoesNotContain(Who, office.Text, StringComparison.Ordinal);
        await office.SubmitAsync("form[action*='handler=Show']");
        var shown = office.Page.QuerySelector(".rq-letter")!.TextContent;
        Assert.All(new[] { Who + "：", "示例人社公开回〔2026〕1号", "2026年12月18日", Matter, "2026年11月20日" }, t => Assert.Contains(t, shown, StringComparison.Ordinal));

        await office.SubmitAsync("form[action*='handler=Void']");
        Assert.Contains("请写明理由", office.Errors, StringComparison.Ordinal);
        await office.SubmitAsync("form[action*='handler=Void']", new() { ["Input.Reason"] = "收到之日写错" });
        Assert.Contains("已作废", office.Text, StringComparison.Ordinal);
        Assert.Null(office.Page.QuerySelector("form[action*='handler=Delivery']"));
        var again = await MakeAsync(bureau, received.Id, "receipt");
        Assert.Equal("示例人社公开回〔2026〕2号", again.NumberText);
        // Another kind has a row of its own, another year begins anew.
        Done(await app.Get<CorrectRequest>().AskAsync(new CaseRef(received.Id), "请补充", new DateOnly(2026, 12, 10), await bureau.ActorAsync("office"), default));
        Assert.Equal("示例人社公开补〔2026〕1号", (await MakeAsync(bureau, received.Id, "correction")).NumberText);
        app.Clock.Set("2027-01-05 02:00");
        Assert.Equal("示例人社公开回〔2027〕1号", (await MakeAsync(bureau, received.Id, "receipt")).NumberText);
        var kinds = (await bureau.EventsOfAsync(received.Id)).Select(e => e.Kind).Where(k => k.StartsWith("request.letter", StringComparison.Ordinal));
        Assert.Equal(["request.letter-made", "request.letter-opened", "request.letter-voided", "request.letter-made", "request.letter-made", "request.letter-made"], kinds);
    }

    [Fact]
    public async Task The_Word_file_holds_the_data_of_the_case()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var request = await bureau.ApprovedAsync();
        var letter = await MakeAsync(bureau, request.Id, "answer-granted");
        var opened = Bureau.Must(await app.Get<OpenLetter>().HandleAsync(request.Id, letter.Id, await bureau.ActorAsync("office"), default));
        Assert.Equal($"答复书（予以公开） {letter.NumberText}.docx", opened.FileName);
        using var document = WordprocessingDocument.Open(new MemoryStream(opened.Docx), isEditable: false);
        var lines = document.MainDocumentPart!.Document!.Body!.Elements<Paragraph>().Select(p => p.InnerText).ToList();
        Assert.Equal([bureau.Organisation.Agencies[0].Name, "政府信息公开申请答复书", letter.NumberText, Who + "："], lines.Take(4));
        Assert.All(new[] { Matter, Granted.Information }, t => Assert.Contains(t, lines));
        Assert.Contains(lines, l => l.Contains("60日内向本级人民政府申请行政复议", StringComparison.Ordinal));
        Assert.Equal("2026年11月20日", lines[^1]);
        // Encrypted where it lies, and in no step or event.
        var row = await app.QueryAsync(db => db.Set<RequestLetter>().AsNoTracking().SingleAsync(l => l.Id == letter.Id));
        Assert.False(row.Bytes.AsSpan().StartsWith("PK"u8));
        Assert.True(row.HoldsApplicant);
        var log = string.Concat((await bureau.EventsOfAsync(request.Id)).Select(e => e.Payload));
        Assert.DoesNotContain(Who, log, StringComparison.Ordinal);
        var early = await app.Get<MakeLetter>().HandleAsync(new CaseRef((await bureau.DraftedAsync()).Id), "answer-granted", await bureau.ActorAsync("office"), default);
        Assert.True(early.Has("request.letter-not-yet"));
        var stale = await app.Get<MakeLetter>().HandleAsync(new CaseRef(request.Id, 1), "receipt", await bureau.ActorAsync("office"), default);
        Assert.True(stale.Has("request.changed-by-other"));
    }

    [Fact]
    public async Task A_template_of_the_offices_own_changes_the_next_letter_and_not_the_one_before()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var (request, office) = (await bureau.ReceivedAsync(), await bureau.ActorAsync("office"));
        var (before, own) = (await MakeAsync(bureau, request.Id, "receipt"), Template("本局自己的回执，编号{{编号}}，致{{申请", "人}}。"));
        using var visitor = await bureau.SignedInAsync("office");
        await visitor.GoAsync("/Admin/Requests/Letters?kind=receipt");
        await visitor.SubmitAsync("form[action*='handler=Replace']", null, null, ("File", "本局回执.docx", own));
        Assert.Contains("模板已替换", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("本局回执.docx", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("测试office", visitor.Text, StringComparison.Ordinal);
        var after = await MakeAsync(bureau, request.Id, "receipt");
        Assert.Equal((0, 1), (before.TemplateVersion, after.TemplateVersion));
        Assert.Equal($"本局自己的回执，编号{after.NumberText}，致{Who}。", await TextAsync(bureau, after));
        Assert.Contains("登记回执", await TextAsync(bureau, before), StringComparison.Ordinal);
        // The same again changes nothing; back to the standard is a version, too.
        Assert.True((await app.Get<ChangeLetterTemplate>().ReplaceAsync("receipt", Sent("本局回执.docx", own), office, default)).Has("request.letter-template-same"));
        using var kept = await visitor.GetRawAsync("/Admin/Requests/Letters?handler=Docx&kind=receipt&version=1");
        Assert.Equal(["编号", "申请人"], PaperTemplate.Fields(await kept.Content.ReadAsByteArrayAsync()));
        await visitor.SubmitAsync("form[action*='handler=Reset']");
        Assert.Contains("已恢复标准文本", visitor.Text, StringComparison.Ordinal);
        Assert.Equal(0, (await MakeAsync(bureau, request.Id, "receipt")).TemplateVersion);
        var events = await app.QueryAsync(db => db.Set<Kernel.Events.PortalEvent>().Where(e => e.Kind == "request.letter-template-changed").Select(e => e.Payload).ToListAsync());
        Assert.Equal(2, events.Count);
        Assert.DoesNotContain("回执", string.Concat(events), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_template_is_refused_in_Chinese_and_nothing_changes()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        using var office = await bureau.SignedInAsync("office");
        var sound = Template("致{{申请人}}");
        (string Name, byte[] Bytes, string Said)[] refused =
        [
            ("模板.docm", sound, "宏"), ("模板.docx", WithMacro(sound), "宏"), ("模板.docx", sound[..(sound.Length / 2)], "内容与扩展名"), ("模板.docx", "不是文档"u8.ToArray(), "内容与扩展名"),
            ("模板.txt", "致{{申请人}}"u8.ToArray(), "这不是完好的 Word 文档"), ("模板.docx", Template("致{{申请仁}}"), "没有“申请仁”这个字段，相近的是“申请人”"), ("模板.docx", Template("致{{申请人"), "花括号"),
            ("模板.docx", new byte[ChangeLetterTemplate.MaxBytes + 1], "不超过2 MB"),
        ];
        foreach (var (name, bytes, said) in refused)
        {
            await office.GoAsync("/Admin/Requests/Letters?kind=receipt");
            await office.SubmitAsync("form[action*='handler=Replace']", null, null, ("File", name, bytes));
            Assert.Contains(said, office.Errors, StringComparison.Ordinal);
        }
        Assert.Equal(0, await app.QueryAsync(db => db.Set<LetterTemplate>().CountAsync()));
        Assert.Equal(0, await app.QueryAsync(db => db.Set<Kernel.Events.PortalEvent>().CountAsync(e => e.Kind == "request.letter-template-changed")));
    }

    [Fact]
    public async Task A_letter_is_served_in_several_attempts_and_by_being_read_on_the_site()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var receipt = await bureau.ApplyAsync();
        var id = (await bureau.CaseAsync(receipt.Code)).Id;
        var office = await bureau.ActorAsync("office");
        var letter = await MakeAsync(bureau, id, "receipt");
        var deliver = app.Get<DeliverLetter>();
        var wrong = await deliver.HandleAsync(id, letter.Id, new DeliveryInput("pigeon", new DateOnly(2026, 11, 19), false, "", "", ""), office, default);
        Assert.Equal(["request.delivery-way", "request.delivery-day", "request.delivery-note"], wrong.Failures.Select(f => f.Code));
        Assert.True((await deliver.HandleAsync(id, letter.Id, new DeliveryInput("post", new DateOnly(2026, 11, 20), true, "", "", ""), office, default)).Has("request.delivery-receiver"));
        Assert.True((await deliver.HandleAsync(id, (await MakeAsync(bureau, id, "register")).Id, new DeliveryInput("post", new DateOnly(2026, 11, 20), true, "某人", "", ""), office, default)).Has("request.letter-internal"));

        using var visitor = await bureau.SignedInAsync("office");
        await visitor.GoAsync($"/Admin/Requests/{id}/Letters/{letter.Id}");
        await visitor.SubmitAsync("form[action*='handler=Delivery']", new() { ["Input.Way"] = "post", ["Input.Result"] = "failed", ["Input.MailNumber"] = "XA12345678900", ["Input.Note"] = "地址不详退回" });
        Assert.Contains("XA12345678900", visitor.Text, StringComparison.Ordinal);
        await visitor.SubmitAsync("form[action*='handler=Delivery']", new() { ["Input.Way"] = "pick-up", ["Input.Result"] = "served", ["Input.Receiver"] = Who, ["Input.Note"] = "" });
        await visitor.GoAsync("/Admin/Requests/" + id);
        Assert.Contains("当面送达 · ", visitor.Text, StringComparison.Ordinal);
        var rows = await app.QueryAsync(db => db.Set<LetterDelivery>().AsNoTracking().Where(d => d.LetterId == letter.Id).OrderBy(d => d.Number).ToListAsync());
        Assert.Equal([(1, "post", false), (2, "pick-up", true)], rows.Select(r => (r.Number, r.Way, r.IsServed)));
        Assert.DoesNotContain(rows, r => r.Details.Contains(Who, StringComparison.Ordinal) || r.Details.Contains("XA123", StringComparison.Ordinal));

        // Who took it is not for those who may not see who applied.
        Assert.All((await ReadAsync(bureau, id, "leader")).Single(l => l.Id == letter.Id).Deliveries, d => Assert.Null(d.Details));
        Assert.Equal(["", Who], (await LettersAsync(bureau, id)).Single(l => l.Id == letter.Id).Deliveries.Select(d => d.Details!.Receiver));

        await AnswerAsync(bureau, id);
        var answer = (await LettersAsync(bureau, id)).Single(l => l.Kind.IsAnswer);
        Assert.False(answer.IsServed);
        using (await bureau.TrackAsync(receipt)) { }
        using (await bureau.TrackAsync(receipt)) { }
        var read = Assert.Single((await LettersAsync(bureau, id)).Single(l => l.Kind.IsAnswer).Deliveries);
        Assert.Equal(("online", new DateOnly(2026, 11, 20), true), (read.Way, read.On, read.IsServed));
    }

    [Fact]
    public async Task The_letters_that_name_an_applicant_are_erased_with_them()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var request = await bureau.DispatchedAsync();
        var office = await bureau.ActorAsync("office");
        Done(await app.Get<ConsultOthers>().AskThirdPartyAsync(new CaseRef(request.Id), "某公司", "合同金额", await bureau.ActorAsync("editor"), default));
        var (receipt, asked) = (await MakeAsync(bureau, request.Id, "receipt"), await MakeAsync(bureau, request.Id, "third-party"));
        Done(await app.Get<DeliverLetter>().HandleAsync(request.Id, receipt.Id, new DeliveryInput("pick-up", new DateOnly(2026, 11, 20), true, Who, "", ""), office, default));
        Done(await app.Get<EndRequest>().WithdrawAsync(new CaseRef(request.Id), "书面撤回", office, default));
        app.Clock.Set("2031-11-21 02:00");
        await app.SweepAsync();
        var letters = await LettersAsync(bureau, request.Id);
        Assert.True(letters.Single(l => l.Id == receipt.Id) is { IsErased: true, Deliveries: [{ Details: null }] });
        Assert.False(letters.Single(l => l.Id == asked.Id).IsErased);
        Assert.True((await app.Get<OpenLetter>().HandleAsync(request.Id, receipt.Id, office, default)).Has("request.file-gone"));
        Assert.True((await app.Get<MakeLetter>().HandleAsync(new CaseRef(request.Id), "withdrawn", office, default)).Has("request.applicant-gone"));
        Assert.Contains("某公司：", await TextAsync(bureau, asked), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_at_once_get_one_number_each_and_none_is_lost()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var cases = new List<DisclosureRequest>();
        for (var i = 0; i < 6; i++) cases.Add(await bureau.ReceivedAsync());
        var (make, office) = (app.Get<MakeLetter>(), await bureau.ActorAsync("office"));
        var made = await Task.WhenAll(cases.Select(c => Task.Run(() => make.HandleAsync(new CaseRef(c.Id), "receipt", office, default))));
        Assert.All(made, m => Assert.True(m.Succeeded));
        Assert.Equal([1, 2, 3, 4, 5, 6], await app.QueryAsync(db => db.Set<RequestLetter>().OrderBy(l => l.Number).Select(l => l.Number!.Value).ToListAsync()));
    }

    internal static async Task<Bureau> OpenAsync() => await Bureau.OpenAsync(await PortalApp.StartOpenedAsync());

    internal static async Task<LetterEntry> MakeAsync(Bureau bureau, string requestId, string kind, string by = "office")
    {
        var id = Bureau.Must(await bureau.App.Get<MakeLetter>().HandleAsync(new CaseRef(requestId), kind, await bureau.ActorAsync(by), default));
        return (await LettersAsync(bureau, requestId)).Single(l => l.Id == id);
    }

    internal static Task<IReadOnlyList<LetterEntry>> LettersAsync(Bureau bureau, string requestId) => ReadAsync(bureau, requestId, "office");

    private static async Task<IReadOnlyList<LetterEntry>> ReadAsync(Bureau bureau, string requestId, string by) =>
        Bureau.Must(await bureau.App.Get<ReadLetters>().HandleAsync(requestId, await bureau.ActorAsync(by), default)).Letters;

    /// <summary>Through section and leader to the answer, with its letter.</summary>
    internal static async Task AnswerAsync(Bureau bureau, string requestId)
    {
        var (app, office, which) = (bureau.App, await bureau.ActorAsync("office"), new CaseRef(requestId));
        Done(await app.Get<DispatchRequest>().HandleAsync(which, bureau.Section(), "", office, default));
        Done(await app.Get<DraftAnswer>().HandleAsync(which, Granted, [Sent("情况.txt", "一二三"u8.ToArray())], [], await bureau.ActorAsync("editor"), default));
        Done(await app.Get<DecideAnswer>().ApproveAsync(which, "", await bureau.ActorAsync("leader"), default));
        await MakeAsync(bureau, requestId, "answer-granted");
        Done(await app.Get<AnswerRequest>().HandleAsync(which, office, default));
    }

    internal static FormFile Sent(string name, byte[] bytes) => new(new MemoryStream(bytes), 0, bytes.Length, "files", name) { Headers = new HeaderDictionary() };

    private static async Task<string> TextAsync(Bureau bureau, LetterEntry letter)
    {
        var request = await bureau.App.QueryAsync(db => db.Set<RequestLetter>().Where(l => l.Id == letter.Id).Select(l => l.RequestId).SingleAsync());
        return PaperReader.PlainText(Bureau.Must(await bureau.App.Get<OpenLetter>().HandleAsync(request, letter.Id, await bureau.ActorAsync("office"), default)).Docx);
    }

    private static byte[] Template(params string[] runs)
    {
        using var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, DocumentFormat.OpenXml.WordprocessingDocumentType.Document))
        {
            document.AddMainDocumentPart().Document = new Document(new Body(new Paragraph(runs.Select(r => new Run(new Text(r))))));
        }
        return stream.ToArray();
    }

    private static byte[] WithMacro(byte[] docx)
    {
        using var stream = new MemoryStream();
        stream.Write(docx);
        using (var document = WordprocessingDocument.Open(stream, isEditable: true)) document.MainDocumentPart!.AddNewPart<VbaProjectPart>().FeedData(new MemoryStream([1]));
        return stream.ToArray();
    }
}
