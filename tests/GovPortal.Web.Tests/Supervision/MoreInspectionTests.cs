using System.Text;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Organisation;
using GovPortal.Screening.Tests.Corpus;
using GovPortal.Supervision.Features;
using GovPortal.Supervision.Model;
using GovPortal.Testing;
using GovPortal.Web.Tests.Decisions;
using GovPortal.Web.Tests.ServiceGuides;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Supervision;

/// <summary>Rules about guides, page tags, attachments, contacts and interpretations; and one inspection over two nodes.</summary>
public sealed class MoreInspectionTests
{
    [Fact]
    public async Task A_live_guide_that_lacks_elements_is_one_problem_which_fails_the_site()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var whole = await bureau.PublishedAsync("ServiceGuide", GuideTests.Guide(bureau, "要素齐全的指南", "T-1"));
        var lacking = await bureau.PublishedAsync("ServiceGuide", GuideTests.Guide(bureau, "缺少要素的指南", "T-2"));
        await ChangeAsync(app, lacking.VersionId, data =>
        {
            ((JsonObject)data["ServiceGuide"]!).Remove("Result");
            ((JsonObject)data["ServiceGuide"]!).Remove("Steps");
        });
        await InspectionTests.RunAsync(app);
        var found = Assert.Single(await InspectionTests.StandingAsync(app, "guide-incomplete"));
        Assert.Equal((lacking.ContentItemId, "缺少办理流程、审批结果"), (found.SubjectId, found.Evidence));
        Assert.NotEqual(whole.ContentItemId, found.SubjectId);
        await bureau.PublishedAsync("ServiceGuide", GuideTests.Guide(bureau, "缺少要素的指南", "T-2"), lacking.ContentItemId);
        await InspectionTests.RunAsync(app);
        Assert.Empty(await InspectionTests.StandingAsync(app, "guide-incomplete"));
    }

    [Fact]
    public async Task Page_tags_are_read_from_the_pages_as_readers_get_them()
    {
        await using (var app = await PortalApp.StartAnewAsync())
        {
            var bureau = await Bureau.OpenAsync(app);
            await bureau.PublishedAsync(bureau.Article("网页标签"));
            await InspectionTests.RunAsync(app);
            var found = Assert.Single(await InspectionTests.StandingAsync(app, "page-tags-missing"), p => p.SubjectId == "home");
            Assert.Contains("SiteIDCode", found.Evidence, StringComparison.Ordinal);
            Assert.DoesNotContain(await InspectionTests.StandingAsync(app, "page-tags-missing"), p => p.Title == "网页标签");
        }
        await using (var app = await PortalApp.StartAnewAsync("Portal:Site:BaseUrl=https://www.chengxi.example", "Portal:Site:Name=澄溪县人力资源和社会保障局", "Portal:Site:Code=3300000001"))
        {
            var bureau = await Bureau.OpenAsync(app);
            await bureau.PublishedAsync(bureau.Article("网页标签"));
            await InspectionTests.RunAsync(app);
            Assert.DoesNotContain(await InspectionTests.StandingAsync(app, "page-tags-missing"), p => p.SubjectId == "home" || p.Title == "网页标签");
        }
    }

    [Fact]
    public async Task A_scan_without_text_is_found_and_read_once()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var items = new List<string>();
        foreach (var (title, page) in new[] { ("扫描件", "x"), ("没有图片", "y"), ("有文字", "BT /F1 12 Tf 50 700 Td <" + Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes("灵活就业人员社会保险补贴申请表")) + "> Tj ET") })
        {
            var id = ContentIds.New();
            Bureau.Must(await bureau.DraftAsync(bureau.Article(title), newId: id));
            var file = await bureau.AttachAsync(id, title + ".pdf", PdfFiles.Build([page]));
            var data = bureau.Article(title);
            data["Article"] = new JsonObject { ["Attachments"] = new JsonObject { ["Paths"] = new JsonArray(file.Path) } };
            await bureau.PublishedAsync(data, id);
            items.Add(id);
            // As if it had been published before files were screened.
            if (title == "扫描件") await File.WriteAllBytesAsync(Directory.EnumerateFiles(app.DataPath, file.Sha256, SearchOption.AllDirectories).Single(), PdfFiles.Build([], scanned: true));
        }
        await InspectionTests.RunAsync(app);
        var found = Assert.Single(await InspectionTests.StandingAsync(app, "attachment-no-text"));
        Assert.StartsWith(items[0], found.SubjectId, StringComparison.Ordinal);
        Assert.Equal("附件“扫描件.pdf”里没有可以检索、朗读的文字", found.Evidence);
        // What was read is not read again: the bytes are not needed any more.
        Directory.Delete(Path.Combine(app.DataPath, "media"), recursive: true);
        await InspectionTests.RunAsync(app);
        Assert.Equal(found.Id, Assert.Single(await InspectionTests.StandingAsync(app, "attachment-no-text")).Id);
    }

    [Fact]
    public async Task Contacts_are_filled_and_confirmed_within_a_year()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        app.Clock.Set("2026-11-20 10:00");
        var guide = await bureau.PublishedAsync("DisclosureGuide", Guide(bureau, ("Phone", "0600-5550101"), ("Address", "澄溪县云峰街道文澜路88号"), ("Hours", "工作日8:30—12:00")));
        foreach (var (day, isFound) in new[] { ("2027-11-19", false), ("2027-11-20", false), ("2027-11-21", true) })
        {
            app.Clock.Set(day + " 02:00");
            await InspectionTests.RunAsync(app);
            Assert.Equal((day, isFound), (day, (await InspectionTests.StandingAsync(app, "contact-stale")).Count == 1));
        }
        // Published anew it is confirmed; what is empty is said by its name.
        await ChangeAsync(app, (await bureau.PublishedAsync("DisclosureGuide", Guide(bureau, ("Phone", "0600-5550101"), ("Address", "澄溪县云峰街道文澜路88号"), ("Hours", "工作日8:30—12:00")), guide.ContentItemId)).VersionId, d => ((JsonObject)d["DisclosureGuide"]!).Remove("Hours"));
        await InspectionTests.RunAsync(app);
        Assert.Equal("没有填写“办公时间”", Assert.Single(await InspectionTests.StandingAsync(app, "contact-stale")).Evidence);
    }

    [Fact]
    public async Task Of_the_documents_of_a_year_half_are_interpreted_or_it_is_a_problem()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        // Published without its interpretation, which has three working days; the next needs none.
        await bureau.PublishedAsync("PolicyDocument", Document(bureau, "暂缓解读的办法", "暂缓解读"));
        await bureau.PublishedAsync("PolicyDocument", Document(bureau, "无需解读的通知", "无需解读"));
        foreach (var (day, isFound) in new[] { ("2026-12-04 10:00", false), ("2026-12-06 10:00", true), ("2027-11-20 02:00", true), ("2027-11-21 02:00", false) })
        {
            app.Clock.Set(day);
            await InspectionTests.RunAsync(app);
            Assert.Equal((day, isFound), (day, (await InspectionTests.StandingAsync(app, "interpretation-ratio")).Count == 1));
        }
    }

    [Fact]
    public async Task A_problem_of_an_order_is_looked_at_again_without_reading_every_item()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var column = bureau.Column("就业政策");
        string Dead(string name) => $"<p><a href=\"/{column.Path}/{name}\">不在</a></p>";
        var (first, second) = (await bureau.PublishedAsync(bureau.Article("第一条", Dead("a"))), await bureau.PublishedAsync(bureau.Article("第二条", Dead("b"))));
        await InspectionTests.RunAsync(app);
        var problems = await InspectionTests.StandingAsync(app, "dead-link");
        Assert.Equal(2, problems.Count);
        await bureau.PublishedAsync(bureau.Article("第一条"), first.ContentItemId);
        await bureau.PublishedAsync(bureau.Article("第二条"), second.ContentItemId);
        var about = problems.Single(p => p.SubjectId.StartsWith(first.ContentItemId, StringComparison.Ordinal));
        await app.Get<Inspect>().RecheckAsync([(about.Rule, about.SubjectId)], default);
        // The other was not looked at, so it stands until the next night.
        Assert.StartsWith(second.ContentItemId, Assert.Single(await InspectionTests.StandingAsync(app, "dead-link")).SubjectId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_former_address_leads_on_and_is_no_dead_link()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var column = bureau.Column("就业政策");
        var item = await bureau.PublishedAsync(bureau.Article("有旧网址的信息"));
        await app.QueryAsync(async db =>
        {
            db.Add(new ContentRoute { Path = column.Path + "/former", ContentItemId = item.ContentItemId });
            return await db.SaveChangesAsync();
        });
        await bureau.PublishedAsync(bureau.Article("链接", $"<p><a href=\"/{column.Path}/former\">旧网址</a><a href=\"/{column.Path}/never\">没有</a></p>"));
        await InspectionTests.RunAsync(app);
        Assert.Equal($"链接“{column.Path}/never”没有对应的页面", Assert.Single(await InspectionTests.StandingAsync(app, "dead-link")).Evidence);
    }

    [Fact]
    public async Task Many_findings_are_kept_in_portions_and_each_once()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var column = bureau.Column("就业政策");
        // Twenty from an item at most; more than a portion from thirty of them.
        for (var i = 0; i < 30; i++) await bureau.PublishedAsync(bureau.Article("链接很多" + i, string.Concat(Enumerable.Range(0, 25).Select(n => $"<p><a href=\"/{column.Path}/x{i}-{n}\">不在</a></p>"))));
        var run = await InspectionTests.RunAsync(app);
        var found = await InspectionTests.StandingAsync(app, "dead-link");
        Assert.Equal(600, found.Count);
        var again = await InspectionTests.RunAsync(app);
        Assert.Equal((run.Standing, 0, 0), (again.Standing, again.Found, again.Gone));
        Assert.Equal(found.Select(p => p.Id).Order(), (await InspectionTests.StandingAsync(app, "dead-link")).Select(p => p.Id).Order());
    }

    [Fact]
    public async Task Of_two_nodes_one_inspects_the_night_and_scores_it_once()
    {
        await using var one = await PortalApp.StartAnewAsync("Portal:Supervision:Nightly=true");
        await using var two = await one.SecondNodeAsync();
        await Bureau.OpenAsync(one);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => (i % 2 == 0 ? one : two).Get<InspectNightly>().AppointAsync(default))));
        Assert.Equal(1, await PendingAsync());
        for (var night = 21; night <= 23; night++)
        {
            one.Clock.Set($"2026-11-{night} 02:00");
            await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => (i % 2 == 0 ? one : two).SweepAsync())));
            await one.SweepAsync();
            await two.SweepAsync();
            Assert.Equal(night - 20, await one.QueryAsync(db => db.Set<InspectionRun>().CountAsync()));
            Assert.Equal(night - 20, await one.QueryAsync(db => db.Set<InspectionScore>().CountAsync(s => s.SectionId == "")));
            Assert.Equal(1, await PendingAsync());
        }
        Assert.Empty(await one.QueryAsync(db => db.Set<Problem>().GroupBy(p => new { p.Rule, p.SubjectId }).Where(g => g.Count() > 1).Select(g => g.Key).ToListAsync()));

        Task<int> PendingAsync() => one.QueryAsync(db => db.Set<DueJob>().CountAsync(j => j.Kind == InspectNightly.JobKind && j.DoneUtc == null));
    }

    private static JsonObject Text(string? text) => new() { ["Text"] = text };

    internal static JsonObject Guide(Bureau bureau, params (string Field, string Text)[] fields)
    {
        var data = bureau.Article("公开指南");
        data["DisclosureGuide"] = new JsonObject(fields.Select(f => KeyValuePair.Create<string, JsonNode?>(f.Field, Text(f.Text)))) { ["Office"] = Text("办公室"), ["Categories"] = Text("各类"), ["Ways"] = Text("网站"), ["Application"] = Text("当面、信函、网上"), ["Remedy"] = Text("投诉"), ["Email"] = Text("xxgk@rsj.chengxi.example"), ["PostalAddress"] = Text("澄溪县云峰街道文澜路88号"), ["RevisedOn"] = new JsonObject { ["Value"] = "2026-11-20" } };
        return data;
    }

    private static JsonObject Document(Bureau bureau, string title, string mode)
    {
        var data = bureau.Article(title);
        data["PolicyDocument"] = new JsonObject
        {
            ["DocumentNumber"] = Text("澄人社发〔2026〕99号"), ["IssuedOn"] = new JsonObject { ["Value"] = "2026-11-20" }, ["IssuingAgency"] = Text("县人社局"), ["Topic"] = Text("就业创业"), ["Validity"] = Text("有效"),
            ["InterpretationMode"] = Text(mode), ["InterpretationReason"] = Text("情况说明"), ["InterpretationPlan"] = Text(mode == "无需解读" ? null : "文字解读，三日内发布"),
        };
        return data;
    }

    /// <summary>As if it had been published before it was asked for.</summary>
    private static async Task ChangeAsync(PortalApp app, string versionId, Action<JsonObject> change)
    {
        var data = (JsonObject)JsonNode.Parse(await app.QueryAsync(db => db.Set<ContentVersion>().Where(v => v.Id == versionId).Select(v => v.Data).SingleAsync()))!;
        change(data);
        await app.QueryAsync(db => db.Set<ContentVersion>().Where(v => v.Id == versionId).ExecuteUpdateAsync(s => s.SetProperty(v => v.Data, CanonicalJson.Of(data))));
    }
}
