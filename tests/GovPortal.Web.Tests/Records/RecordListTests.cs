using System.Net;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Publishing;
using GovPortal.Testing;
using GovPortal.Users.Features;
using GovPortal.Users.Model;
using GovPortal.Web.Tests.Imports;

namespace GovPortal.Web.Tests.Records;

/// <summary>Offices, leaders and trainings: kept as lists, shown one by one.</summary>
public sealed class RecordListTests
{
    private const string Clerk = "clerk", Trainer = "trainer";

    [Fact]
    public async Task Offices_and_leaders_come_in_as_lists()
    {
        await using var office = await OpenAsync();
        using var clerk = await office.Bureau.SignedInAsync(Clerk);
        await office.UploadAsync(clerk, ListOffice.Sheet(["序号", "科室名称", "工作职责", "负责人", "联系电话"], ["1", "办公室", "文电会务", "宋立民", "0600-5550101"], ["2", "财务科", "预算决算", "尹海平", "0600-5550111"]), "Office", "内设机构", "内设机构.xlsx");
        Assert.Equal("2 0 0 0 0 0", ListOffice.Figures(clerk));
        await office.ApplyAsync(clerk);
        await office.UploadAsync(clerk, ListOffice.Sheet(["姓名", "职务", "分工"], ["沈砚清", "局长", "主持全面工作"]), "Leader", "领导信息", "领导.xlsx");
        await office.ApplyAsync(clerk);
        Assert.Equal(["办公室", "财务科"], (await office.ItemsAsync("Office")).Select(i => i.Title).Order(StringComparer.Ordinal));
        Assert.Equal("局长", (string?)Assert.Single(await office.ItemsAsync("Leader")).Data["Leader"]!["Post"]!["Text"]);
    }

    [Fact]
    public async Task An_organisation_shows_its_leaders_and_offices_in_their_order()
    {
        await using var office = await OpenAsync();
        var profile = await PublishedAsync(office, "OrganisationProfile", "县人社局", "机构概况", new JsonObject
        {
            ["Head"] = Text("沈砚清"), ["Duties"] = new JsonObject { ["Html"] = "<p>促进就业。</p>" }, ["Address"] = Text("文澜路88号"), ["Hours"] = Text("工作日8:30—12:00"), ["Phone"] = Text("0600-5550101"),
        });
        await PublishedAsync(office, "Office", "财务科", "内设机构", new JsonObject { ["Duties"] = Text("预算决算"), ["Phone"] = Text("0600-5550111") }, profile, 2);
        await PublishedAsync(office, "Leader", "沈砚清", "领导信息", new JsonObject { ["Post"] = Text("局长"), ["Responsibilities"] = Text("主持全面工作") }, profile, 1);
        using var citizen = office.App.Visitor();
        await citizen.GoAsync(await office.Bureau.PathAsync(profile));
        Assert.Equal(["沈砚清", "财务科"], citizen.Page.QuerySelectorAll(".contained a").Select(a => a.TextContent));
        Assert.Equal("tel:06005550101", citizen.Page.QuerySelector("main .fact-grid a")!.GetAttribute("href"));
        await citizen.GoAsync(citizen.Page.QuerySelector(".contained a")!.GetAttribute("href")!);
        Assert.Equal("局长", citizen.Page.QuerySelector(".leader__post")!.TextContent);
    }

