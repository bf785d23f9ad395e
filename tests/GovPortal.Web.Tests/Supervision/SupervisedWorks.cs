using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Indexing;
using GovPortal.Screening.Tests.Corpus;
using GovPortal.Testing;
using GovPortal.Web.Tests.Decisions;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Supervision;

/// <summary>
/// What the county does beside its short news, every sixty days: a document whose interpretation comes late, a consultation whose report does, a
/// task that falls behind, a link outside that dies, a scan, an item that lost its title. Whatever falls on a day without work waits for the next.
/// </summary>
internal sealed class SupervisedWorks(PortalApp app, Bureau bureau, SupervisedCounty county, OutsideSite outside)
{
    private const int Every = 60;
    private const string Interpreted = "<h2>背景依据</h2><p>一</p><h2>主要内容</h2><p>二</p><h2>适用范围</h2><p>三</p><h2>执行标准</h2><p>四</p><h2>执行期限</h2><p>五</p><h2>术语释义</h2><p>无</p>";

    private readonly List<(DateOnly On, Func<DateOnly, Task> Do)> _plan = [];

    private string? Section => bureau.Column("就业政策").SectionId;

    public void Plan(DateOnly start, int days)
    {
        for (var from = 3; from < days; from += Every)
        {
            Func<DateOnly, Task>[] works = [LinkOutsideAsync, ConsultAsync, BeginTaskAsync, IssueDocumentAsync, AttachScanAsync, LoseTitleAsync];
            for (var i = 0; i < works.Length; i++) _plan.Add((start.AddDays(from + i), works[i]));
        }
    }

    public async Task WorkAsync(DateOnly today)
    {
        foreach (var due in _plan.Where(p => p.On <= today).ToList())
        {
            _plan.Remove(due);
            await due.Do(today);
        }
    }

    /// <summary>Dead after two days of looks; then the link is taken out.</summary>
    private async Task LinkOutsideAsync(DateOnly today)
    {
        var item = await OnlineAsync("Article", Article($"有外站链接的信息{today:yyyyMMdd}", today, $"<p><a href=\"{outside.Url}/{today:yyyyMMdd}\">外站</a></p>"), today);
        county.Deeds.LinkedOutside[item] = today;
        Later(today.AddDays(12), async on =>
        {
            await OnlineAsync("Article", Article("改正后的信息", on), on, item);
            county.Deeds.LinkedOutside.Remove(item);
        });
    }

    private async Task ConsultAsync(DateOnly today)
    {
        var consultation = await OnlineAsync("Consultation", Formed(bureau.Consultation($"办法征求意见{today:yyyyMMdd}", $"{today.AddDays(1):yyyy-MM-dd}", $"{today.AddDays(5):yyyy-MM-dd}"), today), today);
        Later(today.AddDays(5).AddMonths(1).AddDays(8), async on => await OnlineAsync("AdoptionReport", Formed(bureau.Report($"采纳情况{on:yyyyMMdd}", consultation, 0, 0, 0, 0, 0), on), on));
    }

    /// <summary>Its first step is late for weeks, then nothing is said of it for months.</summary>
    private async Task BeginTaskAsync(DateOnly today)
    {
        var (step, due) = (today.AddDays(7), today.AddDays(200));
        var item = await OnlineAsync("ExecutionMeasure", Measure(today, step, null, due, null), today);
        county.Deeds.Tasks[item] = (step, today);
        Later(today.AddDays(50), async on =>
        {
            await OnlineAsync("ExecutionMeasure", Measure(on, step, on, due, null), on, item);
            county.Deeds.Tasks[item] = (due, on);
        });
        Later(today.AddDays(190), async on =>
        {
            await OnlineAsync("ExecutionMeasure", Measure(on, step, step, due, on), on, item);
            county.Deeds.Tasks.Remove(item);
        });
    }

