using System.Text.Json;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Features;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Web.Tests.Requests.CaseOffice;

namespace GovPortal.Web.Tests.Requests;

/// <summary>Who may do what with a case, decided in the handlers; and that who applied and what they asked is nowhere it does not belong.</summary>
[AnyEngine]
public sealed class WhoMayTests(SharedBureau shared)
{
    private const string Everybody = "editor editor2 head stranger otherhead reviewer leader office publisher admin";
    private readonly Bureau _bureau = shared.Bureau;

    // The case is with the section of editor, editor2 and head; stranger and otherhead are of another.
    [Theory]
    [InlineData("read", "editor editor2 head leader office")]
    [InlineData("see-applicant", "editor editor2 head office")]
    [InlineData("give-back", "editor editor2 head office")]
    [InlineData("ask-third-party", "editor editor2 head office")]
    [InlineData("ask-organ", "editor editor2 head office")]
    [InlineData("draft", "editor editor2 head office")]
    [InlineData("extend", "leader")]
    [InlineData("approve", "leader")]
    [InlineData("return-draft", "leader")]
    [InlineData("return-approved", "office")]
    [InlineData("answer", "office")]
    [InlineData("dispatch", "office")]
    [InlineData("ask-correction", "office")]
    [InlineData("charge", "office")]
    [InlineData("consult", "office")]
    [InlineData("withdraw", "office")]
    [InlineData("transfer", "office")]
    [InlineData("split", "office")]
    [InlineData("message", "office")]
    [InlineData("register", "office")]
    [InlineData("rules", "office")]
    public async Task The_table_of_roles_and_actions(string action, string may)
    {
        var allowed = may.Split(' ');
        foreach (var who in Everybody.Split(' ')) Assert.True(allowed.Contains(who) != (await ActAsync(action, who)).Has(Failure.NotAllowed), who);
    }

    [Fact]
    public async Task A_verb_is_refused_in_every_state_it_does_not_belong_to()
    {
        var (office, leader) = (await _bureau.ActorAsync("office"), await _bureau.ActorAsync("leader"));
        var received = await _bureau.ReceivedAsync();
        Assert.True((await _bureau.App.Get<AnswerRequest>().HandleAsync(new CaseRef(received.Id), office, default)).Has("request.wrong-state"));
        Assert.True((await _bureau.App.Get<DecideAnswer>().ApproveAsync(new CaseRef(received.Id), "", leader, default)).Has("request.wrong-state"));
        var drafted = await _bureau.DraftedAsync();
        Assert.True((await _bureau.App.Get<AnswerRequest>().HandleAsync(new CaseRef(drafted.Id), office, default)).Has("request.wrong-state"));
        Assert.True((await _bureau.App.Get<ChargeFee>().ChargeAsync(new CaseRef(drafted.Id), FeeScheme.PerPage, 100, office, default)).Has("request.wrong-state"));
        Assert.True((await _bureau.App.Get<AnswerRequest>().HandleAsync(new CaseRef("nosuchcase"), office, default)).Has("request.unknown"));
    }

    [Fact]
    public async Task Nobody_approves_what_they_drafted()
    {
        // A portal of its own: one more deputy leader would have to sign in the routes of others.
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        Bureau.Must(await app.Get<Users.Features.CreateUser>().HandleAsync(new Users.Features.CreateUserCommand(
            "both", "又起草又审批", [new Users.Model.MembershipSpec("DeputyLeader", bureau.Organisation.Agencies[0].Id, null), new Users.Model.MembershipSpec("SectionEditor", bureau.Organisation.Agencies[0].Id, bureau.Section())],
            Password: Bureau.Password, Trusted: true), Kernel.Access.Actor.System, default));
        var (both, given) = (await bureau.ActorAsync("both"), await bureau.DispatchedAsync());
        Done(await app.Get<DraftAnswer>().HandleAsync(new CaseRef(given.Id), Granted, [], [], both, default));
        Assert.True((await app.Get<DecideAnswer>().ApproveAsync(new CaseRef(given.Id), "", both, default)).Has("request.own-draft"));
        // Nor what somebody else wrote on from it.
        Done(await app.Get<DecideAnswer>().ReturnAsync(new CaseRef(given.Id), "请核对年份", await bureau.ActorAsync("leader"), default));
        Done(await app.Get<DraftAnswer>().HandleAsync(new CaseRef(given.Id), Granted, [], [], await bureau.ActorAsync("editor"), default));
        Assert.True((await app.Get<DecideAnswer>().ApproveAsync(new CaseRef(given.Id), "", both, default)).Has("request.own-draft"));
        Done(await app.Get<DecideAnswer>().ApproveAsync(new CaseRef(given.Id), "", await bureau.ActorAsync("leader"), default));
    }

