using System.Globalization;
using GovPortal.Feedback.Features;
using GovPortal.Feedback.Model;
using GovPortal.Kernel.Events;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Feedback;

/// <summary>What tests of letters do again and again.</summary>
internal static class LetterOffice
{
    public const string Phone = "0600-5550188", Who = "来信人王某某", Question = "社保卡丢失以后在哪里补办？需要带什么材料？";

    public static Dictionary<string, string> Inquiry(string subject = "社保卡补办") => new()
    {
        ["subject"] = subject, ["text"] = Question, ["name"] = Who, ["phone"] = Phone, ["publish"] = "yes",
    };

    public static string ReceiptOn(Visitor visitor) => visitor.Page.QuerySelector(".letter-receipt__code")?.TextContent ?? throw new InvalidOperationException(visitor.Errors);

    /// <summary>By the page a person would use; answers the receipt.</summary>
    public static async Task<string> AskAsync(this Bureau bureau, Dictionary<string, string>? fields = null)
    {
        using var citizen = bureau.App.Visitor();
        await citizen.GoAsync("/inquiries/new");
        await citizen.SubmitAsync("form.letter-form", fields ?? Inquiry());
        return ReceiptOn(citizen);
    }

    public static async Task<string> CorrectAsync(this Bureau bureau, string query, string text = "第二段“社保”写成了“射保”", string kind = "typo")
    {
        using var citizen = bureau.App.Visitor();
        await citizen.GoAsync("/corrections/new" + query);
        await citizen.SubmitAsync("form.letter-form", new() { ["kind"] = kind, ["text"] = text });
        return ReceiptOn(citizen);
    }

    public static Task<Letter> LetterAsync(this Bureau bureau, string receipt) => bureau.App.QueryAsync(db => db.Set<Letter>().AsNoTracking().SingleAsync(l => l.Code == receipt));

    public static string Section(this Bureau bureau, string name) => bureau.Organisation.Sections.Single(s => s.Name == name).Id;

    /// <summary>An inquiry that the office gave to the section of the editor.</summary>
    public static async Task<Letter> AssignedAsync(this Bureau bureau, string subject = "社保卡补办")
    {
        var letter = await bureau.LetterAsync(await bureau.AskAsync(Inquiry(subject)));
        var done = await bureau.App.Get<DispatchLetter>().HandleAsync(new DispatchLetterCommand(letter.Id, bureau.Section("就业服务中心"), false, ""), await bureau.ActorAsync("office"), default);
        return done.Succeeded ? await bureau.LetterAsync(letter.Code) : throw new InvalidOperationException(done.Failures[0].ToString());
    }

    /// <summary>What the receipt tells.</summary>
    public static async Task<Visitor> TrackAsync(this Bureau bureau, string receipt, string page = "/inquiries/track")
    {
        var citizen = bureau.App.Visitor();
        await citizen.GoAsync(page);
        return await citizen.SubmitAsync("form.letter-form", new() { ["code"] = receipt });
    }

    public static string Day(DateTime? utc) => GovPortal.Clocks.CivilTime.DateOf(utc!.Value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static Task<List<PortalEvent>> EventsOfAsync(this Bureau bureau, string subject) =>
        bureau.App.QueryAsync(db => db.Set<PortalEvent>().AsNoTracking().Where(e => e.SubjectId == subject).OrderBy(e => e.Id).ToListAsync());
}
