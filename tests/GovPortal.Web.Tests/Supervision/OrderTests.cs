using GovPortal.Kernel.Results;
using GovPortal.Supervision;
using GovPortal.Supervision.Features;
using GovPortal.Supervision.Model;
using GovPortal.Supervision.Rules;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Web.Tests.Supervision.InspectionTests;

namespace GovPortal.Web.Tests.Supervision;

/// <summary>督办单: from a problem over order, answer and re-check to the sign-off, and before the deputy leader where nobody answers.</summary>
public sealed class OrderTests
{
    [Fact]
    public async Task The_loop_closes_a_problem_an_order_an_answer_a_recheck_a_sign_off()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        app.Clock.Set("2026-11-23 09:00");
        await RunAsync(app);
        var column = bureau.Column("就业政策");
        var problem = (await StandingAsync(app, "column-blank")).Single(p => p.ColumnId == column.Id);

        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin/Supervision?rule=column-blank&q=" + Uri.EscapeDataString(column.Title));
        Assert.NotNull(office.Page.QuerySelector($"input[name=problem][value='{problem.Id}']"));
        await office.GoAsync("/Admin/Supervision/Orders/New?problem=" + problem.Id);
        Assert.Contains(column.Title, office.Page.QuerySelector("textarea")!.TextContent, StringComparison.Ordinal);
        await office.SubmitAsync("form[data-guard]", []);
        Assert.StartsWith("/Admin/Supervision/Orders/", office.Url, StringComparison.Ordinal);
        var order = await app.QueryAsync(db => db.Set<SupervisionOrder>().AsNoTracking().SingleAsync());
        Assert.Equal((column.SectionId, OrderState.Issued, "督办〔2026〕1号"), (order.SectionId, order.State, order.NumberText));
        // Five working days from Monday.
        Assert.Equal(new DateOnly(2026, 11, 30), Kernel.Data.Instants.ToCivilDate(order.DueUtc));

        // Answered though nothing was mended: the re-check says so, and the office returns it.
        using var head = await bureau.SignedInAsync("head");
        await head.GoAsync("/Admin/Supervision/Orders/" + order.Id);
        await head.SubmitAsync("form:has(input[value=answer])", new() { ["Input.Words"] = "已整改" });
        Assert.Contains("1个问题中还有1个没有消除", head.Text, StringComparison.Ordinal);
        await office.GoAsync("/Admin/Supervision/Orders/" + order.Id);
        await office.SubmitAsync("form:has(input[value=return])", new() { ["Input.Words"] = "栏目仍然空白", ["Input.Days"] = "2" });
        Assert.Contains("待整改", office.Text, StringComparison.Ordinal);

