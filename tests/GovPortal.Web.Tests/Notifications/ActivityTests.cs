using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Workflows;
using GovPortal.Notifications.Model;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

using static GovPortal.Web.Tests.Notifications.Telling;

namespace GovPortal.Web.Tests.Notifications;

/// <summary>The activities by themselves: a context as the workflows give it, Liquid taken as it stands.</summary>
public sealed class ActivityTests
{
    [Fact]
    public async Task Notify_tells_roles_of_the_place_writers_or_the_person_it_runs_for()
    {
        await using var app = await QuietPortalAsync();
        var bureau = await Bureau.OpenAsync(app);
        var draft = Bureau.Must(await bureau.DraftAsync(bureau.Article("关于稳岗返还的草稿")));
        var office = await bureau.ActorAsync("office");

        await RunAsync(app, "NotifyTask", """{"NotificationType":2,"Message":{"Expression":"临近时限\n请办理"},"Roles":["SectionHead"],"ToSection":true}""", "s1", office, draft.ContentItemId);
        Assert.Equal("head", await app.InboxesAsync("s1"));
        var kept = await app.QueryAsync(db => db.Set<InboxNotice>().SingleAsync());
        Assert.Equal(("临近时限", "请办理", "warning", "/Admin/Content/Item/" + draft.ContentItemId), (kept.Title, kept.Text, kept.Tone, kept.Url));
        await RunAsync(app, "NotifyTask", """{"Message":{"Expression":"x"},"ToContributors":true}""", "s2", office, draft.ContentItemId);
        Assert.Equal("editor", await app.InboxesAsync("s2"));
        // Orchard's own, which names nobody.
        await RunAsync(app, "NotifyTask", """{"NotificationType":0,"Message":{"Expression":"已发布"}}""", "s3", office);
        await RunAsync(app, "NotifyTask", """{"NotificationType":0,"Message":{"Expression":"已发布"}}""", "s3", office);
        Assert.Equal("office", await app.InboxesAsync("s3"));
        await RunAsync(app, "NotifyTask", """{"Message":{"Expression":"x"}}""", "s4", Actor.System);
        Assert.Equal("admin", await app.InboxesAsync("s4"));
        var section = bureau.Organisation.Sections.Single(s => s.Name == "财务科");
        await RunAsync(app, "NotifyTask", """{"Message":{"Expression":"x"},"Roles":["SectionHead"],"ToSection":true}""", "s5", office,
            input: new JsonObject { ["agency"] = section.AgencyId, ["section"] = section.Id });
        Assert.Equal("otherhead", await app.InboxesAsync("s5"));

        Assert.Equal("notice.place-unknown", (await RunAsync(app, "NotifyTask", """{"Message":{"Expression":"x"},"Roles":["SectionHead"],"ToSection":true}""", "s6", office)).Refused![0].Code);
        Assert.Equal("notice.url-not-local", (await RunAsync(app, "NotifyTask", """{"Message":{"Expression":"x"},"Url":{"Expression":"https://evil.example/"}}""", "s7", office)).Refused![0].Code);
    }

    [Theory]
    [InlineData("""{"NotificationType":3}""", null), InlineData("""{"NotificationType":4}""", "notice.unknown-type"), InlineData("""{"NotificationType":"x"}""", "notice.unknown-type")]
    [InlineData("""{"ToSection":true}""", "notice.roles-needed"), InlineData("""{"ToSection":true,"Roles":["Office"]}""", null)]
    public async Task Notify_checks_its_properties(string properties, string? code)
    {
        await using var app = await QuietPortalAsync();
        Assert.Equal(code, Activity(app, "NotifyTask").Check(JsonNode.Parse(properties)!.AsObject()).Select(f => f.Code).FirstOrDefault());
    }

