using System.Text.Json.Nodes;
using GovPortal.Columns.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Users.Features;
using GovPortal.Users.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Testing;

/// <summary>A portal with the county's task table and one person per role: what most tests start from.</summary>
public sealed class Bureau
{
    public const string Password = "Bureau-people-2026";

    private Bureau(PortalApp app, OrganisationSnapshot organisation) => (App, Organisation) = (app, organisation);

    public PortalApp App { get; }
    public OrganisationSnapshot Organisation { get; }

    public static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    /// <summary>Columns and people, unless the portal began with them.</summary>
    public static async Task<Bureau> OpenAsync(PortalApp app)
    {
        if (!await app.QueryAsync(db => db.Set<Section>().AnyAsync())) await FillAsync(app.Services, default);
        await app.CatchUpAsync();
        return new Bureau(app, await app.QueryAsync(db => OrganisationSnapshot.LoadAsync(db, default)));
    }

    internal static async Task FillAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await using (var file = File.OpenRead(Fixture("栏目任务分解表.xlsx")))
        {
            Must(await services.GetRequiredService<ApplyTaskTable>().HandleAsync(
                new ApplyTaskTableCommand(new TaskTableSource(file, "栏目任务分解表.xlsx"), Trusted: true), Actor.System, cancellation));
        }
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(cancellation);
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        string Section(string name) => organisation.Sections.Single(s => s.Name == name).Id;
        var agency = organisation.Agencies[0].Id;
        (string Name, string Role, string? Section)[] people =
        [
            ("editor", "SectionEditor", Section("就业服务中心")), ("editor2", "SectionEditor", Section("就业服务中心")),
            ("stranger", "SectionEditor", Section("财务科")), ("head", "SectionHead", Section("就业服务中心")),
            ("otherhead", "SectionHead", Section("财务科")), ("reviewer", "ConfidentialityReviewer", null),
            ("leader", "DeputyLeader", null), ("office", "Office", null), ("publisher", "Publisher", null),
        ];
        foreach (var (name, role, section) in people)
        {
            Must(await services.GetRequiredService<CreateUser>().HandleAsync(
                new CreateUserCommand(name, "测试" + name, [new MembershipSpec(role, agency, section)], Password: Password, Trusted: true), Actor.System, cancellation));
        }
    }

    /// <summary>A review form that has all it needs.</summary>
    public static ReviewFormInput Form { get; } = new("other", null, "own", "门户网站", null, NoSecrets: true, "none", null, "none", null, null);

    public Column Column(string title) => Organisation.Columns.Single(c => c.Title == title && !c.IsGroup);

    public async Task<Actor> ActorAsync(string userName) => (await App.Get<Actors>().NamedAsync(userName, default))!;

    public async Task<Visitor> SignedInAsync(string userName) => await App.Visitor().SignInAsync(userName, Password);

    public JsonObject Article(string title, string html = "<p>正文内容，供测试使用。</p>", string column = "就业政策", string formedOn = "2026-11-20") => new()
    {
        ["TitlePart"] = new JsonObject { ["Title"] = title },
        [Disclosure.PartName] = new JsonObject { ["ColumnId"] = Column(column).Id, ["Stage"] = "management", ["FormedOn"] = formedOn, ["Urgency"] = "normal" },
        ["HtmlBodyPart"] = new JsonObject { ["Html"] = html },
    };

    public async Task<Result<VersionRef>> DraftAsync(JsonObject data, string by = "editor", string? itemId = null, string? newId = null) =>
        await App.Get<SaveDraft>().HandleAsync(new SaveDraftCommand(itemId, "Article", data, NewContentItemId: newId), await ActorAsync(by), default);

    public async Task<Result<VersionRef>> SubmitAsync(string versionId, string by = "editor") =>
        await App.Get<SubmitVersion>().HandleAsync(new SubmitVersionCommand(versionId, Form), await ActorAsync(by), default);

    public async Task<Result<VersionState>> DecideAsync(string versionId, string step, string by, ReviewDecision decision = ReviewDecision.Approved, string? comment = null)
    {
        var version = await App.QueryAsync(db => db.Set<ContentVersion>().AsNoTracking().SingleAsync(v => v.Id == versionId));
        return await App.Get<DecideReview>().HandleAsync(
            new DecideReviewCommand(versionId, version.ManifestHash ?? "", step, decision, comment), await ActorAsync(by), default);
    }

    public async Task<Result<VersionRef>> PublishAsync(string versionId, string by = "publisher") =>
        await App.Get<PublishVersion>().HandleAsync(new PublishVersionCommand(versionId), await ActorAsync(by), default);

    /// <summary>Brings a draft through both reviews to the publisher's queue.</summary>
    public async Task<VersionRef> ApprovedAsync(JsonObject data, string? itemId = null)
    {
        var draft = Must(await DraftAsync(data, itemId: itemId));
        Must(await SubmitAsync(draft.VersionId));
        Must(await DecideAsync(draft.VersionId, "section-head", "head"));
        Must(await DecideAsync(draft.VersionId, "confidentiality", "reviewer"));
        return draft;
    }

    public async Task<VersionRef> PublishedAsync(JsonObject data, string? itemId = null)
    {
        var approved = await ApprovedAsync(data, itemId);
        Must(await PublishAsync(approved.VersionId));
        await App.CatchUpAsync();
        return approved;
    }

    public async Task<string> PathAsync(string contentItemId) =>
        "/" + await App.QueryAsync(db => db.Set<ContentItemRow>().Where(i => i.Id == contentItemId).Select(i => i.Path).SingleAsync());

    public async Task<MediaInfo> AttachAsync(string contentItemId, string fileName, byte[] bytes, string by = "editor")
    {
        using var stream = new MemoryStream(bytes);
        return Must(await App.Get<IMediaStore>().AddAsync(stream, fileName, contentItemId, await ActorAsync(by), default));
    }

    public static T Must<T>(Result<T> result) =>
        result.Succeeded ? result.Value : throw new InvalidOperationException(string.Join(", ", result.Failures));
}
