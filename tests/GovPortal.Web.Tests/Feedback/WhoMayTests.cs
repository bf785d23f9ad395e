using System.Text.Json;
using GovPortal.Feedback.Features;
using GovPortal.Feedback.Model;
using GovPortal.Feedback.Rules;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Results;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Web.Tests.Feedback.LetterOffice;

namespace GovPortal.Web.Tests.Feedback;

/// <summary>Who may do what with a letter, decided in the handlers; and that what people wrote is nowhere it does not belong.</summary>
[AnyEngine]
public sealed class WhoMayTests(SharedBureau shared)
{
    private const string Everybody = "editor editor2 head stranger otherhead reviewer leader office publisher admin";
    private readonly Bureau _bureau = shared.Bureau;

    // The letter is with the section of editor, editor2 and head; stranger and otherhead are of another.
    [Theory]
    [InlineData("read", "editor editor2 head office")]
    [InlineData("draft", "editor editor2 head office")]
    [InlineData("give-back", "editor editor2 head office")]
    [InlineData("see-writer", "editor editor2 head office")]
    [InlineData("dispatch", "office")]
    [InlineData("return", "office")]
    [InlineData("send", "office")]
    [InlineData("close", "office")]
    [InlineData("public-reply", "office")]
    public async Task The_table_of_roles_and_actions(string action, string may)
    {
        var allowed = may.Split(' ');
        foreach (var who in Everybody.Split(' ')) Assert.Equal(!allowed.Contains(who), (await ActAsync(action, who)).Has(Failure.NotAllowed));
    }

