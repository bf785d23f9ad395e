using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Concerns.Features;
using GovPortal.Feedback.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Supervision;
using GovPortal.Supervision.Features;
using GovPortal.Supervision.Model;
using GovPortal.Supervision.Rules;
using GovPortal.Testing;
using GovPortal.Users.Features;
using GovPortal.Users.Model;
using GovPortal.Web.Tests.Deadlines;
using GovPortal.Web.Tests.Feedback;
using GovPortal.Web.Tests.ServiceGuides;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Supervision;

/// <param name="AnsweredOn">Null for never.</param>
internal sealed record GivenOrder(string Id, Fault About, DateOnly IssuedOn, DateOnly Due, DateOnly? AnsweredOn);

/// <summary>
/// The county's people over the years, with faults planted on days of the dice. What an inspection ought to find is the oracle's
/// (<see cref="SupervisedOracle"/>).
/// </summary>
internal sealed class SupervisedCounty(PortalApp app, Bureau bureau, CountyOracle calendar, Random random, DateOnly start)
{
    private SupervisedWorks _works = null!;

    private const string Personal = "身份证11010519491231002X";
    private static readonly (int From, int To) Silence = (30, 52);
    /// <summary>Over a year in which nothing is written that has an interval, nor any policy: in two years alone.</summary>
    private static readonly (int From, int To) Slack = (150, 600);
    private static readonly string[] Rare = ["通知公告", "咨询回复", SupervisedOracle.StillColumn, "政策解读"];

    private readonly Dictionary<Fault, (DateOnly Until, Func<Task> Mend)> _planted = [];
    private readonly List<(VersionRef Draft, Column Column, DateOnly Until)> _left = [];
    /// <summary>Each kind of fault in its turn, so that a short run has all of them.</summary>
    private int _plants;

    public CountyDeeds Deeds { get; } = new();
    public List<GivenOrder> Orders { get; } = [];
    /// <summary>What the orders answered today were about: the answer has these looked at again at once.</summary>
    public IReadOnlyList<Fault> LookedAtAgain { get; private set; } = [];
    public string AgencyId => bureau.Organisation.Agencies[0].Id;

    /// <summary>Columns anybody writes in; a few are left alone for months, so that they go stale.</summary>
    private List<Column> Written(int day)
    {
        var policies = bureau.Organisation.WithDescendants(bureau.Organisation.Columns.Single(c => c is { IsGroup: true, Title: "政策文件" }));
        return
        [
            .. bureau.Organisation.Columns.Where(c => !c.IsGroup && !c.IsClosed && bureau.Organisation.IsPublic(c) && c.SectionId is not null && !Rare.Contains(c.Title)
                && (day < Slack.From || day >= Slack.To || (c.FreshnessRule?.StartsWith("every", StringComparison.Ordinal) != true && !policies.Contains(c)))),
        ];
    }

    public async Task BeginAsync(OutsideSite outside, int days)
    {
        (_works = new SupervisedWorks(app, bureau, this, outside)).Plan(start, days);
        foreach (var (name, role) in new[] { ("clerk", "SectionEditor"), ("chief", "SectionHead") })
        {
            Bureau.Must(await app.Get<CreateUser>().HandleAsync(new CreateUserCommand(name, "模拟" + name, [new MembershipSpec(role, AgencyId, null)], Password: Bureau.Password, Trusted: true), Actor.System, default));
        }
        // Nothing in the county is called as the columns that the state's list means, so the office names them.
        var named = await app.Get<ChangeInspectionRules>().HandleAsync(
            new InspectionRules { Choices = [new(FrontColumns.News, Columns: [.. SupervisedOracle.NewsColumns.Select(t => bureau.Column(t).Path)]), new(FrontColumns.Statistics, Columns: [bureau.Column(SupervisedOracle.StatisticsColumn).Path])] }, await bureau.ActorAsync("office"), default);
        Assert.True(named.Succeeded, string.Join(", ", named.Failures));
        var own = new OwnRule { Title = "社保政策二十天一更新", Basis = "县府办〔2025〕1号", Kind = OwnRuleKinds.ColumnStill, Columns = [bureau.Column(SupervisedOracle.StillColumn).Path], Limit = SupervisedOracle.StillDays, Points = 2 };
        var changed = await app.Get<ChangeOwnRule>().SaveAsync(own, await bureau.ActorAsync("office"), default);
        Assert.True(changed.Succeeded, string.Join(", ", changed.Failures));
        Deeds.OwnRuleCode = Assert.Single((await app.QueryAsync(db => InspectionRules.LoadAsync(db, default))).Own).Code;
    }

