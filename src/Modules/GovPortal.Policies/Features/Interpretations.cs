using System.Text.Json.Nodes;
using GovPortal.Clocks;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Policies.Model;
using GovPortal.Policies.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Policies.Features;

/// <summary>The types by their names and the members that code reads.</summary>
internal static class PolicyTypes
{
    /// <summary>The part that documents share; it bears the name of the first type that had it.</summary>
    public const string Document = "PolicyDocument";

    /// <summary>Documents that are interpreted, hold for a time and may be repealed: 政策文件, 行政规范性文件.</summary>
    public static readonly string[] DocumentTypes = [Document, "NormativeDocument"];

    public static bool IsDocument(string contentType) => DocumentTypes.Contains(contentType);

    public const string Interpretation = "Interpretation";

    public static string? Text(JsonObject data, string part, string field, string member = "Text") =>
        (data[part] as JsonObject)?[field] is JsonObject value && value[member] is JsonValue text && text.TryGetValue(out string? found) && !string.IsNullOrWhiteSpace(found) ? found.Trim() : null;

    public static IReadOnlyList<string> Documents(JsonObject data) =>
        [.. (((data[Interpretation] as JsonObject)?["Document"] as JsonObject)?["ContentItemIds"] as JsonArray ?? []).OfType<JsonValue>().Select(v => v.ToString()).Where(id => id.Length is > 0 and <= 26).Distinct()];
}

/// <summary>
/// What is asked at submission, and again at publication. Of an interpretation: that the section that drafted the document drafted it (R48,
/// <c>interpretation.other-section</c>) and that its elements are there (R49, <c>interpretation.aspects-missing</c>). Of a document:
/// a reason where it is not interpreted at once (<c>policy.reason-required</c>), and the plan of the interpretation where there is to
/// be one (R29, <c>policy.plan-required</c>).
/// </summary>
internal sealed class InterpretationRule : IPublishRule
{
    public bool AtSubmission => true;

    public async Task<IReadOnlyList<Failure>> CheckAsync(PortalDbContext db, VersionInHand version, CancellationToken cancellation) => version.Item.ContentType switch
    {
        var document when PolicyTypes.IsDocument(document) => Document(version.Type, version.Data),
        PolicyTypes.Interpretation => await InterpretationAsync(db, version, cancellation),
        _ => [],
    };

    private static List<Failure> Document(ContentTypeDefinition type, JsonObject data)
    {
        // A county that took the field out of its type does not want the rule.
        if (!Has(type, PolicyTypes.Document, "InterpretationMode")) return [];
        var failures = new List<Failure>();
        var mode = InterpretationMode.Of(PolicyTypes.Text(data, PolicyTypes.Document, "InterpretationMode"));
        if (mode != InterpretationMode.Together && PolicyTypes.Text(data, PolicyTypes.Document, "InterpretationReason") is null)
        {
            failures.Add(Failure.At("PolicyDocument.InterpretationReason.Text", "policy.reason-required", mode));
        }
        if (mode != InterpretationMode.None && PolicyTypes.Text(data, PolicyTypes.Document, "InterpretationPlan") is null)
        {
            failures.Add(Failure.At("PolicyDocument.InterpretationPlan.Text", "policy.plan-required"));
        }
        return failures;
    }

    private static async Task<IReadOnlyList<Failure>> InterpretationAsync(PortalDbContext db, VersionInHand v, CancellationToken cancellation)
    {
        var (failures, ids, own) = (new List<Failure>(), PolicyTypes.Documents(v.Data), v.Version.SectionId);
        var others = await (
            from i in db.Set<ContentItemRow>()
            join version in db.Set<ContentVersion>() on i.LatestVersionId equals version.Id
            where ids.Contains(i.Id) && version.SectionId != own
            orderby i.Id
            select version.DisplayText).ToListAsync(cancellation);
        failures.AddRange(others.Select(title => Failure.At("Interpretation.Document.ContentItemIds", "interpretation.other-section", title)));
        var settings = v.Type.Parts.FirstOrDefault(p => p.Name == PolicyTypes.Interpretation)?.Settings["InterpretationSettings"] as JsonObject ?? [];
        var missing = InterpretationAspects.Missing(InterpretationAspects.Read(settings), (v.Data["HtmlBodyPart"] as JsonObject)?["Html"]?.ToString() ?? "");
        if (missing.Count > 0) failures.Add(Failure.At("HtmlBodyPart.Html", "interpretation.aspects-missing", string.Join("、", missing)));
        return failures;
    }

