using System.Globalization;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Features;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Requests;

/// <summary>What tests of cases do again and again.</summary>
internal static class CaseOffice
{
    public const string Who = "纱线先生", IdNumber = "11010519491231002X", Phone = "0600-5550188", Matter = "申请公开2025年度就业补助资金的使用情况。";

    public static readonly AnswerDraft Granted = new("granted", "2025年度就业补助资金使用情况见下表。", "", "", "");

    public static Dictionary<string, string> Form(string description = Matter) => new()
    {
        ["class"] = "natural-person", ["name"] = Who, ["proof"] = "id-card", ["number"] = IdNumber, ["phone"] = Phone, ["description"] = description,
        ["form"] = "electronic", ["delivery"] = "online", ["consent"] = "yes",
    };

    public static Application Application(string description = Matter, string number = IdNumber) =>
        new("natural-person", Who, "id-card", number, "", Phone, "", "", description, "electronic", "online", true);

    /// <summary>By the page a person would use; answers code and secret.</summary>
    public static async Task<(string Code, string Secret)> ApplyAsync(this Bureau bureau, Dictionary<string, string>? fields = null)
    {
        using var citizen = bureau.App.Visitor();
        await citizen.GoAsync("/requests/new");
        await citizen.SubmitAsync("form.letter-form", fields ?? Form());
        string Shown(string id) => citizen.Page.QuerySelector(id)?.TextContent ?? throw new InvalidOperationException(citizen.Errors);
        return (Shown("#request-code"), Shown("#request-secret"));
    }

    public static Task<DisclosureRequest> CaseAsync(this Bureau bureau, string codeOrId) =>
        bureau.App.QueryAsync(db => db.Set<DisclosureRequest>().AsNoTracking().SingleAsync(r => r.Code == codeOrId || r.Id == codeOrId));

    /// <summary>A case as it comes by the site, past the limits of an hour.</summary>
    public static async Task<DisclosureRequest> ReceivedAsync(this Bureau bureau, string description = Matter, string number = IdNumber)
    {
        var receive = bureau.App.Get<ReceiveRequest>();
        var received = await bureau.App.Get<PortalTransactions>().WriteAsync(
            tx => receive.ApplyAsync(tx, new NewRequest(Application(description, number), RequestChannel.Internet, tx.NowUtc.ToCivilDate(), [], null, Actor.Public.UserId), default), default);
        return await bureau.CaseAsync(Bureau.Must(received).Id);
    }

    public static string Section(this Bureau bureau, string name = "就业服务中心") => bureau.Organisation.Sections.Single(s => s.Name == name).Id;

    /// <summary>With the section of the editor.</summary>
    public static async Task<DisclosureRequest> DispatchedAsync(this Bureau bureau, string number = IdNumber)
    {
        var received = await bureau.ReceivedAsync(number: number);
        Done(await bureau.App.Get<DispatchRequest>().HandleAsync(new CaseRef(received.Id), bureau.Section(), "", await bureau.ActorAsync("office"), default));
        return await bureau.CaseAsync(received.Id);
    }

    /// <summary>Drafted by the editor.</summary>
    public static async Task<DisclosureRequest> DraftedAsync(this Bureau bureau, AnswerDraft? draft = null)
    {
        var given = await bureau.DispatchedAsync();
        Done(await bureau.App.Get<DraftAnswer>().HandleAsync(new CaseRef(given.Id), draft ?? Granted, [], [], await bureau.ActorAsync("editor"), default));
        return await bureau.CaseAsync(given.Id);
    }

    public static async Task<DisclosureRequest> ApprovedAsync(this Bureau bureau)
    {
        var drafted = await bureau.DraftedAsync();
        Done(await bureau.App.Get<DecideAnswer>().ApproveAsync(new CaseRef(drafted.Id), "", await bureau.ActorAsync("leader"), default));
        return await bureau.CaseAsync(drafted.Id);
    }

    /// <summary>What code and secret tell.</summary>
    public static async Task<Visitor> TrackAsync(this Bureau bureau, (string Code, string Secret) receipt)
    {
        var citizen = bureau.App.Visitor();
        await citizen.GoAsync("/requests/track?code=" + receipt.Code);
        return await citizen.SubmitAsync("#request-track", new() { ["secret"] = receipt.Secret });
    }

    public static void Done(Result result) => Assert.True(result.Succeeded, string.Join(", ", result.Failures));

    public static string Day(DateTime? utc) => utc!.Value.ToCivilDate().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static Task<List<PortalEvent>> EventsOfAsync(this Bureau bureau, string subject) =>
        bureau.App.QueryAsync(db => db.Set<PortalEvent>().AsNoTracking().Where(e => e.SubjectId == subject).OrderBy(e => e.Id).ToListAsync());
}
