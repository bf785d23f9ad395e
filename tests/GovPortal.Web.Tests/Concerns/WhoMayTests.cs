using GovPortal.Concerns.Features;
using GovPortal.Concerns.Model;
using GovPortal.Concerns.Rules;
using GovPortal.Kernel.Results;
using GovPortal.Testing;

namespace GovPortal.Web.Tests.Concerns;

[AnyEngine]
public sealed class WhoMayTests
{
    private const string Everybody = "editor editor2 head stranger otherhead reviewer leader office publisher admin";

    [Theory]
    [InlineData("register", "office")]
    [InlineData("read", "office leader editor editor2 head")]
    [InlineData("grade", "office")]
    [InlineData("dispatch", "office")]
    [InlineData("handle", "office editor editor2 head")]
    [InlineData("give-back", "editor editor2 head")]
    [InlineData("draft", "office editor editor2 head")]
    [InlineData("send-back", "office")]
    [InlineData("close", "office")]
    [InlineData("log", "office")]
    [InlineData("read-log", "office leader")]
    [InlineData("rules", "office")]
    [InlineData("monitor", "office")]
    public async Task The_table_of_roles_and_actions(string action, string may)
    {
        await using var office = await ConcernOffice.OpenAsync();
        var app = office.App;
        foreach (var who in Everybody.Split(' '))
        {
            var actor = await office.ActorAsync(who);
            var which = new ConcernRef(await office.RegisterAsync());
            if (action is "draft" or "send-back") await office.HandledAsync(which.Id);
            if (action == "send-back") await office.DraftedAsync(which.Id);
            Result result = action switch
            {
                "register" => await app.Get<RegisterConcern>().HandleAsync(new RegisterConcernCommand(office.AgencyId, new ConcernIntake("media", "", "", "事项", "", ConcernOffice.Civil("2026-11-23 08:00")), null, null, []), actor, default),
                "read" => await app.Get<ReadConcern>().HandleAsync(which.Id, actor, default),
                "grade" => await app.Get<GradeConcern>().HandleAsync(new GradeConcernCommand(which, ConcernGrades.Major, null, ""), actor, default),
                "dispatch" => await app.Get<DispatchConcern>().HandleAsync(which, office.SectionId, "", actor, default),
                "handle" => await app.Get<HandleConcern>().HandleAsync(new HandleConcernCommand(which, "已核查", "", false), actor, default),
                "give-back" => await app.Get<DispatchConcern>().GiveBackAsync(which, "不属于本科室", actor, default),
                "draft" => await app.Get<DraftResponse>().HandleAsync(which, office.Bureau.Column("就业政策").Id, actor, default),
                "send-back" => await app.Get<DispatchConcern>().SendBackAsync(which, "再核查", actor, default),
                "close" => await app.Get<CloseConcern>().HandleAsync(which, "no-response", "无需回应", actor, default),
                "log" => await app.Get<KeepMonitoringLog>().HandleAsync(new LogDayCommand(office.AgencyId, null, "有情况", []), actor, default),
                "read-log" => await app.Get<ReadMonitoringLog>().HandleAsync(office.AgencyId, actor, default),
                "rules" => await app.Get<ChangeConcernRules>().HandleAsync(new ConcernRules(), actor, default),
                _ => await app.Get<SaveMonitor>().MakeAsync(office.AgencyId, "监测", "media", actor, default),
            };
            Assert.True(may.Split(' ').Contains(who) != result.Has(Failure.NotAllowed), $"{who}: {string.Join(", ", result.Failures)}");
            Assert.True(result.Succeeded || result.Has(Failure.NotAllowed), $"{who}: {string.Join(", ", result.Failures)}");
        }
    }

    [Fact]
    public async Task A_section_lists_its_own_and_the_leader_all()
    {
        await using var office = await ConcernOffice.OpenAsync();
        await office.RegisterAsync(title: "本科室的事项");
        await office.RegisterAsync(null, dispatched: false, title: "还没有研判的事项");
        foreach (var (who, titles) in new[] { ("editor", "本科室的事项"), ("stranger", ""), ("leader", "还没有研判的事项 本科室的事项"), ("office", "还没有研判的事项 本科室的事项"), ("admin", "") })
        {
            var list = await office.App.Get<ListConcerns>().HandleAsync(new AdminUi.Lists.ListQuery(), new ConcernFilter(), await office.ActorAsync(who), default);
            Assert.Equal(titles, string.Join(' ', list.Rows.Select(r => r.Title)));
            Assert.Equal(list.Rows.Count, list.Total);
        }
    }

    [Theory]
    [InlineData("/Admin/Concerns", "office leader editor head stranger")]
    [InlineData("/Admin/Concerns/New", "office")]
    [InlineData("/Admin/Concerns/Log", "office leader")]
    [InlineData("/Admin/Concerns/Monitors", "office")]
    [InlineData("/Admin/Concerns/Rules", "office")]
    public async Task The_table_of_pages(string page, string may)
    {
        await using var office = await ConcernOffice.OpenAsync();
        await office.RegisterAsync();
        foreach (var who in "office leader editor head stranger reviewer publisher".Split(' '))
        {
            using var visitor = await office.Bureau.SignedInAsync(who);
            using var answer = await visitor.GetRawAsync(page);
            Assert.Equal(may.Split(' ').Contains(who) ? 200 : 403, (int)answer.StatusCode);
        }
    }
}
