using System.Net;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Features;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Requests;

/// <summary>Every role × every state × every verb and page: who has no part in a case neither sees nor moves it, and nobody moves it where it does not go.</summary>
[AnyEngine]
public sealed class EveryStateTests
{
    private const string Everybody = "editor editor2 head stranger otherhead reviewer leader office publisher admin";
    private const string Section = "editor editor2 head office";

    /// <summary>Who may do it at all, said once more and by hand.</summary>
    private static string Who(RequestVerb verb, RequestState state) => verb switch
    {
        RequestVerb.Draft or RequestVerb.GiveBack or RequestVerb.AskThirdParty or RequestVerb.HearThirdParty or RequestVerb.AskOtherOrgan or RequestVerb.HearOtherOrgan => Section,
        RequestVerb.Approve or RequestVerb.Extend => "leader",
        RequestVerb.Return => state == RequestState.AnswerDrafted ? "leader" : "office",
        _ => "office",
    };

    [Fact]
    public async Task A_case_is_moved_by_those_who_may_along_its_ways_and_by_nobody_else()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var desk = app.Get<RequestDesk>();
        foreach (var state in Enum.GetValues<RequestState>())
        foreach (var who in Everybody.Split(' '))
        {
            var (given, actor) = (await InAsync(bureau, state), await bureau.ActorAsync(who));
            foreach (var verb in Enum.GetValues<RequestVerb>())
            {
                // Whoever gets as far as this is let through; nothing is done.
                var result = await desk.DoAsync(new CaseRef(given.Id), verb, actor, _ => Task.FromResult<Result>(Failure.Of("test.reached")), default);
                var expected = !Who(verb, state).Split(' ').Contains(who) ? Failure.NotAllowed : RequestStates.Next(state, verb) is null ? "request.wrong-state" : "test.reached";
                Assert.Equal((state, who, verb, expected), (state, who, verb, result.Failures.Single().Code));
            }
        }
    }

    [Fact]
    public async Task A_case_is_seen_by_those_who_have_a_part_in_it()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var cases = new List<DisclosureRequest>();
        foreach (var state in Enum.GetValues<RequestState>()) cases.Add(await InAsync(bureau, state));
        foreach (var who in Everybody.Split(' '))
        {
            using var person = who == "admin" ? await app.Visitor().SignInAsync(who, PortalApp.AdminPassword) : await bureau.SignedInAsync(who);
            var may = who is "leader" || Section.Split(' ').Contains(who);
            foreach (var given in cases)
            {
                using var page = await person.GetRawAsync("/Admin/Requests/" + given.Id);
                Assert.Equal((who, given.State, may ? HttpStatusCode.OK : HttpStatusCode.Forbidden), (who, given.State, page.StatusCode));
                using var list = await person.GetRawAsync("/Admin/Requests?state=all&q=" + given.Code);
                Assert.Equal((who, given.State, may), (who, given.State, list.StatusCode == HttpStatusCode.OK && (await list.Content.ReadAsStringAsync()).Contains(given.Id, StringComparison.Ordinal)));
            }
        }
    }

    /// <summary>A case of the editor's section, put into the state; how it came there is told elsewhere.</summary>
    private static async Task<DisclosureRequest> InAsync(Bureau bureau, RequestState state)
    {
        var given = await bureau.DispatchedAsync();
        await bureau.App.QueryAsync(db => db.Set<DisclosureRequest>().Where(r => r.Id == given.Id).ExecuteUpdateAsync(s => s.SetProperty(r => r.State, state)));
        return await bureau.CaseAsync(given.Id);
    }
}
