using System.Globalization;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Text;
using GovPortal.Portal.Generations;
using GovPortal.Portal.Rendering.Models;
using GovPortal.Portal.Rules;

namespace GovPortal.Portal.Features;

/// <summary>What a column's list can be filtered by, with the number of items each choice leaves. Counts are kept, not made: no query.</summary>
internal sealed class ColumnFilters
{
    /// <summary>What a state of a document is called.</summary>
    public static string ValidityTitle(string state) => state switch { "valid" => "现行有效", "amended" => "已修改", "repealed" => "已废止", _ => "已失效" };

    private readonly IReadOnlyList<ContentCount> _counts;
    private readonly PageQuery _query;
    private readonly string _url;

    public ColumnFilters(IReadOnlyList<ContentCount> counts, PageQuery query, string url, Generation generation, ITexts texts)
    {
        (_counts, _query, _url) = (counts, query with { Page = 1 }, url);
        var (organisation, definitions) = (generation.Organisation, generation.State.Definitions);
        AreKnown = Has(query.Type, c => c.ContentType) && Has(query.Section, c => c.SectionId) && Has(query.Stage, c => c.Stage)
            && Has(query.Validity, c => c.Validity) && Has(Text(query.Year), c => Text(c.Year)!);
        Facet[] all =
        [
            Of(texts["年份"], c => Text(c.Year)!, query.Year is null ? null : Text(query.Year), year => year,
                (q, year) => q with { Year = year is null ? null : int.Parse(year, CultureInfo.InvariantCulture) }, byName: true),
            Of(texts["类型"], c => c.ContentType, query.Type, type => definitions.Type(type)?.DisplayName ?? type, (q, type) => q with { Type = type }),
            Of(texts["责任科室"], c => c.SectionId, query.Section, id => organisation.Section(id)?.Name ?? "", (q, id) => q with { Section = id }),
            Of(texts["五公开阶段"], c => c.Stage, query.Stage, stage => Disclosure.Stages.TryGetValue(stage, out var title) ? texts[title] : "", (q, stage) => q with { Stage = stage }),
            Of(texts["有效性"], c => c.Validity, query.Validity, state => texts[ValidityTitle(state)], (q, state) => q with { Validity = state }),
        ];
        // A single choice chooses nothing.
        Shown = [.. all.Where(f => f.Options.Count > 1 || f.Options.Any(o => o.Active))];
    }

    /// <summary>Every value asked for is one that some item of the column has.</summary>
    public bool AreKnown { get; }

    public IReadOnlyList<Facet> Shown { get; }

    /// <summary>All items of the column.</summary>
    public int Total => _counts.Sum(c => c.Count);

    /// <summary>A choice counts under all filters but its own; choosing the one in force lets go of it.</summary>
    private Facet Of(
        string title, Func<ContentCount, string> value, string? active, Func<string, string> name, Func<PageQuery, string?, PageQuery> choose, bool byName = false)
    {
        var others = choose(_query, null);
        var options = _counts.Where(c => value(c).Length > 0 && Matches(c, others)).GroupBy(value).Select(g => (Value: g.Key, Title: name(g.Key), Count: g.Sum(c => c.Count)))
            .Where(o => o.Title.Length > 0);
        var sorted = byName ? options.OrderByDescending(o => o.Value, StringComparer.Ordinal) : options.OrderByDescending(o => o.Count).ThenBy(o => o.Title, StringComparer.Ordinal);
        return new Facet(title, [.. sorted.Select(o => new FacetOption(o.Title, choose(_query, o.Value == active ? null : o.Value).Url(_url), o.Count, o.Value == active))]);
    }

    private static bool Matches(ContentCount c, PageQuery q) =>
        (q.Year is null || c.Year == q.Year) && (q.Type is null || c.ContentType == q.Type) && (q.Section is null || c.SectionId == q.Section)
        && (q.Stage is null || c.Stage == q.Stage) && (q.Validity is null || c.Validity == q.Validity);

    private bool Has(string? asked, Func<ContentCount, string> value) => asked is null || _counts.Any(c => value(c) == asked);

    private static string? Text(int? year) => year?.ToString(CultureInfo.InvariantCulture);
}