    [Theory]
    [InlineData("office", true)]
    [InlineData("editor", true)]
    [InlineData("leader", false)]
    [InlineData("stranger", false)]
    [InlineData("publisher", false)]
    public async Task What_an_applicant_sent_is_opened_by_those_who_may_see_who_applied(string who, bool may)
    {
        var given = await _bureau.DispatchedAsync();
        var seals = _bureau.App.Get<RequestSeals>();
        var file = new RequestFile
        {
            Id = Kernel.Content.ContentIds.New(), RequestId = given.Id, FromApplicant = true, Name = seals.Seal("身份证.png"), ContentType = "image/png", Length = 3, AddedUtc = given.EnteredUtc, Bytes = seals.SealFile([1, 2, 3]),
        };
        await _bureau.App.QueryAsync(async db => { db.Add(file); return await db.SaveChangesAsync(); });
        var opened = await _bureau.App.Get<OpenRequestFile>().HandleAsync(given.Id, file.Id, await _bureau.ActorAsync(who), default);
        Assert.Equal(may, opened.Succeeded);
        if (may) return;
        Assert.True(opened.Has(Failure.NotAllowed));
        using var person = await _bureau.SignedInAsync(who);
        using var page = await person.GetRawAsync("/Admin/Requests/" + given.Id);
        Assert.DoesNotContain("身份证.png", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_people_at_once_do_one_thing()
    {
        var (drafted, leader) = (await _bureau.DraftedAsync(), await _bureau.ActorAsync("leader"));
        var decide = _bureau.App.Get<DecideAnswer>();
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => decide.ApproveAsync(new CaseRef(drafted.Id, drafted.StepCount), "", leader, default))));
        Assert.Single(results, r => r.Succeeded);
        Assert.All(results.Where(r => !r.Succeeded), r => Assert.True(r.Has("request.wrong-state") || r.Has("request.changed-by-other"), r.Failures[0].ToString()));
        Assert.Single(await _bureau.EventsOfAsync(drafted.Id), e => e.Kind == "request.approved");
    }

    [Fact]
    public async Task What_was_not_seen_is_not_approved()
    {
        var drafted = await _bureau.DraftedAsync();
        Done(await _bureau.App.Get<SendMessage>().HandleAsync(drafted, "我补充一点", default));
        var late = await _bureau.App.Get<DecideAnswer>().ApproveAsync(new CaseRef(drafted.Id, drafted.StepCount), "", await _bureau.ActorAsync("leader"), default);
        Assert.True(late.Has("request.changed-by-other"));
    }

    [Fact]
    public async Task Who_applied_and_what_they_asked_is_encrypted_and_in_no_event_page_list_or_export()
    {
        const string asked = "申请公开纱线九十四号工程的验收材料";
        var received = await _bureau.ReceivedAsync(asked);
        var office = await _bureau.ActorAsync("office");
        Done(await _bureau.App.Get<SendMessage>().HandleAsync(received, "纱线留言", default));
        Assert.True((await _bureau.App.Get<SeeApplicant>().HandleAsync(received.Id, office, default)).Succeeded);
        await _bureau.App.CatchUpAsync();
        string[] secrets = ["纱线九十四号", Who, Phone, IdNumber, "纱线留言"];

        var rows = await _bureau.App.QueryAsync(async db => JsonSerializer.Serialize(new object[]
        {
            await db.Set<DisclosureRequest>().AsNoTracking().Where(r => r.Id == received.Id).ToListAsync(),
            await db.Set<RequestStep>().AsNoTracking().Where(s => s.RequestId == received.Id).ToListAsync(),
            await db.Set<RequestMessage>().AsNoTracking().Where(m => m.RequestId == received.Id).ToListAsync(),
            await db.Set<PortalEvent>().AsNoTracking().Where(e => e.SubjectId == received.Id).ToListAsync(),
        }, Kernel.Content.CanonicalJson.Unescaped));
        Assert.DoesNotContain(secrets, s => rows.Contains(s, StringComparison.Ordinal));
        Assert.Contains("request.applicant-seen", rows, StringComparison.Ordinal);

        using var visitor = _bureau.App.Visitor();
        foreach (var url in new[]
        {
            "/", "/requests/new", "/requests/track", "/requests/track?code=" + received.Code, "/requests/" + received.Id, "/content/" + received.Id, "/search?q=" + Uri.EscapeDataString("九十四号工程"), "/feed.atom",
            "/sitemap.xml", "/Admin/Requests/" + received.Id, "/Admin/Requests", "/metrics",
        })
        {
            var page = await (await visitor.GetRawAsync(url)).Content.ReadAsStringAsync();
            Assert.DoesNotContain(secrets, s => page.Contains(s, StringComparison.Ordinal));
        }
        using var officer = await _bureau.SignedInAsync("office");
        foreach (var url in new[] { "/Admin", "/Admin/Requests?state=all&pageSize=100", "/Admin/Audit", "/Admin/Deadlines" })
        {
            await officer.GoAsync(url);
            Assert.DoesNotContain(secrets, s => officer.Text.Contains(s, StringComparison.Ordinal));
        }
        await officer.GoAsync("/Admin/Requests/" + received.Id);
        Assert.Contains("纱线九十四号", officer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Who, officer.Text, StringComparison.Ordinal);
        await officer.SubmitAsync("form[action*='handler=Applicant']");
        Assert.Contains(Who, officer.Text, StringComparison.Ordinal);
        // What is done next is done, and does not look at the applicant again.
        Assert.Equal("/Admin/Requests/" + received.Id, officer.Page.QuerySelector("form[enctype]")!.GetAttribute("action"));
        Assert.Contains("查看申请人信息", officer.Page.QuerySelectorAll(".gp-timeline")[^1].TextContent, StringComparison.Ordinal);
        using var file = await officer.GetRawAsync("/Admin/Requests?handler=Export&state=all");
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file.Content.Headers.ContentType!.MediaType);
        var book = (await _bureau.App.Get<ExportRequests>().HandleAsync(null, new RequestFilter(null, null, null, false, OpenOnly: false), office, default)).Value!;
        using var sheet = new System.IO.Compression.ZipArchive(new MemoryStream(book));
        var text = string.Concat(sheet.Entries.Select(e => new StreamReader(e.Open()).ReadToEnd()));
        Assert.Contains(received.NumberText, text, StringComparison.Ordinal);
        Assert.DoesNotContain(secrets, s => text.Contains(s, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_applicant_is_known_again_without_a_name()
    {
        var (one, two, other) = (await _bureau.ReceivedAsync("第一件信息的公开申请", "440101199001010011"), await _bureau.ReceivedAsync("第二件信息的公开申请", "440101199001010011"), await _bureau.ReceivedAsync("第三件信息的公开申请", "330102199002201232"));
        Assert.Equal(one.ApplicantKey, two.ApplicantKey);
        Assert.NotEqual(one.ApplicantKey, other.ApplicantKey);
        var full = Bureau.Must(await _bureau.App.Get<ReadRequest>().HandleAsync(two.Id, await _bureau.ActorAsync("office"), default));
        Assert.Equal((one.Id, 1), (Assert.Single(full.Same).Id, full.EarlierItems));
    }

    private async Task<Result> ActAsync(string action, string who)
    {
        var (app, actor) = (_bureau.App, await _bureau.ActorAsync(who));
        var request = action switch
        {
            "approve" or "return-draft" => await _bureau.DraftedAsync(), "answer" or "return-approved" => await _bureau.ApprovedAsync(), _ => await _bureau.DispatchedAsync(),
        };
        var which = new CaseRef(request.Id);
        return action switch
        {
            "read" => await app.Get<ReadRequest>().HandleAsync(request.Id, actor, default),
            "see-applicant" => await app.Get<SeeApplicant>().HandleAsync(request.Id, actor, default),
            "give-back" => await app.Get<DispatchRequest>().GiveBackAsync(which, "不属于本科室", actor, default),
            "ask-third-party" => await app.Get<ConsultOthers>().AskThirdPartyAsync(which, "某公司", "意见", actor, default),
            "ask-organ" => await app.Get<ConsultOthers>().AskOrganAsync(which, "某局", "意见", actor, default),
            "draft" => await app.Get<DraftAnswer>().HandleAsync(which, Granted, [], [], actor, default),
            "extend" => await app.Get<ExtendAnswer>().HandleAsync(which, 5, "复杂", actor, default),
            "approve" => await app.Get<DecideAnswer>().ApproveAsync(which, "", actor, default),
            "return-draft" or "return-approved" => await app.Get<DecideAnswer>().ReturnAsync(which, "修改", actor, default),
            "answer" => await app.Get<AnswerRequest>().HandleAsync(which, actor, default),
            "dispatch" => await app.Get<DispatchRequest>().HandleAsync(which, _bureau.Section("财务科"), "", actor, default),
            "ask-correction" => await app.Get<CorrectRequest>().AskAsync(which, "请补充", new DateOnly(2026, 12, 10), actor, default),
            "charge" => await app.Get<ChargeFee>().ChargeAsync(which, FeeScheme.PerPage, 100, actor, default),
            "consult" => await app.Get<ConsultGroup>().AskAsync(which, "疑为信访", actor, default),
            "withdraw" => await app.Get<EndRequest>().WithdrawAsync(which, "书面撤回", actor, default),
            "transfer" => await app.Get<EndRequest>().TransferAsync(which, "某局", "由其制作", actor, default),
            "split" => await app.Get<SplitRequest>().HandleAsync(which, "其中一项的信息内容", actor, default),
            "message" => await app.Get<SendMessage>().HandleAsync(request.Id, "请稍候", actor, default),
            "register" => await app.Get<RegisterRequest>().HandleAsync(new RegisterRequestCommand(Application(), RequestChannel.Counter, new DateOnly(2026, 11, 20), null, _bureau.Organisation.Agencies[0].Id, []), actor, default),
            "rules" => await app.Get<ChangeRequestRules>().HandleAsync(new RequestRules(), actor, default),
            _ => throw new ArgumentOutOfRangeException(nameof(action)),
        };
    }
}