    /// <summary>What people do on a day.</summary>
    public async Task WorkAsync(DateOnly today)
    {
        var n = today.DayNumber - start.DayNumber;
        foreach (var (fault, plan) in _planted.Where(p => p.Value.Until == today).ToList())
        {
            await plan.Mend();
            _planted.Remove(fault);
            Deeds.Standing.Remove(fault);
        }
        foreach (var i in Enumerable.Range(0, Deeds.Letters.Count).Where(i => Deeds.Letters[i].Closed == today))
        {
            var closed = await app.Get<EndLetter>().CloseAsync(new CloseLetterCommand(Deeds.Letters[i].Id, "duplicate", ""), await bureau.ActorAsync("office"), default);
            Assert.True(closed.Succeeded, string.Join(", ", closed.Failures));
        }
        await LogAsync(today);
        if (n % 23 == 1) await AskAsync(today, n);
        if (!calendar.Works(today)) return;
        if (n >= Silence.From && n < Silence.To) return;
        if (n < 4) foreach (var title in Rare.Where(r => r != "政策解读").Union(SupervisedOracle.NewsColumns)) await PublishAsync(today, bureau.Column(title));
        if (n == 400 || (n == 401 && Deeds.Guide?.Confirmed < today)) await ConfirmAsync(today);
        await _works.WorkAsync(today);
        Deeds.Guide ??= await GuideAsync(today);
        foreach (var late in _left.Where(l => l.Until <= today).ToList())
        {
            await HandOverAsync(late.Draft);
            Told(late.Draft.ContentItemId, late.Column, today);
            _left.Remove(late);
        }
        for (var many = random.Next(0, 3); many > 0; many--)
        {
            var free = Written(n);
            await PublishAsync(today, free[random.Next(free.Count)]);
        }
        if (random.Next(3) == 0) await PlantAsync(today);
        if (random.Next(10) == 0)
        {
            // Written down and left lying for longer than its clock lets it.
            var column = bureau.Column("补贴公示");
            _left.Add((await DraftAsync("Article", bureau.Article($"拖延的信息{today:yyyyMMdd}", column: column.Title, formedOn: $"{today:yyyy-MM-dd}")), column, today.AddDays(random.Next(10, 40))));
        }
    }

    internal async Task<string> OnlineAsync(string type, JsonObject data, string? itemId = null)
    {
        var draft = await DraftAsync(type, data, itemId);
        await HandOverAsync(draft);
        return draft.ContentItemId;
    }

    internal async Task<VersionRef> DraftAsync(string type, JsonObject data, string? itemId = null, string? newId = null) =>
        Bureau.Must(await app.Get<SaveDraft>().HandleAsync(new SaveDraftCommand(itemId, type, data, NewContentItemId: newId), await bureau.ActorAsync("clerk"), default));

    private async Task HandOverAsync(VersionRef draft)
    {
        Bureau.Must(await bureau.SubmitAsync(draft.VersionId, "clerk"));
        Bureau.Must(await bureau.DecideAsync(draft.VersionId, "section-head", "chief"));
        Bureau.Must(await bureau.DecideAsync(draft.VersionId, "confidentiality", "reviewer"));
        Bureau.Must(await bureau.PublishAsync(draft.VersionId));
        await app.CatchUpAsync();
    }

    private async Task<string> PublishAsync(DateOnly today, Column column, string html = "<p>正文内容，供测试使用。</p>")
    {
        var item = await OnlineAsync("Article", bureau.Article($"{column.Title}{today:yyyyMMdd}{random.Next(100000)}", html, column.Title, $"{today:yyyy-MM-dd}"));
        Told(item, column, today);
        return item;
    }