    [Fact]
    public async Task Escalation_reaches_the_higher_role_of_the_place_and_is_an_event_either_way()
    {
        await using var app = await QuietPortalAsync();
        var bureau = await Bureau.OpenAsync(app);
        var draft = Bureau.Must(await bureau.DraftAsync(bureau.Article("关于稳岗返还的草稿")));
        var done = await RunAsync(app, "EscalateTask", """{"Message":{"Expression":"逾期"}}""", "e1", Actor.System, draft.ContentItemId);
        Assert.Equal(["Done"], done.Outcomes);
        Assert.Equal("leader", await app.InboxesAsync("e1"));
        var nobody = await RunAsync(app, "EscalateTask", """{"Role":"CountyHead","Message":{"Expression":"逾期"}}""", "e2", Actor.System, draft.ContentItemId);
        Assert.Equal(["Nobody"], nobody.Outcomes);
        var events = await app.QueryAsync(db => db.Set<PortalEvent>().Where(e => e.Kind == "notice.escalated").OrderBy(e => e.Id).ToListAsync());
        Assert.Equal(["DeputyLeader", "CountyHead"], events.Select(e => (string)JsonNode.Parse(e.Payload)!["role"]!));
        Assert.All(events, e => Assert.Equal(draft.ContentItemId, e.SubjectId));
        Assert.DoesNotContain("逾期", string.Concat(events.Select(e => e.Payload)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workflows_mail_is_queued_with_its_step_and_sent_once()
    {
        await using var smtp = new SmtpServer();
        await using var app = await QuietPortalAsync(smtp.Settings);
        const string properties = """
            {"Sender":{"Expression":"office@county.example"},"Recipients":{"Expression":"a@b.example, c@d.example"},"Subject":{"Expression":"提示"},"Body":{"Expression":"<p>请办理</p>"},"IsHtmlBody":true}
            """;
        Assert.Equal(["Done"], (await RunAsync(app, "EmailTask", properties, "m1", Actor.System)).Outcomes);
        await RunAsync(app, "EmailTask", properties, "m1", Actor.System);
        await app.DeliverAsync();
        await app.DeliverAsync();
        var mail = Assert.Single(smtp.Mails);
        Assert.Equal(["a@b.example", "c@d.example"], mail.To.Mailboxes.Select(m => m.Address));
        Assert.Equal(("portal@county.example", "office@county.example"), (mail.From.Mailboxes.Single().Address, mail.ReplyTo.Mailboxes.Single().Address));
        Assert.Contains("<p>请办理</p>", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Equal("", Assert.Single(await app.DeliveriesAsync()).Payload);
        Assert.Equal(["Failed"], (await RunAsync(app, "EmailTask", """{"Recipients":{"Expression":"nobody"}}""", "m2", Actor.System)).Outcomes);
        Assert.Single(await app.DeliveriesAsync());
    }

    [Fact]
    public async Task Without_mail_a_workflows_mail_fails_by_its_outcome()
    {
        await using var app = await QuietPortalAsync();
        var result = await RunAsync(app, "EmailTask", """{"Recipients":{"Expression":"a@b.example"}}""", "m", Actor.System);
        Assert.Equal(["Failed"], result.Outcomes);
        Assert.Equal("mail.off", (string?)result.Output!["Error"]);
        Assert.Empty(await app.DeliveriesAsync());
    }

    private static IActivity Activity(PortalApp app, string name) => app.Services.GetServices<IActivity>().Single(a => a.Name == name);

    private static async Task<ActivityResult> RunAsync(PortalApp app, string name, string properties, string step, Actor actor, string? item = null, JsonObject? input = null)
    {
        var given = JsonSerializer.Deserialize<JsonObject>(properties)!;
        await using var tx = await app.Get<PortalTransactions>().BeginAsync(default);
        var result = await Activity(app, name).ExecuteAsync(new ActivityContext
        {
            Tx = tx, Db = tx.Db, NowUtc = tx.NowUtc, InstanceId = "4instance", StepId = step, CorrelationId = item ?? "4correlation", WorkflowName = "测试流程", Actor = actor,
            Properties = given, Input = input ?? [], ContentItemId = item,
            LiquidAsync = (property, _) => Task.FromResult((string?)given[property]?["Expression"] ?? ""),
            ScriptAsync = (_, _) => Task.FromResult<JsonNode?>(null),
        }, default);
        await tx.CommitAsync(default);
        return result;
    }
}