        await bureau.PublishedAsync(bureau.Article("补上的信息"));
        await head.GoAsync("/Admin/Supervision/Orders/" + order.Id);
        await head.SubmitAsync("form:has(input[value=answer])", new() { ["Input.Words"] = "已发布信息" });
        Assert.Contains("1个问题均已消除", head.Text, StringComparison.Ordinal);
        await office.GoAsync("/Admin/Supervision/Orders/" + order.Id);
        await office.SubmitAsync("form:has(input[value=signoff])", new() { ["Input.Words"] = "" });
        Assert.Contains("已销号", office.Text, StringComparison.Ordinal);
        Assert.Equal([SupervisionEvents.OrderIssued, SupervisionEvents.OrderAnswered, SupervisionEvents.OrderChecked, SupervisionEvents.OrderReturned, SupervisionEvents.OrderAnswered, SupervisionEvents.OrderChecked, SupervisionEvents.OrderSignedOff],
            await app.QueryAsync(db => db.Set<OrderStep>().Where(s => s.OrderId == order.Id).OrderBy(s => s.Number).Select(s => s.Kind).ToListAsync()));
        using var word = await office.GetRawAsync($"/Admin/Supervision/Orders/{order.Id}?handler=Docx");
        Assert.Equal("PK", System.Text.Encoding.ASCII.GetString((await word.Content.ReadAsByteArrayAsync())[..2]));
    }

    [Fact]
    public async Task What_nobody_answers_goes_before_the_deputy_leader_once()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        app.Clock.Set("2026-11-23 09:00");
        var id = Bureau.Must(await app.Get<IssueOrder>().HandleAsync(Command(bureau), await bureau.ActorAsync("office"), default));
        app.Clock.Set("2026-11-30 23:00");
        await app.SweepAsync();
        Assert.Null((await OrderAsync(app, id)).EscalatedUtc);
        app.Clock.Set("2026-12-01 00:05");
        await app.SweepAsync();
        await app.SweepAsync();
        Assert.NotNull((await OrderAsync(app, id)).EscalatedUtc);
        Assert.Equal(1, await app.QueryAsync(db => db.Set<OrderStep>().CountAsync(s => s.OrderId == id && s.Kind == SupervisionEvents.OrderEscalated)));
        using var leader = await bureau.SignedInAsync("leader");
        await leader.GoAsync("/Admin");
        Assert.Contains("逾期没有反馈的督办单", leader.Text, StringComparison.Ordinal);
        await leader.GoAsync("/Admin/Supervision/Orders/" + id);
        Assert.Contains("已提请分管领导", leader.Text, StringComparison.Ordinal);
        // At a glance: red where an order is late, first of all.
        await leader.GoAsync("/Admin/Supervision/Glance");
        Assert.Equal(("就业服务中心", "红灯"), (leader.Page.QuerySelector("tbody th a")!.TextContent, leader.Page.QuerySelector("tbody th .visually-hidden")!.TextContent));
        Assert.Equal("绿灯", leader.Page.QuerySelector("tbody tr:last-child th .visually-hidden")!.TextContent);
        Assert.True((await app.Get<ReadGlance>().HandleAsync(await bureau.ActorAsync("publisher"), default)).Has(Failure.NotAllowed));
        Assert.Equal(["就业服务中心"], Bureau.Must(await app.Get<ReadGlance>().HandleAsync(await bureau.ActorAsync("editor"), default)).Select(l => l.Name));
    }

    [Theory]
    [InlineData("issue", "office")]
    [InlineData("read", "office leader editor editor2 head")]
    [InlineData("answer", "editor editor2 head")]
    [InlineData("sign-off", "office")]
    [InlineData("return", "office")]
    [InlineData("take-back", "office")]
    public async Task The_table_of_roles_and_actions(string action, string may)
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        foreach (var who in "editor editor2 head stranger otherhead reviewer leader office publisher admin".Split(' '))
        {
            var (actor, office, editor) = (await bureau.ActorAsync(who), await bureau.ActorAsync("office"), await bureau.ActorAsync("editor"));
            var id = Bureau.Must(await app.Get<IssueOrder>().HandleAsync(Command(bureau), office, default));
            if (action is "sign-off" or "return") Assert.True((await app.Get<AnswerOrder>().HandleAsync(id, null, "已整改", editor, default)).Succeeded);
            var decide = app.Get<DecideOrder>();
            var refused = action switch
            {
                "issue" => (await app.Get<IssueOrder>().HandleAsync(Command(bureau), actor, default)).Has(Failure.NotAllowed),
                "read" => (await app.Get<ReadOrder>().HandleAsync(id, actor, default)).Has(Failure.NotAllowed),
                "answer" => (await app.Get<AnswerOrder>().HandleAsync(id, null, "已整改", actor, default)).Has(Failure.NotAllowed),
                "sign-off" => (await decide.SignOffAsync(id, null, "", actor, default)).Has(Failure.NotAllowed),
                "return" => (await decide.ReturnAsync(id, null, "不够", null, actor, default)).Has(Failure.NotAllowed),
                _ => (await decide.TakeBackAsync(id, null, "发错了", actor, default)).Has(Failure.NotAllowed),
            };
            Assert.True(may.Split(' ').Contains(who) != refused, who);
        }
    }

    [Fact]
    public async Task What_can_not_be_is_refused_at_its_field()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var (issue, office) = (app.Get<IssueOrder>(), await bureau.ActorAsync("office"));
        var refused = await issue.HandleAsync(new IssueOrderCommand(bureau.Organisation.Agencies[0].Id, "no-such-section", "", "", "", 0, ["nothing"]), office, default);
        Assert.Equal(["SectionId order.section-required", "What order.words-required", "Title order.words-required", "Basis order.words-required", "Days order.days", " order.problem-taken"], refused.Failures.Select(f => $"{f.Field} {f.Code}"));
        Assert.Equal(0, await app.QueryAsync(db => db.Set<SupervisionOrder>().CountAsync()));
        var id = Bureau.Must(await issue.HandleAsync(Command(bureau), office, default));
        Assert.True((await app.Get<DecideOrder>().SignOffAsync(id, null, "", office, default)).Has("order.wrong-state"));
        Assert.True((await app.Get<AnswerOrder>().HandleAsync(id, 7, "已整改", await bureau.ActorAsync("editor"), default)).Has("order.changed-by-other"));
        Assert.True((await app.Get<AnswerOrder>().HandleAsync("nosuchorder", null, "已整改", await bureau.ActorAsync("editor"), default)).Has("order.unknown"));
        // A problem stands in one order only.
        await RunAsync(app);
        var problem = (await StandingAsync(app, "column-blank")).First(p => p.SectionId == bureau.Column("就业政策").SectionId);
        Bureau.Must(await issue.HandleAsync(Command(bureau) with { Problems = [problem.Id] }, office, default));
        Assert.True((await issue.HandleAsync(Command(bureau) with { Problems = [problem.Id] }, office, default)).Has("order.problem-taken"));
    }

    private static IssueOrderCommand Command(Bureau bureau) =>
        new(bureau.Organisation.Agencies[0].Id, bureau.Organisation.Sections.Single(s => s.Name == "就业服务中心").Id, "整改栏目更新", "请更新栏目", "国办秘函〔2019〕19号", null, []);

    private static Task<SupervisionOrder> OrderAsync(PortalApp app, string id) => app.QueryAsync(db => db.Set<SupervisionOrder>().AsNoTracking().SingleAsync(o => o.Id == id));
}