    internal void Told(string itemId, Column column, DateOnly today)
    {
        Deeds.ColumnOf[itemId] = column.Id;
        Deeds.Published[column.Id] = (Deeds.Published.TryGetValue(column.Id, out var known) ? known.First : today, today);
        Deeds.LastAny = today;
        if (Deeds.First.TrueForAll(f => f.Item != itemId)) Deeds.First.Add((itemId, today));
    }

    /// <summary>As if it had slipped through: what the gates refuse is put into the row of the live version.</summary>
    private async Task PlantAsync(DateOnly today)
    {
        var columns = Written(today.DayNumber - start.DayNumber);
        var column = columns[random.Next(columns.Count)];
        var kind = new[] { "dead-link", "date-missing", "personal-data", "sensitive-word", "guide-incomplete" }[_plants++ % 5];
        var dead = $"{column.Path}/{random.Next(1_000_000)}";
        var until = today.AddDays(random.Next(1, 16));
        while (!calendar.Works(until) || (until.DayNumber - start.DayNumber is var day && day >= Silence.From && day < Silence.To)) until = until.AddDays(1);
        if (kind == "guide-incomplete")
        {
            var live = await OnlineAsync("ServiceGuide", Formed(GuideTests.Guide(bureau, $"指南{today:yyyyMMdd}", $"T-{today:yyyyMMdd}{random.Next(1000)}"), today));
            Told(live, bureau.Column("就业政策"), today);
            await ChangeAsync(live, data => ((JsonObject)data["ServiceGuide"]!).Remove("Result"));
            Add(live, bureau.Column("就业政策"), async () => await ChangeAsync(live, data => data["ServiceGuide"]!["Result"] = new JsonObject { ["Text"] = "失业登记信息" }));
            return;
        }
        var item = await PublishAsync(today, column, kind == "dead-link" ? $"<p><a href=\"/{dead}\">不在</a></p>" : "<p>正文内容，供测试使用。</p>");
        switch (kind)
        {
            case "dead-link":
                Add(item, column, async () => await RepublishAsync(item, column, until));
                break;
            case "date-missing":
                await FormedAsync(item, null);
                Add(item, column, async () => await FormedAsync(item, today));
                break;
            default:
                await ChangeAsync(item, data => data["HtmlBodyPart"]!["Html"] = kind == "personal-data" ? $"<p>{Personal}</p>" : "<p>机密★10年 本件不得外传</p>");
                Add(item, column, async () => await RepublishAsync(item, column, until));
                break;
        }

        void Add(string id, Column place, Func<Task> mend)
        {
            var fault = new Fault(kind, id, place.SectionId);
            _planted[fault] = (until, mend);
            Deeds.Standing.Add(fault);
        }
    }

    private async Task RepublishAsync(string itemId, Column column, DateOnly on)
    {
        await OnlineAsync("Article", bureau.Article("改正后的信息", "<p>正文内容，供测试使用。</p>", column.Title, $"{on:yyyy-MM-dd}"), itemId);
        Told(itemId, column, on);
    }

    private Task<int> FormedAsync(string itemId, DateOnly? formed) =>
        app.QueryAsync(db => db.Set<ContentIndexRow>().Where(r => r.ContentItemId == itemId && r.IsPublished).ExecuteUpdateAsync(s => s.SetProperty(r => r.FormedOn, formed)));

    private async Task ChangeAsync(string itemId, Action<JsonObject> change)
    {
        var version = await app.QueryAsync(db => db.Set<ContentVersion>().AsNoTracking().Where(v => v.ContentItemId == itemId).OrderByDescending(v => v.Number).FirstAsync());
        var data = (JsonObject)JsonNode.Parse(version.Data)!;
        change(data);
        await app.QueryAsync(db => db.Set<ContentVersion>().Where(v => v.Id == version.Id).ExecuteUpdateAsync(s => s.SetProperty(v => v.Data, CanonicalJson.Of(data))));
    }

    private static JsonObject Formed(JsonObject data, DateOnly day)
    {
        data[Disclosure.PartName]!["FormedOn"] = $"{day:yyyy-MM-dd}";
        return data;
    }

    private async Task<(string, DateOnly)?> GuideAsync(DateOnly today)
    {
        var live = await OnlineAsync("DisclosureGuide", Contact(today));
        Told(live, bureau.Column("就业政策"), today);
        return (live, today);
    }

