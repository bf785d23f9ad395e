using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Requests.Features;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Web.Tests.Requests.CaseOffice;

namespace GovPortal.Web.Tests.Requests;

/// <summary>The paths a case takes, by the pages people use; the clock of the tests stands on Friday 2026-11-20.</summary>
public sealed class LifeTests
{
    [Fact]
    public async Task From_the_form_over_section_leader_and_office_to_the_answer()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var receipt = await bureau.ApplyAsync();
        var request = await bureau.CaseAsync(receipt.Code);
        Assert.Equal((RequestState.Registered, "〔2026〕第1号", new DateOnly(2026, 11, 20), "2026-12-18"), (request.State, request.NumberText, request.ReceivedOn, Day(request.DueUtc)));
        using (var waiting = await bureau.TrackAsync(receipt))
        {
            Assert.Contains("已收到，正在审核", waiting.Text, StringComparison.Ordinal);
            Assert.Equal("2026-12-18", waiting.Page.QuerySelector(".letter-track dl time[datetime='2026-12-18']")!.TextContent);
            Assert.Contains("第三十三条", waiting.Page.QuerySelector(".letter-track details")!.TextContent, StringComparison.Ordinal);
        }
        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin");
        Assert.Contains("公开申请〔2026〕第1号", office.Text, StringComparison.Ordinal);
        await office.GoAsync("/Admin/Requests/" + request.Id);
        await office.SubmitAsync("form[enctype]", new() { ["Input.SectionId"] = bureau.Section() }, "Dispatch");
        Assert.Contains("已办理：交办。", office.Text, StringComparison.Ordinal);

        using var editor = await bureau.SignedInAsync("editor");
        await editor.GoAsync("/Admin/Requests/" + request.Id);
        Assert.DoesNotContain(Who, editor.Text, StringComparison.Ordinal);
        await editor.SubmitAsync("form[enctype]", new() { ["Input.Outcome"] = "granted" }, "Draft");
        Assert.Contains("请写明提供什么信息", editor.Errors, StringComparison.Ordinal);
        await editor.SubmitAsync("form[enctype]", new() { ["Input.Outcome"] = "granted", ["Input.Information"] = "使用情况见附件。" }, "Draft", ("files", "情况.txt", "一二三"u8.ToArray()));
        Assert.Equal(RequestState.AnswerDrafted, (await bureau.CaseAsync(request.Id)).State);
        using (var early = await bureau.TrackAsync(receipt)) Assert.DoesNotContain("使用情况见附件", early.Text, StringComparison.Ordinal);

        using var leader = await bureau.SignedInAsync("leader");
        await leader.GoAsync("/Admin/Requests/" + request.Id);
        await leader.SubmitAsync("form[enctype]", null, "Approve");
        await office.GoAsync("/Admin/Requests/" + request.Id);
        await office.SubmitAsync("form[enctype]", null, "Answer");
        request = await bureau.CaseAsync(request.Id);
        Assert.Equal((RequestState.Answered, "granted"), (request.State, request.Outcome));

        using var citizen = await bureau.TrackAsync(receipt);
        var answer = citizen.Page.QuerySelector("#request-answer")!.TextContent;
        Assert.Contains("使用情况见附件。", answer, StringComparison.Ordinal);
        Assert.Contains("60日内向本级人民政府申请行政复议", answer, StringComparison.Ordinal);
        var form = citizen.Page.QuerySelector("form[action='/requests/file']")!;
        using var file = await citizen.PostRawAsync("/requests/file", new FormUrlEncodedContent(form.QuerySelectorAll("input").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value")!)));
        Assert.Equal(("一二三", "application/octet-stream", "attachment"), (await file.Content.ReadAsStringAsync(), file.Content.Headers.ContentType!.MediaType, file.Content.Headers.ContentDisposition!.DispositionType));
        var kinds = (await bureau.EventsOfAsync(request.Id)).Select(e => e.Kind).Where(k => k.StartsWith("request.", StringComparison.Ordinal)).ToList();
        Assert.Equal(["request.received", "request.dispatched", "request.drafted", "request.approved", "request.answered", "request.answer-read"], kinds);
    }

    [Fact]
    public async Task A_correction_is_asked_for_once_and_the_time_starts_anew_with_it()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var receipt = await bureau.ApplyAsync();
        var id = (await bureau.CaseAsync(receipt.Code)).Id;
        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync($"/Admin/Requests/{id}?do=askcorrection");
        await office.SubmitAsync("form[enctype]", new() { ["Input.Missing"] = "请写明是哪一项补助资金", ["Input.Until"] = "2026-12-05" }, "AskCorrection");
        var asked = await bureau.CaseAsync(id);
        Assert.Equal((RequestState.AwaitingCorrection, true), (asked.State, asked.IsPaused));
        app.Clock.Set("2026-11-27 09:00");
        using var citizen = await bureau.TrackAsync(receipt);
        Assert.Contains("请写明是哪一项补助资金", citizen.Text, StringComparison.Ordinal);
        await citizen.SubmitAsync("#request-correct", new() { ["text"] = "太短" });
        Assert.Contains("写得太简单", citizen.Text, StringComparison.Ordinal);
        await citizen.SubmitAsync("#request-correct", new() { ["text"] = "申请公开2025年度社会保险补贴的发放情况" });
        Assert.Contains("重新计算", citizen.Text, StringComparison.Ordinal);
        var corrected = await bureau.CaseAsync(id);
        // Twenty working days after 27 November.
        Assert.Equal((RequestState.Registered, false, "2026-12-25"), (corrected.State, corrected.IsPaused, Day(corrected.DueUtc)));
        var again = await app.Get<CorrectRequest>().AskAsync(new CaseRef(id), "再补一项", new DateOnly(2026, 12, 20), await bureau.ActorAsync("office"), default);
        Assert.True(again.Has("request.corrected-once"));
    }

