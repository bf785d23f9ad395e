using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Kernel.Publishing;

/// <summary>What happened to a version.</summary>
public enum ContentChangeKind { Saved, Discarded, Submitted, Recalled, StepApproved, Approved, SentBack, Returned, Scheduled, Published, Withdrawn, Purged }

/// <summary>A version in the middle of a use case, with all that rules and reactions may ask of it.</summary>
public sealed record VersionInHand(
    ContentItemRow Item, ContentVersion Version, JsonObject Data, ContentTypeDefinition Type, OrganisationSnapshot Organisation)
{
    public Disclosure Disclosure { get; } = Disclosure.Of(Data);

    public Column? Column => Organisation.Column(Version.ColumnId);
}

/// <summary>
/// A module's own bookkeeping, inside the transaction of the change: both are committed or neither.
/// </summary>
public interface IContentReaction
{
    Task OnAsync(PortalTransaction tx, ContentChangeKind change, VersionInHand version, Actor actor, CancellationToken cancellation);
}

/// <summary>A condition on a draft that elements cannot judge by its data alone: what it names has to be there.</summary>
public interface IDraftRule
{
    Task<IReadOnlyList<Failure>> CheckAsync(
        PortalDbContext db, string contentItemId, ContentTypeDefinition type, JsonObject data, CancellationToken cancellation);
}

/// <summary>A condition at publication. Throwing refuses the publication (<c>publish.rule-failed</c>).</summary>
public interface IPublishRule
{
    /// <summary>True where the content alone decides, so that the author is told at submission already.</summary>
    bool AtSubmission => false;

    Task<IReadOnlyList<Failure>> CheckAsync(PortalDbContext db, VersionInHand version, CancellationToken cancellation);
}

/// <summary>
/// A module's index rows of an item, derived and rebuilt by <c>reindex</c>. Called with the version that now is the
/// published (or the latest) one, or null where there is none any more.
/// </summary>
public interface IContentIndex
{
    Task ReplaceAsync(PortalDbContext db, string contentItemId, VersionInHand? version, bool published, CancellationToken cancellation);
}

/// <summary>
/// A fact that public pages show beside an item and that is known at publication; kept with the published index row,
/// so that a page needs no query for it.
/// </summary>
public interface IPublicFacts
{
    /// <summary>The member of the facts object: <c>attachments</c>, <c>deadline</c>.</summary>
    string Name { get; }

    Task<JsonNode?> ForAsync(PortalDbContext db, VersionInHand version, CancellationToken cancellation);
}

/// <summary>
/// Renders a version as its public page would look. It also renders a draft: callers show the answer to those alone who
/// may read the version (<see cref="ContentAccess.CanRead"/>).
/// </summary>
public interface IItemRenderer
{
    /// <summary>A whole HTML page.</summary>
    Task<string> RenderAsync(VersionInHand version, CancellationToken cancellation);
}

/// <summary>
/// Answers a public form with a page of the site: a template of the theme, which sees the given plain values as
/// <c>Values</c>. The page is for this visitor alone and is never kept.
/// </summary>
public interface IPublicAnswer
{
    Task WriteAsync(HttpContext http, int statusCode, string title, string template, IReadOnlyDictionary<string, object?> values);
}

/// <summary>
/// Review packages (整包审查), by the module that reviews: what came in together is submitted, decided and published together,
/// each item through the same gates as alone.
/// </summary>
public interface IReviewPackages
{
    /// <summary>Opens a package for each agency among the versions, several where they are many. Side effect: <c>package.opened</c> each.</summary>
    Task OpenAsync(PortalTransaction tx, string title, IReadOnlyList<VersionRef> versions, Actor actor, CancellationToken cancellation);
}

/// <summary>An item behind a figure.</summary>
public sealed record AnnualItem(string ContentItemId, string Title, DateOnly On);

/// <summary>
/// Figures of the yearly report on disclosure (table 二, 国办公开办函〔2021〕30号) that a module counts from its items: cells by name, as
/// <c>documents.made</c>. Each figure opens the items it counts.
/// </summary>
public interface IAnnualFigures
{
    IReadOnlyList<string> Cells { get; }

    Task<int> CountAsync(PortalDbContext db, string cell, IReadOnlyList<string> agencyIds, int year, CancellationToken cancellation);

