using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Policies.Features;
using GovPortal.Requests.Features;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Web.Tests.Requests.CaseOffice;

namespace GovPortal.Web.Tests.Requests;

/// <summary>The annual report writes itself: reviews and suits, corrections beside the figures, six sections, and a gate that lets only true figures pass.</summary>
public sealed class AnnualReportTests
{
    [Fact]
    public async Task Reviews_and_suits_are_entered_at_the_case_and_counted_in_table_four()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        app.Clock.Set("2026-11-23 02:00");
        var given = await bureau.ApprovedAsync();
        Done(await app.Get<AnswerRequest>().HandleAsync(new CaseRef(given.Id), await bureau.ActorAsync("office"), default));

        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin/Requests/" + given.Id);
        await office.SubmitAsync("form[action*='handler=Contest']", new() { ["Contest.Kind"] = "suit-after-review", ["Contest.Where"] = "澄溪县人民法院（2026）行初1号", ["Contest.FiledOn"] = "2026-11-23" });
        Assert.Contains("没有登记已审结的行政复议", office.Text, StringComparison.Ordinal);
        await office.GoAsync("/Admin/Requests/" + given.Id);
        await office.SubmitAsync("form[action*='handler=Contest']", new() { ["Contest.Kind"] = "review", ["Contest.Where"] = "澄溪县人民政府 澄政复〔2026〕9号", ["Contest.FiledOn"] = "2026-11-23" });
        Assert.Contains("尚未审结", office.Text, StringComparison.Ordinal);

        var contests = app.Get<ContestRequest>();
        var contest = Assert.Single(await contests.OfAsync(given.Id, default));
        Assert.Equal("澄溪县人民政府 澄政复〔2026〕9号", contest.Where);
        Assert.DoesNotContain("澄政复", contest.Contest.Where, StringComparison.Ordinal);
        Assert.Equal((1m, 0m), await FiguresAsync("review.pending", "review.upheld"));

        app.Clock.Set("2027-01-20 02:00");
        var actor = await bureau.ActorAsync("office");
        Assert.True((await contests.DecideAsync(given.Id, contest.Contest.Id, "upheld", new DateOnly(2026, 11, 1), "", actor, default)).Has("request.day-invalid"));
        Done(await contests.DecideAsync(given.Id, contest.Contest.Id, "upheld", new DateOnly(2027, 1, 15), "", actor, default));
        // Pending at the end of 2026, decided in 2027.
        Assert.Equal((1m, 0m), await FiguresAsync("review.pending", "review.upheld"));
        Assert.Equal((0m, 1m), await FiguresAsync("review.pending", "review.upheld", 2027));
        using var later = await bureau.SignedInAsync("office");
        await later.GoAsync("/Admin/Requests/Annual?year=2026&figure=review.pending");
        Assert.Contains($"/Admin/Requests/{given.Id}", later.Page.QuerySelectorAll("#behind a").Select(a => a.GetAttribute("href")));
        // A wrong entry is taken back, and counted nowhere.
        Done(await contests.TakeBackAsync(given.Id, contest.Contest.Id, "登记错了案件", actor, default));
        Assert.Equal((0m, 0m), await FiguresAsync("review.pending", "review.upheld", 2027));
        Assert.All(await bureau.EventsOfAsync(given.Id), e => Assert.DoesNotContain("澄政复", JsonSerializer.Serialize(e), StringComparison.Ordinal));

