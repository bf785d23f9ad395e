using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GovPortal.Concerns.Features;
using GovPortal.Concerns.Model;
using GovPortal.Concerns.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Concerns;

/// <summary>A bureau of its own that hears of concerns.</summary>
internal sealed class ConcernOffice : IAsyncDisposable
{
    private ConcernOffice(Bureau bureau) => Bureau = bureau;

    public Bureau Bureau { get; }
    public PortalApp App => Bureau.App;
    public string AgencyId => Bureau.Organisation.Agencies[0].Id;
    public string SectionId => Bureau.Organisation.Sections.Single(s => s.Name == "就业服务中心").Id;

    public static async Task<ConcernOffice> OpenAsync(string now = "2026-11-23 09:00", params string[] settings)
    {
        var app = await PortalApp.StartOpenedAsync(settings);
        var office = new ConcernOffice(await Bureau.OpenAsync(app));
        app.Clock.Set(now);
        return office;
    }

    public Task<Actor> ActorAsync(string who) => Bureau.ActorAsync(who);

    public static DateTime Civil(string text) => Instants.FromCivil(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture));

    public async Task<string> RegisterAsync(string? grade = ConcernGrades.Ordinary, bool dispatched = true, string? found = null, string title = "工地拖欠工资", string channel = "weibo") => Must(await App.Get<RegisterConcern>().HandleAsync(
        new RegisterConcernCommand(AgencyId, new ConcernIntake(channel, "网友甲", "https://weibo.example/1", title, "原文内容", found is null ? App.Clock.UtcNow() : Civil(found)), grade, dispatched ? SectionId : null, []),
        await ActorAsync("office"), default));

    public async Task HandledAsync(string id, string by = "editor") =>
        Assert.True((await App.Get<HandleConcern>().HandleAsync(new HandleConcernCommand(new ConcernRef(id), "已到现场核查", "已责令支付", false), await ActorAsync(by), default)).Succeeded);

    public async Task<Kernel.Publishing.VersionRef> DraftedAsync(string id, string by = "editor") =>
        Must(await App.Get<DraftResponse>().HandleAsync(new ConcernRef(id), Bureau.Column("就业政策").Id, await ActorAsync(by), default));

    public async Task PublishedAsync(string versionId)
    {
        Must(await Bureau.SubmitAsync(versionId));
        Must(await Bureau.DecideAsync(versionId, "section-head", "head"));
        Must(await Bureau.DecideAsync(versionId, "confidentiality", "reviewer"));
        Must(await Bureau.PublishAsync(versionId));
        await App.CatchUpAsync();
    }

    public Task<Concern> ConcernAsync(string id) => App.QueryAsync(db => db.Set<Concern>().AsNoTracking().SingleAsync(c => c.Id == id));

    public Task<int> CountAsync() => App.QueryAsync(db => db.Set<Concern>().CountAsync());

    public async Task<MonitorSecret> MonitorAsync() => Must(await App.Get<SaveMonitor>().MakeAsync(AgencyId, "网络监测", "website", await ActorAsync("office"), default));

    public static JsonObject Message(string id, string title = "网民反映问题") => new() { ["id"] = id, ["title"] = title, ["text"] = "原文", ["source"] = "某论坛", ["link"] = "https://bbs.example.cn/" + id };

    public async Task<(int Status, string Body)> SendAsync(MonitorSecret monitor, JsonObject message, TimeSpan? off = null, string? signature = null)
    {
        var body = message.ToJsonString();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        content.Headers.TryAddWithoutValidation("X-GovPortal-Signature", signature ?? Sign(monitor.Secret, body, off));
        using var visitor = App.Visitor();
        using var answer = await visitor.PostRawAsync("/api/concerns/" + monitor.MonitorId, content);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public string Sign(string secret, string body, TimeSpan? off = null)
    {
        var t = new DateTimeOffset(App.Clock.UtcNow() + (off ?? TimeSpan.Zero), TimeSpan.Zero).ToUnixTimeSeconds();
        return $"t={t},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{t}.{body}")))}";
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