    Task<IReadOnlyList<AnnualItem>> ListAsync(PortalDbContext db, string cell, IReadOnlyList<string> agencyIds, int year, int skip, int take, CancellationToken cancellation);
}

/// <summary>A rule of the self-inspection (自查指标); a county changes threshold and points, or switches it off.</summary>
/// <param name="Code">As <c>column-stale</c>.</param>
/// <param name="Group">One of <see cref="RuleGroups.All"/>.</param>
/// <param name="Basis">The document it follows, with its number.</param>
/// <param name="Threshold">In <paramref name="Unit"/>; 0 where the rule has none.</param>
/// <param name="Unit">天, 个月, 个; empty where there is no threshold.</param>
/// <param name="Points">Taken from 100 for each problem.</param>
/// <param name="IsVeto">单项否决: one problem fails the whole site.</param>
public sealed record InspectionRule(string Code, string Group, string Title, string Basis, int Threshold, string Unit, decimal Points, bool IsVeto = false);

/// <summary>What a rule of the self-inspection looks at, in the order people see it; each rule names its own.</summary>
public static class RuleGroups
{
    public const string Renewal = "更新", Disclosure = "公开", Answers = "答复", Texts = "内容", Other = "其他";

    public static IReadOnlyList<string> All { get; } = [Renewal, Disclosure, Answers, Texts, Other];
}

/// <summary>What breaks a rule now.</summary>
/// <param name="SubjectId">Tells it from others of its rule; the same problem has the same one every night.</param>
/// <param name="Url">Where it can be seen, in this portal.</param>
public sealed record Breach(string Rule, string SubjectId, string AgencyId, string? SectionId, string? ColumnId, string Title, string Evidence, string? Url);

/// <summary>Rules that a module inspects of what it holds. Read in one pass; what is not found any more is mended.</summary>
public interface IInspection
{
    IReadOnlyList<InspectionRule> Rules { get; }

    /// <param name="thresholds">By rule, those that are switched on.</param>
    IAsyncEnumerable<Breach> FindAsync(PortalDbContext db, IReadOnlyDictionary<string, int> thresholds, DateTime nowUtc, CancellationToken cancellation);
}

/// <summary>A line of the monthly summary that a module counts, as «新收公开申请».</summary>
/// <param name="Group">What it stands under: 依申请公开, 互动.</param>
/// <param name="SectionId">Null where it is the office's or not told by section.</param>
/// <param name="IsStock">What there is at the month's end; a summary of several months takes the last.</param>
public sealed record MonthlyFigure(string Group, string Title, string? SectionId, int Count, bool IsStock = false);

/// <summary>Figures of a month by a module, for the summary of the office.</summary>
public interface IMonthlyFigures
{
    Task<IReadOnlyList<MonthlyFigure>> CountAsync(PortalDbContext db, string agencyId, DateTime fromUtc, DateTime untilUtc, CancellationToken cancellation);
}

/// <summary>A sentence of the annual report's section 总体情况, with its full stop.</summary>
/// <param name="Paragraph">One of <see cref="AnnualParagraphs"/>.</param>
public sealed record AnnualSentence(int Paragraph, string Text);

/// <summary>The paragraphs of that section by their numbers (国办公开办函〔2021〕30号); 依申请公开, the second, says only what the tables say.</summary>
public static class AnnualParagraphs
{
    public const int Disclosure = 1, Management = 3, Platform = 4, Guarantee = 5;
}

/// <summary>What a module tells of a year in the annual report, counted from what it holds; nothing where there is nothing to tell.</summary>
public interface IAnnualSentences
{
    Task<IReadOnlyList<AnnualSentence>> OfAsync(PortalDbContext db, IReadOnlyList<string> agencyIds, int year, CancellationToken cancellation);
}

public static class ContentEvents
{
    public const string DraftSaved = "content.draft-saved";
    public const string Discarded = "content.discarded";
    public const string Submitted = "content.submitted";
    public const string Recalled = "content.recalled";
    public const string StepApproved = "review.approved";
    /// <summary>From a step of the route to an earlier one; payload: step, to.</summary>
    public const string SentBack = "review.sent-back";
    public const string Returned = "review.returned";
    public const string Approved = "content.approved";
    public const string Scheduled = "content.scheduled";
    public const string Unscheduled = "content.unscheduled";
    public const string Published = "content.published";
    public const string Withdrawn = "content.withdrawn";
    public const string Purged = "content.purged";
}
