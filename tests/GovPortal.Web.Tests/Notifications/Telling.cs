using GovPortal.Kernel.Data;
using GovPortal.Kernel.Navigation;
using GovPortal.Notifications.Features;
using GovPortal.Notifications.Model;
using GovPortal.Notifications.Sending;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Web.Tests.Notifications;

/// <summary>What the tests of notices do again and again.</summary>
internal static class Telling
{
    /// <summary>
    /// A portal in which nobody is told anything but by the test: the flows of the set-up recipe are switched off, and the
    /// day's digests are queued before there is anything to tell.
    /// </summary>
    public static async Task<PortalApp> QuietPortalAsync(params string[] settings)
    {
        var app = await PortalApp.StartAsync(settings);
        await app.QueryAsync(db => db.Set<GovPortal.Workflows.Model.WorkflowTypeRow>().ExecuteUpdateAsync(set => set.SetProperty(t => t.IsEnabled, false)));
        await app.DeliverAsync();
        return app;
    }

    public static async Task<int> TellAsync(this PortalApp app, Notice notice, params Recipients[] to)
    {
        await using var tx = await app.Get<PortalTransactions>().BeginAsync(default);
        var told = await app.Get<INotify>().SendAsync(tx, notice, to, default);
        await tx.CommitAsync(default);
        return told;
    }

    public static Notice Notice(string key, string tone = "info", string title = "关于稳岗返还的草稿", string? agency = null) =>
        new(key, title, "请尽快办理", "/Admin/Content", tone, "4subject", agency);

    public static Task DeliverAsync(this PortalApp app) => app.Get<DeliverySweeper>().SweepAsync(default);

    public static Task<List<Delivery>> DeliveriesAsync(this PortalApp app) => app.QueryAsync(db => db.Set<Delivery>().AsNoTracking().OrderBy(d => d.CreatedUtc).ThenBy(d => d.Id).ToListAsync());

    public static async Task<string> UserIdAsync(this Bureau bureau, string name) => (await bureau.ActorAsync(name)).UserId;

    /// <summary>Whose inbox holds a notice by the key, as user names.</summary>
    public static async Task<string> InboxesAsync(this PortalApp app, string key) => string.Join(' ', await app.QueryAsync(async db => (await (
        from n in db.Set<InboxNotice>()
        join u in db.Set<GovPortal.Users.Model.PortalUser>() on n.UserId equals u.Id
        where n.Key == key
        select u.UserName).ToListAsync()).Order(StringComparer.Ordinal)));

    /// <summary>Gives a person an address and a way of being told.</summary>
    public static async Task MailsAsync(this Bureau bureau, string name, MailMode mode, string? email = null)
    {
        var id = await bureau.UserIdAsync(name);
        await bureau.App.QueryAsync(db => db.Set<GovPortal.Users.Model.PortalUser>().Where(u => u.Id == id).ExecuteUpdateAsync(s => s.SetProperty(u => u.Email, email ?? name + "@county.example")));
        using var scope = bureau.App.Services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<ChooseMail>().HandleAsync(mode, await bureau.ActorAsync(name), default);
    }

    public static async Task CloseAsync(this Bureau bureau, string name)
    {
        var id = await bureau.UserIdAsync(name);
        await bureau.App.QueryAsync(db => db.Set<GovPortal.Users.Model.PortalUser>().Where(u => u.Id == id).ExecuteUpdateAsync(s => s.SetProperty(u => u.IsClosed, true)));
    }
}