    private async Task IssueDocumentAsync(DateOnly today)
    {
        var data = Article($"暂缓解读的办法{today:yyyyMMdd}", today);
        data["PolicyDocument"] = new JsonObject
        {
            ["DocumentNumber"] = Text($"澄人社发〔{today.Year}〕{today.DayOfYear}号"), ["IssuedOn"] = Day(today), ["IssuingAgency"] = Text("县人社局"), ["Topic"] = Text("就业创业"), ["Validity"] = Text("有效"),
            ["InterpretationMode"] = Text("暂缓解读"), ["InterpretationReason"] = Text("配套表格未定稿"), ["InterpretationPlan"] = Text("文字解读，三日内发布"),
        };
        var document = await OnlineAsync("PolicyDocument", data, today);
        county.Deeds.Documents[document] = (today, null);
        Later(today.AddDays(20), async on =>
        {
            var interpretation = Article($"办法的解读{on:yyyyMMdd}", on, Interpreted);
            interpretation["Interpretation"] = new JsonObject { ["Document"] = new JsonObject { ["ContentItemIds"] = new JsonArray(document) }, ["Form"] = Text("文字解读") };
            await OnlineAsync("Interpretation", interpretation, on);
            county.Deeds.Documents[document] = (today, on);
        });
    }

    /// <summary>As if it had been published before files were screened.</summary>
    private async Task AttachScanAsync(DateOnly today)
    {
        var id = ContentIds.New();
        await county.DraftAsync("Article", Article($"扫描件{today:yyyyMMdd}", today), newId: id);
        var file = await bureau.AttachAsync(id, "扫描件.pdf", PdfFiles.Build([today.ToString("yyyyMMdd", CultureInfo.InvariantCulture)]), "clerk");
        var data = Article($"扫描件{today:yyyyMMdd}", today);
        data["Article"] = new JsonObject { ["Attachments"] = new JsonObject { ["Paths"] = new JsonArray(file.Path) } };
        await OnlineAsync("Article", data, today, id);
        await File.WriteAllBytesAsync(Directory.EnumerateFiles(app.DataPath, file.Sha256, SearchOption.AllDirectories).Single(), PdfFiles.Build([], scanned: true));
        var fault = new Fault("attachment-no-text", id, Section);
        county.Deeds.Standing.Add(fault);
        Later(today.AddDays(9), async on =>
        {
            await OnlineAsync("Article", Article("附件已更换", on), on, id);
            county.Deeds.Standing.Remove(fault);
        });
    }

    private async Task LoseTitleAsync(DateOnly today)
    {
        var title = $"丢失标题的信息{today:yyyyMMdd}";
        var item = await OnlineAsync("Article", Article(title, today), today);
        await NameAsync(item, "");
        var fault = new Fault("page-tags-missing", item, Section);
        county.Deeds.Standing.Add(fault);
        Later(today.AddDays(8), async _ =>
        {
            await NameAsync(item, title);
            county.Deeds.Standing.Remove(fault);
        });
    }

    private Task<int> NameAsync(string itemId, string title) =>
        app.QueryAsync(db => db.Set<ContentIndexRow>().Where(r => r.ContentItemId == itemId && r.IsPublished).ExecuteUpdateAsync(s => s.SetProperty(r => r.Title, title)));

    private void Later(DateOnly on, Func<DateOnly, Task> act) => _plan.Add((on, act));

    private async Task<string> OnlineAsync(string type, JsonObject data, DateOnly today, string? itemId = null)
    {
        var item = await county.OnlineAsync(type, data, itemId);
        county.Told(item, bureau.Column("就业政策"), today);
        return item;
    }

    private JsonObject Article(string title, DateOnly today, string html = "<p>正文内容，供测试使用。</p>") => bureau.Article(title, html, formedOn: $"{today:yyyy-MM-dd}");

    private JsonObject Measure(DateOnly today, DateOnly planned, DateOnly? actual, DateOnly due, DateOnly? completed)
    {
        var data = Article("全年培训任务", today);
        var step = new JsonObject { ["step"] = "开班", ["planned"] = $"{planned:yyyy-MM-dd}" };
        if (actual is { } on) step["actual"] = $"{on:yyyy-MM-dd}";
        data["ExecutionMeasure"] = new JsonObject
        {
            ["Task"] = Text("全年培训2600人次"), ["DueOn"] = Day(due), ["Progress"] = new JsonObject { ["Value"] = completed is null ? 40 : 100 }, ["CompletedOn"] = completed is { } end ? Day(end) : new JsonObject(),
            ["Steps"] = new JsonObject { ["Rows"] = new JsonArray(step) },
        };
        return data;
    }

    private static JsonObject Formed(JsonObject data, DateOnly day)
    {
        data[Disclosure.PartName]!["FormedOn"] = $"{day:yyyy-MM-dd}";
        return data;
    }

    private static JsonObject Text(string text) => new() { ["Text"] = text };

    private static JsonObject Day(DateOnly day) => new() { ["Value"] = $"{day:yyyy-MM-dd}" };
}