    internal static bool Has(ContentTypeDefinition type, string part, string field) => type.Parts.Any(p => p.Name == part && p.Definition.Fields.Any(f => f.Name == field));
}

/// <summary>
/// A document that is to be interpreted at once goes online with its interpretation or not at all (R37):
/// <c>policy.interpretation-missing</c>, or <c>policy.interpretation-waiting</c> where one is approved and can be published with it.
/// </summary>
internal sealed class InterpretationGate : IPublishRule
{
    public async Task<IReadOnlyList<Failure>> CheckAsync(PortalDbContext db, VersionInHand version, CancellationToken cancellation)
    {
        if (!PolicyTypes.IsDocument(version.Item.ContentType) || !InterpretationRule.Has(version.Type, PolicyTypes.Document, "InterpretationMode")) return [];
        if (InterpretationMode.Of(PolicyTypes.Text(version.Data, PolicyTypes.Document, "InterpretationMode")) != InterpretationMode.Together) return [];
        var id = version.Item.Id;
        if (await db.Set<InterpretationLink>().AnyAsync(l => l.DocumentId == id && l.IsPublished, cancellation)) return [];
        var approved = await (
            from l in db.Set<InterpretationLink>()
            join r in db.Set<ContentIndexRow>() on l.InterpretationId equals r.ContentItemId
            where l.DocumentId == id && !l.IsPublished && !r.IsPublished && (r.State == VersionState.Approved || r.State == VersionState.Scheduled)
            select r.Title).FirstOrDefaultAsync(cancellation);
        return [approved is null ? Failure.Of("policy.interpretation-missing") : Failure.Of("policy.interpretation-waiting", approved)];
    }
}

/// <summary>Follows which interpretation belongs to which document.</summary>
internal sealed class InterpretationLinks : IContentIndex
{
    public async Task ReplaceAsync(PortalDbContext db, string contentItemId, VersionInHand? version, bool published, CancellationToken cancellation)
    {
        await db.Set<InterpretationLink>().Where(l => l.InterpretationId == contentItemId && l.IsPublished == published).ExecuteDeleteAsync(cancellation);
        if (version?.Item.ContentType != PolicyTypes.Interpretation) return;
        var links = PolicyTypes.Documents(version.Data).Select(d => new InterpretationLink { InterpretationId = contentItemId, DocumentId = d, IsPublished = published }).ToList();
        db.AddRange(links);
        await db.SaveChangesAsync(cancellation);
        foreach (var link in links) db.Entry(link).State = EntityState.Detached;
    }
}

/// <summary>
/// The clock of a document that went online ahead of its interpretation: three working days from publication (R36), met when an
/// interpretation of it is published; with the document's withdrawal it falls like its other clocks.
/// </summary>
internal sealed class InterpretationClock(IObligations obligations) : IContentReaction
{
    public const string Kind = "interpretation";

    public async Task OnAsync(PortalTransaction tx, ContentChangeKind change, VersionInHand version, Actor actor, CancellationToken cancellation)
    {
        var id = version.Item.Id;
        switch (version.Item.ContentType, change)
        {
            case (PolicyTypes.Interpretation, ContentChangeKind.Published):
                foreach (var interpreted in PolicyTypes.Documents(version.Data)) await obligations.MeetAsync(tx, interpreted, Kind, cancellation);
                break;
            case (var document, ContentChangeKind.Published) when PolicyTypes.IsDocument(document):
                if (!InterpretationRule.Has(version.Type, PolicyTypes.Document, "InterpretationMode")) break;
                if (InterpretationMode.Of(PolicyTypes.Text(version.Data, PolicyTypes.Document, "InterpretationMode")) != InterpretationMode.Deferred) break;
                if (await tx.Db.Set<InterpretationLink>().AnyAsync(l => l.DocumentId == id && l.IsPublished, cancellation)) break;
                var draft = new ObligationDraft(
                    id, version.Version.Id, version.Version.AgencyId, version.Version.ColumnId, version.Version.SectionId, Kind, InterpretationMode.Limit,
                    CivilTime.DateOf(tx.NowUtc), "政策解读不晚于文件公开后3个工作日（督办机制）", tx.NowUtc);
                var opened = await obligations.OpenAsync(tx, draft, cancellation);
                if (!opened.Succeeded) throw new InvalidOperationException($"The clock of the interpretation was refused: {opened.Failures[0]}");
                break;
        }
    }
}