    [Fact]
    public async Task A_training_that_is_yet_to_come_is_refused_and_its_names_are_never_public()
    {
        await using var office = await OpenAsync();
        using var trainer = await office.Bureau.SignedInAsync(Trainer);
        string[] heads = ["培训名称", "类别", "培训时间", "主办单位", "培训内容", "参训人数", "学时", "参训人员名单"];
        await office.UploadAsync(trainer, ListOffice.Sheet(
            heads, ["政务公开培训", "举办", "2026-05-21", "人事科", "条例和时限", "46人", "8学时", "甲乙丙丁"], ["下一期培训", "举办", "2027-01-08", "人事科", "答复文书", "25", "4", ""]), "TrainingRecord", "业务培训", "台账.xlsx");
        Assert.Equal("“培训日期”不能晚于今天（2026-11-20），请核对。", trainer.Page.QuerySelector("[data-problem=C4]")!.QuerySelectorAll("td")[1].TextContent);
        await trainer.SubmitAsync("form[data-apply]", new() { ["skipBad"] = "true" });
        await office.App.SweepAsync();
        var record = Assert.Single(await office.ItemsAsync("TrainingRecord")).Data;
        Assert.Equal(("46", "8", "甲乙丙丁"), (record["TrainingRecord"]!["People"]!["Value"]!.ToString(), record["TrainingRecord"]!["Hours"]!["Value"]!.ToString(), (string?)record["TrainingRecord"]!["Attendees"]!["Text"]));

        // In a draft too the day is refused at its field when it is submitted.
        var late = (JsonObject)record.DeepClone();
        late["TrainingRecord"]!["HeldOn"]!["Value"] = "2027-01-08T00:00:00Z";
        var actor = await office.Bureau.ActorAsync(Trainer);
        var draft = Bureau.Must(await office.App.Get<SaveDraft>().HandleAsync(new SaveDraftCommand(null, "TrainingRecord", late), actor, default));
        var refused = await office.Bureau.SubmitAsync(draft.VersionId, Trainer);
        Assert.Contains(refused.Failures, f => f is { Field: "TrainingRecord.HeldOn.Value", Code: "content.in-future" });

        var good = Bureau.Must(await office.App.Get<SaveDraft>().HandleAsync(new SaveDraftCommand(null, "TrainingRecord", record), actor, default));
        Bureau.Must(await office.Bureau.SubmitAsync(good.VersionId, Trainer));
        Bureau.Must(await office.Bureau.DecideAsync(good.VersionId, "section-head", "trainhead"));
        Bureau.Must(await office.Bureau.DecideAsync(good.VersionId, "confidentiality", "reviewer"));
        Bureau.Must(await office.Bureau.PublishAsync(good.VersionId));
        await office.App.CatchUpAsync();
        using var citizen = office.App.Visitor();
        await citizen.GoAsync(await office.Bureau.PathAsync(good.ContentItemId));
        Assert.Equal(HttpStatusCode.OK, citizen.Response.StatusCode);
        Assert.Contains("条例和时限", citizen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("甲乙丙丁", citizen.Page.Source.Text, StringComparison.Ordinal);
    }

    private static async Task<string> PublishedAsync(ListOffice office, string type, string title, string column, JsonObject values, string? list = null, int order = 0)
    {
        var data = office.Bureau.Article(title, column: column);
        data.Remove("HtmlBodyPart");
        data[type] = values;
        if (list is not null) data["ContainedPart"] = new JsonObject { ["ListContentItemId"] = list, ["ListContentType"] = "OrganisationProfile", ["Order"] = order };
        var draft = Bureau.Must(await office.App.Get<SaveDraft>().HandleAsync(new SaveDraftCommand(null, type, data), await office.Bureau.ActorAsync(Clerk), default));
        Bureau.Must(await office.Bureau.SubmitAsync(draft.VersionId, Clerk));
        Bureau.Must(await office.Bureau.DecideAsync(draft.VersionId, "section-head", "officehead"));
        Bureau.Must(await office.Bureau.DecideAsync(draft.VersionId, "confidentiality", "reviewer"));
        Bureau.Must(await office.Bureau.PublishAsync(draft.VersionId));
        await office.App.CatchUpAsync();
        return draft.ContentItemId;
    }

    private static JsonObject Text(string text) => new() { ["Text"] = text };

    private static async Task<ListOffice> OpenAsync()
    {
        var office = await ListOffice.OpenAsync();
        foreach (var (name, role, team) in new[] { (Clerk, "SectionEditor", "办公室"), ("officehead", "SectionHead", "办公室"), (Trainer, "SectionEditor", "人事科"), ("trainhead", "SectionHead", "人事科") })
        {
            var section = office.Bureau.Organisation.Sections.Single(s => s.Name == team);
            Bureau.Must(await office.App.Get<CreateUser>().HandleAsync(
                new CreateUserCommand(name, "测试" + name, [new MembershipSpec(role, section.AgencyId, section.Id)], Password: Bureau.Password, Trusted: true), Actor.System, default));
        }
        return office;
    }
}
