using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Columns.Features;
using GovPortal.Deadlines.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Recipes;
using GovPortal.Notifications.Features;
using GovPortal.Testing;
using GovPortal.Users.Features;
using GovPortal.Users.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Audit;

/// <summary>Each change of configuration tells the log who did it, and what it was and is, as hashes.</summary>
public sealed class ConfigurationEventsTests
{
    [Fact]
    public async Task Every_change_of_configuration_is_an_event_with_its_actor_and_hashes_of_before_and_after()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        var admin = await bureau.ActorAsync("admin");
        await using var scope = app.Services.CreateAsyncScope();
        T Get<T>() where T : notnull => scope.ServiceProvider.GetRequiredService<T>();
        await RunAsync(app, """{"name":"SiteSettings","site":{"phone":"1"}}""", admin);
        await RunAsync(app, """{"name":"DeadlineSignals","kinds":{"default":{"workingDays":2,"at":"09:00"}}}""", admin);

        async Task ToldAsync(string kind, Func<Task> change)
        {
            var before = await AuditLog.LastAsync(app);
            await change();
            var events = await app.QueryAsync(db => db.Set<PortalEvent>().Where(e => e.Id > before && e.Kind == kind).ToListAsync());
            Assert.True(events.Count > 0, $"No event {kind}.");
            foreach (var e in events)
            {
                var payload = JsonDocument.Parse(e.Payload).RootElement;
                Assert.Equal(admin.UserId, e.ActorId);
                var (was, now) = (payload.GetProperty("was").GetString(), payload.GetProperty("now").GetString());
                Assert.True(was is { Length: >= 16 } && now is { Length: >= 16 } && was != now, $"{kind}: {e.Payload}");
            }
            await app.CatchUpAsync();
        }

        await ToldAsync("site.settings-changed", () => RunAsync(app, """{"name":"SiteSettings","site":{"phone":"2"}}""", admin));
        await ToldAsync("deadline.signals-changed", () => RunAsync(app, """{"name":"DeadlineSignals","kinds":{"default":{"workingDays":3,"at":"09:00"}}}""", admin));
        foreach (var (step, list, member, kind) in new[]
        {
            ("Roles", "Roles", "DisplayName", "roles.changed"), ("Organisation", "agencies", "name", "organisation.changed"),
            ("ContentDefinition", "ContentTypes", "DisplayName", "definitions.changed"), ("PeriodicDuties", "duties", "title", "deadline.duty-changed"),
            ("ReviewRoutes", "routes", "title", "routes.changed"), ("WorkflowType", "data", "Name", "workflow.type-changed"),
        })
        {
            await ToldAsync(kind, () => RunAsync(app, Changed(step, list, member), admin));
        }
        var column = bureau.Column("就业政策");
        await ToldAsync(OrganisationEvents.ColumnsChanged, async () => Assert.True((await Get<ChangeColumn>().HandleAsync(new ChangeColumnCommand(
            column.Id, column.Title + "信息", SectionMeaning.Named, column.SectionId, null, "内容", null, null, null, null, null, null, "备注", null, false), admin, default)).Succeeded));
        var section = bureau.Organisation.Sections[0];
        await ToldAsync(OrganisationEvents.Changed, async () => Assert.True((await Get<ChangeSection>().HandleAsync(new ChangeSectionCommand(section.Id, section.AgencyId, section.Name, "0571-1"), admin, default)).Succeeded));
        var editor = await bureau.ActorAsync("editor");
        var other = await bureau.ActorAsync("reviewer");
        var specs = await app.QueryAsync(db => db.Set<Membership>().Where(m => m.UserId == other.UserId).ToListAsync());
        await ToldAsync(UserEvents.Changed, async () => Assert.True((await Get<ChangeUser>().HandleAsync(
            new ChangeUserCommand(editor.UserId, Memberships: specs.ConvertAll(m => new MembershipSpec(m.Role, m.AgencyId, m.SectionId))), admin, default)).Succeeded));
        var hook = Must(await Get<SaveWebhook>().HandleAsync(new SaveWebhookCommand(null, "https://example.com/a", ["danger"], [], null), admin, default));
        await ToldAsync("webhook.changed", async () => Must(await Get<SaveWebhook>().HandleAsync(new SaveWebhookCommand(hook.Id, "https://example.com/b", ["danger"], [], null), admin, default)));
        await ToldAsync("calendar.changed", async () => Assert.True((await Get<ChangeCountyDay>().HandleAsync(new ChangeCountyDayCommand(new DateOnly(2026, 12, 8), "县庆", true, "县政府通知"), admin, default)).Succeeded));
        Assert.Null((await app.QueryAsync(db => EventLog.VerifyAsync(db, default))).Fault);
    }

    private static async Task RunAsync(PortalApp app, string step, Actor actor)
    {
        var result = await app.Get<RunRecipe>().HandleAsync(new RunRecipeCommand($$"""{"name":"x","steps":[{{step}}]}""", "x.json", Path.GetTempPath(), Trusted: true), actor, null, default);
        Assert.True(result.Succeeded, string.Join("; ", result.Failures));
    }

    /// <summary>The county recipe's step with one value of its first entry changed.</summary>
    private static string Changed(string step, string list, string member)
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "recipes", "county.recipe.json"))) at = Path.GetDirectoryName(at)!;
        var recipe = JsonNode.Parse(File.ReadAllText(Path.Combine(at, "recipes", "county.recipe.json")), documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!;
        var found = recipe["steps"]!.AsArray().First(s => (string?)s!["name"] == step)!;
        var entry = found[list]!.AsArray()[0]!;
        if (step == "ReviewRoutes") entry = entry["steps"]!.AsArray()[0]!;
        entry[member] = (string?)entry[member] + "（改）";
        return found.ToJsonString();
    }
}
