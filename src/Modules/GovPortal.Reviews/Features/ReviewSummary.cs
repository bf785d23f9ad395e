using System.Globalization;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Papers;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Reviews.Features;

/// <summary>One form in the month's list.</summary>
public sealed record SummaryRow(ReviewForm Form, string Title, VersionState State, DateTime? PublishedUtc, string Filler);

/// <summary>All forms of an agency and a month, and the sections that handed in none (零报告).</summary>
public sealed record SummaryMonth(Agency Agency, DateOnly Month, IReadOnlyList<SummaryRow> Rows, IReadOnlyList<string> NilSections)
{
    public string Title => $"{Agency.Name}信息发布保密审查情况汇总表（{Month.ToString("yyyy年M月", CultureInfo.InvariantCulture)}）";
}

/// <summary>The monthly 信息发布保密审查情况汇总表; a section without forms stands on it as a nil return.</summary>
public sealed class ReviewSummary(IPeople people)
{
    /// <summary>Agencies whose summary the person may read: where they review for confidentiality or read all drafts.</summary>
    public static IReadOnlyList<Agency> AgenciesOf(OrganisationSnapshot organisation, Actor actor) =>
        [.. organisation.Agencies.Where(a => actor.Can(Permissions.ReviewConfidentiality, a.Id) || actor.Can(Permissions.ContentReadAll, a.Id))];

    public async Task<SummaryMonth> HandleAsync(PortalDbContext db, OrganisationSnapshot organisation, Agency agency, DateOnly month, CancellationToken cancellation)
    {
        var first = new DateOnly(month.Year, month.Month, 1);
        var (from, until) = (Instants.FromCivil(first.ToDateTime(default)), Instants.FromCivil(first.AddMonths(1).ToDateTime(default)));
        var rows = await (
            from f in db.Set<ReviewForm>().AsNoTracking()
            join v in db.Set<ContentVersion>().AsNoTracking() on f.VersionId equals v.Id
            where f.AgencyId == agency.Id && f.FilledUtc >= @from && f.FilledUtc < until
            orderby f.FilledUtc, f.VersionId
            select new { Form = f, v.DisplayText, v.State, v.PublishedUtc }).ToListAsync(cancellation);
        var names = await people.NamesAsync(db, rows.Select(r => r.Form.FilledBy).Distinct(), cancellation);
        var reported = rows.Select(r => r.Form.SectionId).ToHashSet();
        return new SummaryMonth(
            agency, first, [.. rows.Select(r => new SummaryRow(r.Form, r.DisplayText, r.State, r.PublishedUtc, names.GetValueOrDefault(r.Form.FilledBy, "—")))],
            [.. organisation.Sections.Where(s => s.AgencyId == agency.Id && !reported.Contains(s.Id)).Select(s => s.Name)]);
    }

    /// <summary>Shares of the columns.</summary>
    public static IReadOnlyList<int> Shares { get; } = [6, 30, 14, 9, 15, 10, 10, 10];

    public static IEnumerable<IReadOnlyList<PaperCell>> Sheet(SummaryMonth month)
    {
        yield return [.. new[] { "序号", "信息名称", "责任科室", "载体形式", "拟公开方式", "填表日期", "审查情况", "公开日期" }.Select(t => new PaperCell(t, IsHead: true))];
        var number = 0;
        foreach (var (form, title, state, published, _) in month.Rows)
        {
            number++;
            yield return
            [
                new($"{number}"), new(title), new(form.SectionName), new(ReviewFormInput.Carriers.GetValueOrDefault(form.Carrier, form.Carrier)), new(form.Channels),
                new(Day(form.FilledUtc)), new(Transitions.Title(state)), new(published is { } at ? Day(at) : "—"),
            ];
        }
        if (month.Rows.Count == 0) yield return [new("—"), new("本月无公开内容。", 7)];
        if (month.NilSections.Count > 0) yield return [new("零报告", 2, IsHead: true), new($"{string.Join("、", month.NilSections)}：本月无公开内容。", 6)];
    }

    public static byte[] Docx(SummaryMonth month) => new Paper(landscape: true)
        .Title(month.Title)
        .Table(Shares, Sheet(month), head: 1)
        .Text("填表人：　　　　　　　　　　保密审查负责人：　　　　　　　　　　单位负责人：　　　　　　　　　　　　年　　月　　日")
        .ToDocx();

    private static string Day(DateTime utc) => utc.ToCivil().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