        async Task<(decimal, decimal)> FiguresAsync(string one, string two, int year = 2026)
        {
            var figures = Bureau.Must(await app.Get<ReadAnnualTable>().HandleAsync(null, year, await bureau.ActorAsync("office"), default)).Figures;
            return (figures[one], figures[two]);
        }
    }

    [Fact]
    public async Task A_figure_is_corrected_beside_what_was_counted_with_a_reason_and_taken_back()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        app.Clock.Set("2026-11-23 02:00");
        await bureau.ReceivedAsync();
        var agency = bureau.Organisation.Agencies[0].Id;
        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin/Requests/Annual?year=2026&figure=new.natural-person");
        await office.SubmitAsync("form.rq-change", new() { ["Input.Delta"] = "2", ["Input.Reason"] = "启用系统前收到的两件纸质申请" });
        await office.GoAsync("/Admin/Requests/Annual?year=2026&figure=new.natural-person");
        Assert.Contains("计数 1，调整 +2，报告数 3。", office.Text, StringComparison.Ordinal);
        Assert.Contains("项关系不成立", office.Text, StringComparison.Ordinal);

        var (change, actor) = (app.Get<ChangeFigure>(), await bureau.ActorAsync("office"));
        foreach (var (cell, delta, reason, code) in new (string, decimal?, string, string)[]
        {
            ("new", 1, "合计不能调整", "annual.figure"), ("new.nobody", 1, "没有这一类", "annual.figure"), ("licences", 0, "零", "annual.delta"), ("licences", 1.5m, "半件", "annual.delta"),
            ("charges", 1.234m, "三位小数", "annual.delta-money"), ("licences", -1, "小于零", "annual.below-zero"), ("licences", 1, "", "request.reason-required"), ("licences", null, "没有数", "annual.delta"),
        })
        {
            Assert.True((await change.HandleAsync(agency, 2026, cell, delta, reason, actor, default)).Has(code), code + cell);
        }
        Assert.True((await change.HandleAsync(agency, 2027, "licences", 1, "明年", actor, default)).Has("annual.year"));
        foreach (var who in "editor head stranger reviewer leader publisher admin".Split(' '))
        {
            Assert.True((await change.HandleAsync(agency, 2026, "licences", 1, "理由", await bureau.ActorAsync(who), default)).Has(Failure.NotAllowed), who);
        }
        Done(await change.HandleAsync(agency, 2026, "charges", 3.25m, "非税系统数据", actor, default));

        var made = (await change.OfAsync([agency], 2026, default)).Single(c => c.Change.Cell == "new.natural-person");
        Done(await change.TakeBackAsync(made.Change.Id, actor, default));
        Assert.True((await change.TakeBackAsync(made.Change.Id, actor, default)).Has("annual.change-unknown"));
        await office.GoAsync("/Admin/Requests/Annual?year=2026");
        Assert.Contains("13项关系全部成立", office.Text, StringComparison.Ordinal);
        Assert.Contains("启用系统前收到的两件纸质申请", office.Text, StringComparison.Ordinal);

        using var json = await office.GetRawAsync("/Admin/Requests/Annual?year=2026&handler=Json");
        var figures = JsonNode.Parse(await json.Content.ReadAsStringAsync())!["figures"]!;
        Assert.Equal((0m, 3.25m, 3.25m), ((decimal)figures["charges"]!["counted"]!, (decimal)figures["charges"]!["changed"]!, (decimal)figures["charges"]!["value"]!));
        Assert.Equal((1m, 0m, 1m), ((decimal)figures["new.natural-person"]!["counted"]!, (decimal)figures["new.natural-person"]!["changed"]!, (decimal)figures["new.natural-person"]!["value"]!));
    }

    [Fact]
    public async Task The_report_is_written_from_the_figures_and_goes_to_its_review_only_with_them()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        app.Clock.Set("2026-11-23 02:00");
        var given = await bureau.ApprovedAsync();
        var (agency, actor) = (bureau.Organisation.Agencies[0].Id, await bureau.ActorAsync("office"));
        Done(await app.Get<AnswerRequest>().HandleAsync(new CaseRef(given.Id), actor, default));
        var make = app.Get<MakeAnnualReport>();
        var column = bureau.Column("年度报告");
        Assert.True((await make.HandleAsync(agency, false, 2026, column.Id, "office", actor, default)).Has("annual.year-running"));

        app.Clock.Set("2027-01-08 02:00");
        foreach (var who in "editor head stranger reviewer leader publisher admin".Split(' '))
        {
            Assert.True((await make.HandleAsync(agency, false, 2026, column.Id, "office", await bureau.ActorAsync(who), default)).Has(Failure.NotAllowed), who);
        }
        var section = bureau.Organisation.Sections.First(s => s.Name == "办公室").Id;
        var made = Bureau.Must(await make.HandleAsync(agency, false, 2026, column.Id, section, actor, default));
        var html = await HtmlAsync(app, made.ContentItemId);
        foreach (var heading in new[] { AnnualText.Overall, "二、主动公开政府信息情况", AnnualTable.Title, "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项" }) Assert.Contains($"<h2>{heading}</h2>", html, StringComparison.Ordinal);
        Assert.Contains("新收政府信息公开申请1件，比上年增加1件", html, StringComparison.Ordinal);

        // Not filled in, then with a figure written over: refused at the field, in words.
        Assert.Equal(["annual.not-filled"], await RefusedAsync(html));
        var filled = System.Text.RegularExpressions.Regex.Replace(html, "（请填写：[^）]*）", "已写明。");
        var forged = filled.Replace("<th scope=\"row\">（一）予以公开</th><td>1</td>", "<th scope=\"row\">（一）予以公开</th><td>7</td>", StringComparison.Ordinal);
        Assert.NotEqual(filled, forged);
        Assert.Equal(["annual.table-cell"], await RefusedAsync(forged));
        Assert.Equal(["annual.table-missing"], await RefusedAsync(filled.Replace("<h2>二、主动公开政府信息情况</h2>", "<h2>二、其他</h2>", StringComparison.Ordinal)));

        // A correction that breaks what has to be equal; and the report no longer says what is counted.
        var change = app.Get<ChangeFigure>();
        Done(await change.HandleAsync(agency, 2026, "new.business", 1, "一件纸质申请漏登", actor, default));
        Assert.Equal(["annual.stale", "annual.relation", "annual.relation"], await RefusedAsync(filled));
        Done(await change.HandleAsync(agency, 2026, "granted.business", 1, "漏登的一件已答复", actor, default));
        Assert.Equal(["annual.stale"], await RefusedAsync(filled));

        // Its tables are written anew, the words of its editors stay.
        var again = Bureau.Must(await make.HandleAsync(agency, false, 2026, null, null, actor, default));
        Assert.Equal(made.ContentItemId, again.ContentItemId);
        html = await HtmlAsync(app, made.ContentItemId);
        Assert.Contains("已写明。", html, StringComparison.Ordinal);
        Assert.DoesNotContain(AnnualText.ToFill, html, StringComparison.Ordinal);
        Assert.Empty(await RefusedAsync(html));
        // The next year is handed what this report carried on.
        Assert.All(Bureau.Must(await app.Get<ReadAnnualTable>().HandleAsync(agency, 2027, actor, default)).Relations, r => Assert.True(r.Holds, r.Title));

        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin/Requests/Annual?year=2026");
        Assert.NotNull(office.Page.QuerySelector($"a[href='/Admin/Content/Item/{made.ContentItemId}']"));
        using var word = await office.GetRawAsync("/Admin/Requests/Annual?year=2026&handler=Docx");
        Assert.Equal(HttpStatusCode.OK, word.StatusCode);
        using var document = WordprocessingDocument.Open(await word.Content.ReadAsStreamAsync(), isEditable: false);
        var tables = document.MainDocumentPart!.Document!.Body!.Elements<Table>().Select(t => t.Elements<TableRow>().Select(r => r.Elements<DocumentFormat.OpenXml.Wordprocessing.TableCell>().Select(c => c.InnerText.Trim()).ToList()).ToList()).ToList();
        var view = Bureau.Must(await app.Get<ReadAnnualTable>().HandleAsync(agency, 2026, actor, default));
        Assert.Equal(view.Tables.Select(t => t.Rows.Select(r => r.Select(c => c.Text).ToList()).ToList()), tables.Skip(1));
        Assert.Contains(document.MainDocumentPart.Document.Body.Elements<Paragraph>(), p => p.InnerText.EndsWith("已写明。", StringComparison.Ordinal));
        Assert.Equal(["2025年", "2026年"], [.. Assert.Single(document.MainDocumentPart.ChartParts).ChartSpace!.Descendants<DocumentFormat.OpenXml.Drawing.Charts.SeriesText>().Select(t => t.InnerText)]);
        Assert.Empty(new DocumentFormat.OpenXml.Validation.OpenXmlValidator().Validate(document).Select(e => e.Description));
        using var sheets = await office.GetRawAsync("/Admin/Requests/Annual?year=2026&handler=Xlsx");
        using var workbook = SpreadsheetDocument.Open(await sheets.Content.ReadAsStreamAsync(), isEditable: false);
        Assert.Equal(["2026年表二", "2026年表三", "2026年表四"], workbook.WorkbookPart!.Workbook!.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>().Select(s => s.Name!.Value));

        async Task<IReadOnlyList<string>> RefusedAsync(string body)
        {
            var data = JsonNode.Parse(await app.QueryAsync(db => LatestOf(db, made.ContentItemId).Select(v => v.Data).SingleAsync()))!.AsObject();
            data["HtmlBodyPart"] = new JsonObject { ["Html"] = body };
            var saved = Bureau.Must(await app.Get<SaveDraft>().HandleAsync(new SaveDraftCommand(made.ContentItemId, MakeAnnualReport.ContentType, data), actor, default));
            var submitted = await app.Get<SubmitVersion>().HandleAsync(new SubmitVersionCommand(saved.VersionId, Bureau.Form), actor, default);
            return [.. submitted.Failures.Select(f => f.Code)];
        }
    }

    [Fact]
    public async Task Normative_documents_made_and_repealed_are_counted_and_listed()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        app.Clock.Set("2027-03-01 02:00");
        var (old, young) = (await PublishedAsync("旧的规范性文件", "2026-08-07"), await PublishedAsync("新的规范性文件", "2027-02-10"));
        var office = await bureau.ActorAsync("office");
        Done(await app.Get<ChangeValidity>().HandleAsync(new ChangeValidityCommand(old, "repealed", new DateOnly(2027, 2, 20), null, "由新的文件代替"), office, default));

        Assert.Equal((1m, 0m, 1m), await FiguresAsync(2026));
        Assert.Equal((1m, 1m, 1m), await FiguresAsync(2027));
        using var reader = await bureau.SignedInAsync("office");
        await reader.GoAsync("/Admin/Requests/Annual?year=2027&figure=documents.repealed");
        Assert.Equal(["/Admin/Content/Item/" + old], reader.Page.QuerySelectorAll("#behind td a").Select(a => a.GetAttribute("href")));
        await reader.GoAsync("/Admin/Requests/Annual?year=2027&figure=documents.valid");
        Assert.Equal(["/Admin/Content/Item/" + young], reader.Page.QuerySelectorAll("#behind td a").Select(a => a.GetAttribute("href")));

        async Task<(decimal, decimal, decimal)> FiguresAsync(int year)
        {
            var figures = Bureau.Must(await app.Get<ReadAnnualTable>().HandleAsync(null, year, office, default)).Figures;
            return (figures["documents.made"], figures["documents.repealed"], figures["documents.valid"]);
        }

        async Task<string> PublishedAsync(string title, string formedOn)
        {
            var item = ContentItemJson.PartsOf((JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(Bureau.Fixture(Path.Combine("golden", "items", "NormativeDocument.json"))))!);
            item.Remove("AutoroutePart");
            item["TitlePart"]!["Title"] = title;
            item["DisclosurePart"] = new JsonObject { ["ColumnId"] = bureau.Column("就业政策").Id, ["Stage"] = "decision", ["FormedOn"] = formedOn, ["Urgency"] = "normal" };
            ((JsonObject)item["PolicyDocument"]!).Remove("Attachments");
            var draft = Bureau.Must(await app.Get<SaveDraft>().HandleAsync(new SaveDraftCommand(null, "NormativeDocument", item), await bureau.ActorAsync("editor"), default));
            Bureau.Must(await bureau.SubmitAsync(draft.VersionId));
            Bureau.Must(await bureau.DecideAsync(draft.VersionId, "section-head", "head"));
            Bureau.Must(await bureau.DecideAsync(draft.VersionId, "confidentiality", "reviewer"));
            Bureau.Must(await bureau.PublishAsync(draft.VersionId));
            await app.CatchUpAsync();
            return draft.ContentItemId;
        }
    }

    private static async Task<string> HtmlAsync(PortalApp app, string itemId) =>
        (string)JsonNode.Parse(await app.QueryAsync(db => LatestOf(db, itemId).Select(v => v.Data).SingleAsync()))!["HtmlBodyPart"]!["Html"]!;

    private static IQueryable<ContentVersion> LatestOf(Kernel.Data.PortalDbContext db, string itemId) =>
        from i in db.Set<ContentItemRow>() join v in db.Set<ContentVersion>() on i.LatestVersionId equals v.Id where i.Id == itemId select v;
}