    private async Task ConfirmAsync(DateOnly today)
    {
        await OnlineAsync("DisclosureGuide", Contact(today), Deeds.Guide!.Value.Id);
        Told(Deeds.Guide.Value.Id, bureau.Column("就业政策"), today);
        Deeds.Guide = (Deeds.Guide.Value.Id, today);
    }

    private JsonObject Contact(DateOnly today)
    {
        var data = Formed(MoreInspectionTests.Guide(bureau, ("Phone", "0600-5550101"), ("Address", "澄溪县云峰街道文澜路88号"), ("Hours", "工作日8:30—12:00")), today);
        data["DisclosureGuide"]!["RevisedOn"] = new JsonObject { ["Value"] = $"{today:yyyy-MM-dd}" };
        return data;
    }

    private async Task AskAsync(DateOnly today, int n)
    {
        var letter = await bureau.LetterAsync(await bureau.AskAsync());
        Deeds.Letters.Add((letter.Id, today, n % 3 == 0 ? today.AddDays(100) : n % 3 == 1 ? today.AddDays(70) : today.AddDays(10)));
    }

    /// <summary>Working days are logged in the afternoon; a fifteenth is forgotten, and made up for after five days.</summary>
    private async Task LogAsync(DateOnly today)
    {
        foreach (var day in Deeds.Logged.Where(l => l.Value == today && l.Key != today).Select(l => l.Key).ToList()) await KeepAsync(day);
        if (!calendar.Works(today)) return;
        Deeds.Logged[today] = Deeds.Logged.Count > 0 && random.Next(15) == 0 ? today.AddDays(5) : today;
        if (Deeds.Logged[today] == today) await KeepAsync(today);

        async Task KeepAsync(DateOnly day)
        {
            var kept = await app.Get<KeepMonitoringLog>().HandleAsync(new LogDayCommand(AgencyId, day, "", []), await bureau.ActorAsync("office"), default);
            Assert.True(kept.Succeeded, string.Join(", ", kept.Failures));
        }
    }

    /// <summary>The office issues an order about a problem now and then; its section answers in time, late or not at all, and the office signs off.</summary>
    public async Task SuperviseAsync(DateOnly today)
    {
        var answering = Orders.Where(o => o.AnsweredOn == today).ToList();
        LookedAtAgain = [.. answering.Select(o => o.About)];
        foreach (var order in answering)
        {
            var answered = await app.Get<AnswerOrder>().HandleAsync(order.Id, null, "已整改", Of("answering", SupervisionPermissions.Answer, order.About.SectionId), default);
            Assert.True(answered.Succeeded, string.Join(", ", answered.Failures));
            var signed = await app.Get<DecideOrder>().SignOffAsync(order.Id, null, "", await bureau.ActorAsync("office"), default);
            Assert.True(signed.Succeeded, string.Join(", ", signed.Failures));
        }
        if (!calendar.Works(today) || random.Next(4) > 0) return;
        var problem = (await InspectionTests.StandingAsync(app, null)).Where(p => p.SectionId is not null && p.OrderId is null).OrderBy(p => p.FoundUtc).ThenBy(p => p.Rule).ThenBy(p => p.SubjectId).FirstOrDefault();
        if (problem is null) return;
        var issued = Bureau.Must(await app.Get<IssueOrder>().HandleAsync(new IssueOrderCommand(AgencyId, problem.SectionId, "请整改", "请整改", "国办秘函〔2019〕19号", null, [problem.Id]), await bureau.ActorAsync("office"), default));
        var due = calendar.AddWorkingDays(today, 5);
        DateOnly? answer = random.Next(6) switch { 0 => null, 1 => due.AddDays(random.Next(1, 10)), _ => today.AddDays(random.Next(1, due.DayNumber - today.DayNumber + 1)) };
        Orders.Add(new GivenOrder(issued, SupervisedYearsTests.Of(problem), today, due, answer));
    }

    private Actor Of(string id, string permission, string? section) => new(id, id, [new Grant("SectionHead", new HashSet<string> { permission }, AgencyId, section)]);
}
