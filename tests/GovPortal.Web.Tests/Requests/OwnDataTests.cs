using System.Text.Json;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using GovPortal.Requests;
using GovPortal.Requests.Features;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Web.Tests.Requests.CaseOffice;

namespace GovPortal.Web.Tests.Requests;

/// <summary>Art. 41: somebody wants a record of themselves corrected; and whom an application goes to where there are several agencies.</summary>
public sealed class OwnDataTests
{
    private const string Wrong = "社保参保起始月份纱线有误", Proof = "纱线劳动合同复印件";

    private static readonly OwnDataApplication Given = new(Who, ApplicantClasses.IdCard, IdNumber, Phone, "", "", Wrong, Proof);

    [Fact]
    public async Task From_the_register_to_the_answer_and_to_being_forgotten()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin/Requests/Corrections");
        await office.SubmitAsync("form[data-guard]", new() { ["Input.Name"] = Who });
        Assert.Contains("请写明证据", office.Errors, StringComparison.Ordinal);
        await office.SubmitAsync("form[data-guard]", new() { ["Input.Name"] = Who, ["Input.Number"] = IdNumber, ["Input.Phone"] = Phone, ["Input.Record"] = Wrong, ["Input.Evidence"] = Proof });
        Assert.Contains("已登记。", office.Text, StringComparison.Ordinal);
        var row = await app.QueryAsync(db => db.Set<OwnDataCase>().AsNoTracking().SingleAsync());
        Assert.Equal(("2026-12-18", new DateOnly(2026, 11, 20)), (Day(row.DueUtc), row.ReceivedOn));
        Assert.DoesNotContain(Wrong, office.Text, StringComparison.Ordinal);
        await office.SubmitAsync("form[action*='handler=See']");
        Assert.Contains(Wrong, office.Text, StringComparison.Ordinal);
        await office.SubmitAsync("form[data-guard]", new() { ["Input.Outcome"] = "corrected" });
        Assert.Contains("请填写答复", office.Errors, StringComparison.Ordinal);
        await office.SubmitAsync("form[data-guard]", new() { ["Input.Outcome"] = "corrected", ["Input.Reason"] = "核对合同属实", ["Input.Answer"] = "已经更正为2020年3月。" });
        Assert.Contains("已办结。", office.Text, StringComparison.Ordinal);
        var clocks = await app.QueryAsync(db => app.Get<IObligations>().OfAsync(db, row.Id, default));
        Assert.NotNull(Assert.Single(clocks).MetUtc);
        Assert.True((await app.Get<EndOwnData>().HandleAsync(row.Id, null, "refused", "理由", "答复", await bureau.ActorAsync("office"), default)).Has("own-data.ended"));

        app.Clock.Set("2031-11-19 10:00");
        await app.SweepAsync();
        Assert.NotNull((await app.QueryAsync(db => db.Set<OwnDataCase>().AsNoTracking().SingleAsync())).Person);
        app.Clock.Set("2031-11-21 10:00");
        await app.SweepAsync();
        var forgotten = await app.QueryAsync(db => db.Set<OwnDataCase>().AsNoTracking().SingleAsync());
        Assert.Equal((null, null, null, null, null, "corrected"), (forgotten.Person, forgotten.Record, forgotten.Evidence, forgotten.Reason, forgotten.Answer, forgotten.Outcome));
        Assert.Contains(await bureau.EventsOfAsync(row.Id), e => e.Kind == RequestEvents.OwnDataErased);
    }

    [Theory]
    [InlineData("office", "register read see end")]
    [InlineData("leader", "read")]
    [InlineData("editor", "")]
    [InlineData("head", "")]
    [InlineData("publisher", "")]
    [InlineData("reviewer", "")]
    [InlineData("admin", "")]
    public async Task Who_may_do_what(string who, string may)
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var (office, actor, today) = (await bureau.ActorAsync("office"), await bureau.ActorAsync(who), new DateOnly(2026, 11, 20));
        var id = Bureau.Must(await app.Get<RegisterOwnData>().HandleAsync(Given, today, null, office, default));
        var done = new Dictionary<string, Result>
        {
            ["register"] = await app.Get<RegisterOwnData>().HandleAsync(Given, today, null, actor, default), ["read"] = await app.Get<ReadOwnData>().HandleAsync(id, actor, default),
            ["see"] = await app.Get<SeeOwnData>().HandleAsync(id, actor, default), ["end"] = await app.Get<EndOwnData>().HandleAsync(id, null, "refused", "理由", "答复", actor, default),
        };
        foreach (var (action, result) in done) Assert.True(may.Split(' ').Contains(action) != result.Has(Failure.NotAllowed), action);
    }

    [Fact]
    public async Task Who_it_is_and_what_they_say_is_encrypted_and_in_no_event_or_list()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var office = await bureau.ActorAsync("office");
        var id = Bureau.Must(await app.Get<RegisterOwnData>().HandleAsync(Given, new DateOnly(2026, 11, 20), null, office, default));
        Done(await app.Get<EndOwnData>().HandleAsync(id, 0, "forwarded", "由某局纱线办理", "已经转送纱线局", office, default));
        Assert.True((await app.Get<SeeOwnData>().HandleAsync(id, office, default)).Succeeded);
        var rows = await app.QueryAsync(async db => JsonSerializer.Serialize(
            new object[] { await db.Set<OwnDataCase>().AsNoTracking().ToListAsync(), await db.Set<PortalEvent>().AsNoTracking().Where(e => e.SubjectId == id).ToListAsync() }, Kernel.Content.CanonicalJson.Unescaped));
        Assert.DoesNotContain(new[] { "纱线", Who, IdNumber, Phone }, s => rows.Contains(s, StringComparison.Ordinal));
        Assert.Contains(RequestEvents.OwnDataSeen, rows, StringComparison.Ordinal);
        using var person = await bureau.SignedInAsync("office");
        foreach (var url in new[] { "/Admin/Requests/Corrections", "/Admin/Requests/Corrections/" + id, "/Admin/Audit", "/Admin/Deadlines" })
        {
            await person.GoAsync(url);
            Assert.DoesNotContain("纱线", person.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Where_there_are_several_agencies_the_form_asks_for_one()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        using (var before = app.Visitor())
        {
            await before.GoAsync("/requests/new");
            Assert.Null(before.Page.QuerySelector("input[name=agency]"));
        }
        const string second = """{ "steps": [{ "name": "Organisation", "agencies": [{ "id": "housing", "name": "县住建局" }] }] }""";
        Bureau.Must(await app.Get<RunRecipe>().HandleAsync(new RunRecipeCommand(second, "second.json", Path.GetTempPath(), Trusted: true), Actor.System, null, default));
        await app.CatchUpAsync();
        using var citizen = app.Visitor();
        await citizen.GoAsync("/requests/new");
        await citizen.SubmitAsync("form.letter-form", Form());
        Assert.Contains("请选择向哪个机关申请", citizen.Text, StringComparison.Ordinal);
        await citizen.SubmitAsync("form.letter-form", new(Form()) { ["agency"] = "housing" });
        var code = citizen.Page.QuerySelector("#request-code")!.TextContent;
        Assert.Equal(("housing", 1), ((await bureau.CaseAsync(code)).AgencyId, (await bureau.CaseAsync(code)).Number));
        var forged = new Dictionary<string, string>(Form()) { ["agency"] = "nowhere" };
        await citizen.GoAsync("/requests/new");
        await citizen.SubmitAsync("form.letter-form", forged);
        Assert.Contains("请选择向哪个机关申请", citizen.Text, StringComparison.Ordinal);
    }
}