    [Fact]
    public async Task A_correction_is_not_asked_for_after_seven_working_days()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var (intime, late) = (await bureau.ReceivedAsync(), await bureau.ReceivedAsync("另一件信息的公开申请内容"));
        app.Clock.Set("2026-12-01 18:00"); // the seventh
        Done(await app.Get<CorrectRequest>().AskAsync(new CaseRef(intime.Id), "请补充", new DateOnly(2026, 12, 20), await bureau.ActorAsync("office"), default));
        app.Clock.Set("2026-12-02 09:00");
        var refused = await app.Get<CorrectRequest>().AskAsync(new CaseRef(late.Id), "请补充", new DateOnly(2026, 12, 20), await bureau.ActorAsync("office"), default);
        Assert.True(refused.Has("request.correction-late"));
    }

    [Fact]
    public async Task Who_does_not_correct_in_time_has_given_up_and_not_a_day_earlier()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var (request, office) = (await bureau.ReceivedAsync(), await bureau.ActorAsync("office"));
        Done(await app.Get<CorrectRequest>().AskAsync(new CaseRef(request.Id), "请补充", new DateOnly(2026, 12, 5), office, default));
        app.Clock.Set("2026-12-05 18:00");
        Assert.True((await app.Get<CorrectRequest>().AbandonAsync(new CaseRef(request.Id), office, default)).Has("request.not-lapsed"));
        app.Clock.Set("2026-12-06 09:00");
        Done(await app.Get<CorrectRequest>().AbandonAsync(new CaseRef(request.Id), office, default));
        request = await bureau.CaseAsync(request.Id);
        Assert.Equal((RequestState.Closed, Outcomes.Abandoned), (request.State, request.Outcome));
    }

    [Fact]
    public async Task The_time_a_third_party_is_asked_is_not_counted()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var (request, editor) = (await bureau.DispatchedAsync(), await bureau.ActorAsync("editor"));
        app.Clock.Set("2026-11-24 09:00");
        Done(await app.Get<ConsultOthers>().AskThirdPartyAsync(new CaseRef(request.Id), "某某公司", "是否同意公开合同金额", editor, default));
        Assert.True((await bureau.CaseAsync(request.Id)).IsPaused);
        app.Clock.Set("2026-12-01 09:00");
        var early = await app.Get<ConsultOthers>().HearThirdPartyAsync(new CaseRef(request.Id), HeardAnswer.Silent, "", editor, default);
        Assert.Equal("2026-12-15", Assert.Single(early.Failures, f => f.Code == "request.not-silent-yet").Args[0]);
        Done(await app.Get<ConsultOthers>().HearThirdPartyAsync(new CaseRef(request.Id), HeardAnswer.Refuses, "涉及商业秘密", editor, default));
        // 24 to 27 and 30 November are left out.
        request = await bureau.CaseAsync(request.Id);
        Assert.Equal((RequestState.InProgress, "2026-12-25"), (request.State, Day(request.DueUtc)));
        Done(await app.Get<ExtendAnswer>().HandleAsync(new CaseRef(request.Id), 5, "情况复杂", await bureau.ActorAsync("leader"), default));
        // Into the year whose holidays are not announced: Monday to Friday.
        Assert.Equal("2027-01-01", Day((await bureau.CaseAsync(request.Id)).DueUtc));
        Assert.True((await app.Get<ExtendAnswer>().HandleAsync(new CaseRef(request.Id), 5, "再延", await bureau.ActorAsync("leader"), default)).Has("request.extended-once"));
    }

    [Fact]
    public async Task A_draft_that_came_back_is_written_anew_and_loses_the_files_it_should_not_have()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var (request, leader) = (await bureau.DispatchedAsync(), await bureau.ActorAsync("leader"));
        using var editor = await bureau.SignedInAsync("editor");
        await editor.GoAsync("/Admin/Requests/" + request.Id);
        await editor.SubmitAsync("form[enctype]", new() { ["Input.Outcome"] = "granted" }, "Draft", ("files", "错的.txt", "错"u8.ToArray()));
        var wrong = await app.QueryAsync(db => db.Set<RequestFile>().Select(f => f.Id).SingleAsync());
        Done(await app.Get<DecideAnswer>().ReturnAsync(new CaseRef(request.Id), "附件不对，请更换", leader, default));
        await editor.GoAsync("/Admin/Requests/" + request.Id);
        Assert.Contains("附件不对，请更换", editor.Text, StringComparison.Ordinal);
        // Without its file there is no information left.
        await editor.SubmitAsync("form[enctype]", new() { ["Input.Drop"] = wrong }, "Draft");
        Assert.Contains("请写明提供什么信息", editor.Errors, StringComparison.Ordinal);
        await editor.SubmitAsync("form[enctype]", new() { ["Input.Drop"] = wrong }, "Draft", ("files", "对的.txt", "对"u8.ToArray()));
        Assert.Equal(RequestState.AnswerDrafted, (await bureau.CaseAsync(request.Id)).State);
        Assert.NotEqual(wrong, await app.QueryAsync(db => db.Set<RequestFile>().Select(f => f.Id).SingleAsync()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_fee_is_charged_once_explained_and_paid_or_lapses(bool pays)
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var (request, office) = (await bureau.DispatchedAsync(), await bureau.ActorAsync("office"));
        var fee = app.Get<ChargeFee>();
        Assert.True((await fee.ChargeAsync(new CaseRef(request.Id), FeeScheme.PerItem, 1, office, default)).Has("request.nothing-to-charge"));
        Done(await fee.ChargeAsync(new CaseRef(request.Id), FeeScheme.PerPage, 120, office, default));
        request = await bureau.CaseAsync(request.Id);
        Assert.Equal((RequestState.AwaitingFee, 1100_00L, new DateOnly(2026, 12, 20)), (request.State, request.FeeFen, request.FeeUntil));
        app.Clock.Set(pays ? "2026-12-07 09:00" : "2026-12-20 18:00");
        if (pays)
        {
            Done(await fee.TakeAsync(new CaseRef(request.Id), new DateOnly(2026, 12, 4), office, default));
            request = await bureau.CaseAsync(request.Id);
            // Twenty working days after 4 December; the first of January counts as a Friday.
            Assert.Equal((RequestState.InProgress, "2027-01-01"), (request.State, Day(request.DueUtc)));
            // The log tells late of the day that was due before.
            var pause = await app.QueryAsync(db => db.Set<PortalEvent>().Where(e => e.Kind == DeadlineEvents.Changed && e.SubjectId == request.Id).OrderBy(e => e.Id).FirstAsync());
            Assert.Contains("2026-12-18", pause.Payload, StringComparison.Ordinal);
            await app.Get<IEnumerable<IOnceEventReader>>().Single(r => r.Name == "request-dues").ApplyAsync([pause], default);
            Assert.Equal("2027-01-01", Day((await bureau.CaseAsync(request.Id)).DueUtc));
            Assert.True((await fee.ChargeAsync(new CaseRef(request.Id), FeeScheme.PerItem, 20, office, default)).Has("request.charged-once"));
        }
        else
        {
            Assert.True((await fee.LapseAsync(new CaseRef(request.Id), office, default)).Has("request.not-lapsed"));
            app.Clock.Set("2026-12-21 09:00");
            Done(await fee.LapseAsync(new CaseRef(request.Id), office, default));
            Assert.Equal(Outcomes.FeeLapsed, (await bureau.CaseAsync(request.Id)).Outcome);
        }
    }

    [Fact]
    public async Task What_is_no_disclosure_request_is_found_by_the_working_group_and_approved()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var (request, office, editor) = (await bureau.DispatchedAsync(), await bureau.ActorAsync("office"), await bureau.ActorAsync("editor"));
        var petition = new AnswerDraft(Outcomes.Petition, "请向信访部门反映。", "属于信访事项。", "", "");
        Assert.True((await app.Get<DraftAnswer>().HandleAsync(new CaseRef(request.Id), petition, [], [], editor, default)).Has("request.opinion-required"));
        Done(await app.Get<ConsultGroup>().AskAsync(new CaseRef(request.Id), "疑为信访", office, default));
        Done(await app.Get<ConsultGroup>().RecordAsync(new CaseRef(request.Id), false, "请求解决个人待遇，属于信访", office, default));
        Done(await app.Get<DraftAnswer>().HandleAsync(new CaseRef(request.Id), petition, [], [], editor, default));
        Done(await app.Get<DecideAnswer>().ApproveAsync(new CaseRef(request.Id), "", await bureau.ActorAsync("leader"), default));
        Done(await app.Get<AnswerRequest>().HandleAsync(new CaseRef(request.Id), office, default));
        Assert.Equal((RequestState.Answered, Outcomes.Petition), ((await bureau.CaseAsync(request.Id)).State, (await bureau.CaseAsync(request.Id)).Outcome));
    }

    [Fact]
    public async Task Several_matters_are_split_the_same_are_merged_and_an_applicant_withdraws()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var (first, office) = (await bureau.ReceivedAsync("1、甲项目的验收报告\n2、乙项目的验收报告"), await bureau.ActorAsync("office"));
        Assert.Equal(2, first.Matters);
        var second = await bureau.CaseAsync(Bureau.Must(await app.Get<SplitRequest>().HandleAsync(new CaseRef(first.Id), "乙项目的验收报告全文", office, default)));
        Assert.Equal((first.ReceivedOn, first.DueUtc, first.Id, 2), (second.ReceivedOn, second.DueUtc, second.SplitFromId, second.Number));
        var other = await bureau.ReceivedAsync("别人申请的一件信息", "510107200002291232");
        Assert.True((await app.Get<EndRequest>().MergeAsync(new CaseRef(other.Id), 2026, 1, "相同", office, default)).Has("request.merge-target"));
        Done(await app.Get<EndRequest>().MergeAsync(new CaseRef(second.Id), 2026, 1, "一并答复", office, default));
        Assert.Equal((RequestState.Closed, Outcomes.Other, first.Id), ((await bureau.CaseAsync(second.Id)).State, (await bureau.CaseAsync(second.Id)).Outcome, (await bureau.CaseAsync(second.Id)).MergedIntoId));
        Done(await app.Get<EndRequest>().TransferAsync(new CaseRef(other.Id), "县财政局", "由其制作", office, default));
        var receipt = await bureau.ApplyAsync();
        using var citizen = await bureau.TrackAsync(receipt);
        await citizen.SubmitAsync("form#request-withdraw");
        Assert.Contains("申请已撤回", citizen.Text, StringComparison.Ordinal);
        Assert.Equal((RequestState.Closed, Outcomes.Other), ((await bureau.CaseAsync(receipt.Code)).State, (await bureau.CaseAsync(receipt.Code)).Outcome));
    }

    [Fact]
    public async Task A_split_case_is_followed_with_the_applicants_own_secret_which_the_office_never_reads()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var (receipt, office) = (await bureau.ApplyAsync(Form("1、甲项目的验收报告\n2、乙项目的验收报告")), await bureau.ActorAsync("office"));
        var split = app.Get<SplitRequest>();
        var second = await bureau.CaseAsync(Bureau.Must(await split.HandleAsync(new CaseRef((await bureau.CaseAsync(receipt.Code)).Id), "乙项目的验收报告全文，共两册", office, default)));
        // One that was split off can be split again.
        var third = await bureau.CaseAsync(Bureau.Must(await split.HandleAsync(new CaseRef(second.Id), "乙项目验收报告的第二册", office, default)));
        foreach (var code in new[] { receipt.Code, second.Code, third.Code })
        {
            using var citizen = await bureau.TrackAsync((code, receipt.Secret));
            Assert.Contains((await bureau.CaseAsync(code)).NumberText, citizen.Text, StringComparison.Ordinal);
        }
        using (var stranger = await bureau.TrackAsync((second.Code, RequestSecret.NewSecret()))) Assert.DoesNotContain(second.NumberText, stranger.Text, StringComparison.Ordinal);
        using var person = await bureau.SignedInAsync("office");
        await person.GoAsync("/Admin/Requests/" + (await bureau.CaseAsync(receipt.Code)).Id);
        Assert.Contains(second.Code, person.Text, StringComparison.Ordinal);
        // Sixteen characters in four groups, the shape of a secret, stand nowhere on the page.
        Assert.DoesNotMatch("(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", person.Text);
    }

    [Fact]
    public async Task An_opinion_that_nobody_chose_is_not_recorded()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var (given, editor, others) = (await bureau.DispatchedAsync(), await bureau.ActorAsync("editor"), app.Get<ConsultOthers>());
        Done(await others.AskThirdPartyAsync(new CaseRef(given.Id), "某公司", "是否同意公开", editor, default));
        Assert.True((await others.HearThirdPartyAsync(new CaseRef(given.Id), null, "没有选", editor, default)).Has("request.heard-required"));
        Assert.Equal(RequestState.ThirdParty, (await bureau.CaseAsync(given.Id)).State);
    }

    [Fact]
    public async Task The_office_registers_paper_by_its_own_day_of_receipt_and_a_message_goes_both_ways()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin/Requests/New");
        Dictionary<string, string> fields = new()
        {
            ["Input.Channel"] = "OrdinaryPost", ["Input.ArrivedOn"] = "2026-11-18", ["Input.Name"] = Who, ["Input.Address"] = "某县某街1号", ["Input.Description"] = Matter,
        };
        await office.SubmitAsync("form[enctype]", fields);
        Assert.Contains("以与申请人确认之日为收到之日", office.Errors, StringComparison.Ordinal);
        await office.SubmitAsync("form[enctype]", new(fields) { ["Input.ConfirmedOn"] = "2026-11-19" });
        var facts = office.Page.QuerySelectorAll(".gp-facts-list dd").Select(d => d.TextContent.Trim()).ToList();
        var request = await bureau.CaseAsync(facts[2]);
        Assert.Equal((RequestChannel.OrdinaryPost, new DateOnly(2026, 11, 19), (string?)null), (request.Channel, request.ReceivedOn, request.ApplicantKey));
        using var citizen = await bureau.TrackAsync((facts[2], facts[3]));
        await citizen.SubmitAsync("#request-message", new() { ["text"] = "请尽快办理" });
        await office.GoAsync("/Admin/Requests/" + request.Id);
        Assert.Contains("请尽快办理", office.Text, StringComparison.Ordinal);
        await office.SubmitAsync("form[action*='handler=Message']", new() { ["Input.Text"] = "已交办" });
        using var told = await bureau.TrackAsync((facts[2], facts[3]));
        Assert.Contains("已交办", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_applied_is_forgotten_after_the_years_of_the_rule_and_the_case_stays()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var request = await bureau.ApprovedAsync();
        Done(await app.Get<AnswerRequest>().HandleAsync(new CaseRef(request.Id), await bureau.ActorAsync("office"), default));
        app.Clock.Set("2031-11-19 10:00");
        await app.SweepAsync();
        Assert.NotNull((await bureau.CaseAsync(request.Id)).Applicant);
        app.Clock.Set("2031-11-21 10:00");
        await app.SweepAsync();
        request = await bureau.CaseAsync(request.Id);
        Assert.Equal((null, null, RequestState.Answered, "granted"), (request.Applicant, request.ApplicantKey, request.State, request.Outcome));
        Assert.NotNull(request.Answer);
    }

    [Fact]
    public async Task Rules_are_changed_by_whoever_may_and_running_cases_keep_theirs()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var before = await bureau.ReceivedAsync();
        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin/Requests/Rules");
        await office.SubmitAsync("form[data-guard]", new() { ["Input.AnswerDays"] = "15", ["Input.ExtensionDays"] = "15", ["Input.PerItem"] = "1-10 0\n12- 100" });
        Assert.Contains("分档不连续", office.Errors, StringComparison.Ordinal);
        await office.SubmitAsync("form[data-guard]", new() { ["Input.PerItem"] = "1-10 0\n11- 100" });
        Assert.Contains("规则已保存", office.Text, StringComparison.Ordinal);
        Assert.Equal(("20wd", "15wd"), (before.AnswerRule, (await bureau.ReceivedAsync("另一件信息的公开申请内容")).AnswerRule));
        Assert.Equal(1, await app.QueryAsync(db => db.Set<Kernel.Events.PortalEvent>().CountAsync(e => e.Kind == "request.rules-changed" && e.ActorId != "system")));
    }

    private static async Task<Bureau> OpenAsync() => await Bureau.OpenAsync(await PortalApp.StartOpenedAsync());
}