    [Theory]
    [InlineData("office", true)]
    [InlineData("editor", false)]
    [InlineData("head", false)]
    public async Task What_nobody_was_given_is_the_offices_alone(string who, bool may)
    {
        var letter = await KeptAsync(assigned: false);
        Assert.Equal(may, (await _bureau.App.Get<ReadLetter>().HandleAsync(letter.Id, await _bureau.ActorAsync(who), default)).Succeeded);
        using var page = await _bureau.SignedInAsync(who);
        await page.GoAsync("/Admin/Letters?state=received&pageSize=100");
        Assert.Equal(may, page.Text.Contains(letter.Code, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_office_sees_all_letters_of_its_agency_though_its_people_stand_in_a_section()
    {
        Bureau.Must(await _bureau.App.Get<Users.Features.CreateUser>().HandleAsync(new Users.Features.CreateUserCommand(
            "dispatcher", "分办员", [new Users.Model.MembershipSpec("Office", _bureau.Organisation.Agencies[0].Id, _bureau.Section("财务科"))], Password: Bureau.Password, Trusted: true), Kernel.Access.Actor.System, default));
        var dispatcher = await _bureau.ActorAsync("dispatcher");
        foreach (var assigned in new[] { true, false })
        {
            var letter = await KeptAsync(assigned);
            Assert.True((await _bureau.App.Get<ReadLetter>().HandleAsync(letter.Id, dispatcher, default)).Succeeded);
            Assert.True((await _bureau.App.Get<SeeWriter>().HandleAsync(letter.Id, dispatcher, default)).Succeeded);
            using var page = await _bureau.SignedInAsync("dispatcher");
            await page.GoAsync($"/Admin/Letters?q={letter.Code}");
            Assert.Contains(letter.Code, page.Text, StringComparison.Ordinal);
            Assert.True((await _bureau.App.Get<DispatchLetter>().HandleAsync(new DispatchLetterCommand(letter.Id, _bureau.Section("就业服务中心"), false, ""), dispatcher, default)).Succeeded);
        }
    }

    [Fact]
    public async Task What_people_wrote_is_encrypted_and_in_no_event_page_or_search()
    {
        const string text = "绝密纱线九十一号", answer = "答复里的纱线九十二号";
        var given = new NewLetter(LetterKind.Inquiry, null, "主题纱线九十三号", text, new LetterWriter("纱线先生", Phone, "yarn@example.org"), true, null, false, Somewhere());
        var received = Bureau.Must(await _bureau.App.Get<ReceiveLetter>().HandleAsync(given, default));
        var office = await _bureau.ActorAsync("office");
        Assert.True((await _bureau.App.Get<SeeWriter>().HandleAsync(received.Id, office, default)).Succeeded);
        Assert.True((await _bureau.App.Get<EndLetter>().SendAsync(received.Id, answer, office, default)).Succeeded);
        await _bureau.App.CatchUpAsync();
        // Other tests of this portal have yarn of their own.
        string[] secrets = ["纱线九十", "纱线先生", Phone, "yarn@example.org", received.Receipt];

        var rows = await _bureau.App.QueryAsync(async db => JsonSerializer.Serialize(new object[]
        {
            await db.Set<Letter>().AsNoTracking().Where(l => l.Id == received.Id).Select(l => new { l.Subject, l.Text, l.Contact, l.Answer }).ToListAsync(),
            await db.Set<LetterStep>().AsNoTracking().Where(s => s.LetterId == received.Id).ToListAsync(),
            await db.Set<PortalEvent>().AsNoTracking().Where(e => e.SubjectId == received.Id).ToListAsync(),
        }, Kernel.Content.CanonicalJson.Unescaped));
        Assert.DoesNotContain(secrets, s => rows.Contains(s, StringComparison.Ordinal));
        Assert.Contains("letter.contact-seen", rows, StringComparison.Ordinal);

        using var visitor = _bureau.App.Visitor();
        foreach (var url in new[]
        {
            "/", "/inquiries", "/inquiries/new", "/corrections/new", "/inquiries/track", "/inquiries/track?code=" + received.Receipt, "/inquiries/" + received.Id, "/corrections/" + received.Id,
            "/content/" + received.Id, "/search?q=" + Uri.EscapeDataString("九十一号"), "/feed.atom", "/sitemap.xml", "/Admin/Letters/" + received.Id, "/metrics",
        })
        {
            var page = await (await visitor.GetRawAsync(url)).Content.ReadAsStringAsync();
            Assert.DoesNotContain(secrets, s => page.Contains(s, StringComparison.Ordinal));
        }
        using var officer = await _bureau.SignedInAsync("office");
        await officer.GoAsync("/Admin/Letters/" + received.Id);
        Assert.DoesNotContain("纱线先生", officer.Text, StringComparison.Ordinal);
        await officer.SubmitAsync("form[action*='handler=Contact']");
        Assert.Contains("纱线先生", officer.Text, StringComparison.Ordinal);
        Assert.Contains("查看联系方式", officer.Page.QuerySelector(".gp-timeline")!.TextContent, StringComparison.Ordinal);
        // The digest and the audit, too, name nothing of it.
        await officer.GoAsync("/Admin/Audit");
        Assert.DoesNotContain(secrets, s => officer.Text.Contains(s, StringComparison.Ordinal));
    }

    private async Task<Result> ActAsync(string action, string who)
    {
        var (app, actor, office) = (_bureau.App, await _bureau.ActorAsync(who), await _bureau.ActorAsync("office"));
        var letter = await KeptAsync(assigned: true);
        if (action == "return") Assert.True((await app.Get<DraftAnswer>().HandleAsync(letter.Id, "草稿", await _bureau.ActorAsync("editor"), default)).Succeeded);
        if (action == "public-reply") Assert.True((await app.Get<EndLetter>().SendAsync(letter.Id, "答复", office, default)).Succeeded);
        return action switch
        {
            "read" => await app.Get<ReadLetter>().HandleAsync(letter.Id, actor, default),
            "draft" => await app.Get<DraftAnswer>().HandleAsync(letter.Id, "答复", actor, default),
            "give-back" => await app.Get<ReturnLetter>().GiveBackAsync(letter.Id, "不属于本科室", actor, default),
            "see-writer" => await app.Get<SeeWriter>().HandleAsync(letter.Id, actor, default),
            "dispatch" => await app.Get<DispatchLetter>().HandleAsync(new DispatchLetterCommand(letter.Id, _bureau.Section("财务科"), false, ""), actor, default),
            "return" => await app.Get<ReturnLetter>().ReturnAsync(letter.Id, "请补充", actor, default),
            "send" => await app.Get<EndLetter>().SendAsync(letter.Id, "答复", actor, default),
            "close" => await app.Get<EndLetter>().CloseAsync(new CloseLetterCommand(letter.Id, "duplicate", ""), actor, default),
            "public-reply" => await app.Get<DraftPublicReply>().HandleAsync(letter.Id, _bureau.Column("咨询回复").Id, actor, default),
            _ => throw new ArgumentOutOfRangeException(nameof(action)),
        };
    }

    private async Task<Letter> KeptAsync(bool assigned)
    {
        var place = assigned ? new LetterPlace(_bureau.Organisation.Agencies[0].Id, _bureau.Section("就业服务中心"), null, null, "/x", "某页") : null;
        var given = new NewLetter(LetterKind.Inquiry, null, "主题", "内容", LetterWriter.Nobody with { Name = Who, Phone = Phone }, true, place, ToSection: assigned, Somewhere());
        var received = Bureau.Must(await _bureau.App.Get<ReceiveLetter>().HandleAsync(given, default));
        return await _bureau.LetterAsync(received.Receipt);
    }

    /// <summary>An address of its own, so that no limit is met.</summary>
    private static System.Net.IPAddress Somewhere() => new(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
}
