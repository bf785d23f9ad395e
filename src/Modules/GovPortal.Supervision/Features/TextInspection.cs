using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Screening;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Features;

/// <summary>
/// What stands in published items: links to pages of this portal that are gone, personal data and words that slipped through. Items are
/// read in portions in the order of their ids; only what is public is looked at.
/// </summary>
internal sealed partial class TextInspection(DefinitionStore definitions, ContentElements elements) : IInspection
{
    public const string DeadLink = "dead-link", PersonalData = "personal-data", SensitiveWord = "sensitive-word", NoDate = "date-missing";
    private const int Portion = 200;
    private const string Checked = "国办秘函〔2019〕19号";

    public IReadOnlyList<InspectionRule> Rules { get; } =
    [
        new(DeadLink, RuleGroups.Texts, "站内链接不可用", Checked, 0, "", 1),
        new(PersonalData, RuleGroups.Texts, "疑似公开个人信息", "《个人信息保护法》第十条", 0, "", 10, IsVeto: true),
        new(SensitiveWord, RuleGroups.Texts, "疑似敏感词、标密词", Checked, 0, "", 10, IsVeto: true),
        new(NoDate, RuleGroups.Texts, "没有注明形成日期", Checked, 0, "", 1),
    ];

    public async IAsyncEnumerable<Breach> FindAsync(PortalDbContext db, IReadOnlyDictionary<string, int> thresholds, DateTime nowUtc, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var types = await definitions.LoadAsync(db, cancellation);
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        var paths = (await db.Set<ContentIndexRow>().AsNoTracking().Where(r => r.IsPublished && r.Path != null).Select(r => r.Path!).ToListAsync(cancellation)).ToHashSet(StringComparer.Ordinal);
        for (var after = ""; ;)
        {
            var last = after;
            var portion = await (
                from row in db.Set<ContentIndexRow>().AsNoTracking()
                where row.IsPublished && !row.IsInternal && row.ContentItemId.CompareTo(last) > 0
                join version in db.Set<ContentVersion>().AsNoTracking() on row.VersionId equals version.Id
                orderby row.ContentItemId
                select new { Row = row, version.Data }).Take(Portion).ToListAsync(cancellation);
            foreach (var item in portion.Where(i => i.Data.Length > 0))
            {
                foreach (var breach in Of(item.Row, item.Data, types.Type(item.Row.ContentType), paths, organisation, thresholds)) yield return breach;
            }
            if (portion.Count < Portion) yield break;
            after = portion[^1].Row.ContentItemId;
        }
    }

    private IEnumerable<Breach> Of(
        ContentIndexRow row, string json, ContentTypeDefinition? type, HashSet<string> paths, OrganisationSnapshot organisation, IReadOnlyDictionary<string, int> thresholds)
    {
        Breach Found(string rule, string what, string evidence) => new(rule, $"{row.ContentItemId}:{what}", row.AgencyId, row.SectionId, row.ColumnId, row.Title, evidence, "/" + row.Path);
        if (thresholds.ContainsKey(NoDate) && row.FormedOn is null) yield return Found(NoDate, "formed", "信息没有形成日期");
        if (thresholds.ContainsKey(DeadLink))
        {
            foreach (var link in Links().Matches(json).Select(m => m.Groups["path"].Value).Distinct(StringComparer.Ordinal).Where(l => IsDead(l, paths, organisation)).Take(20))
            {
                yield return Found(DeadLink, link.Length > 80 ? link[..80] : link, $"链接“{link}”没有对应的页面");
            }
        }
        if (type is null || !(thresholds.ContainsKey(PersonalData) || thresholds.ContainsKey(SensitiveWord))) yield break;
        var report = Screener.ScreenText(elements.Text(type, (JsonObject)JsonNode.Parse(json)!));
        foreach (var group in report.Findings.Where(f => f.Severity == Severity.Blocking).GroupBy(f => (IsPersonal: FindingKinds.Personal.Contains(f.Kind), f.Kind)))
        {
            var rule = group.Key.IsPersonal ? PersonalData : SensitiveWord;
            if (thresholds.ContainsKey(rule)) yield return Found(rule, FindingKinds.Code(group.Key.Kind), $"{FindingKinds.Name(group.Key.Kind)}{group.Count()}处：{group.First().Masked}");
        }
    }

    /// <summary>A column's page, or an item's below a column, that is not there. Other addresses are none of this rule's.</summary>
    private static bool IsDead(string path, HashSet<string> paths, OrganisationSnapshot organisation)
    {
        if (path.StartsWith("columns/", StringComparison.Ordinal)) return organisation.ColumnByPath(path["columns/".Length..]) is null;
        var slash = path.LastIndexOf('/');
        return slash > 0 && organisation.ColumnByPath(path[..slash]) is not null && !paths.Contains(path);
    }

    [GeneratedRegex("href=\\\\?\"/(?<path>[^\"\\\\?#\\s]{1,300})", RegexOptions.None, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Links();
}
