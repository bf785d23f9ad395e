using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using GovPortal.Portal.Caching;
using GovPortal.Portal.Generations;
using GovPortal.Portal.Pages;
using GovPortal.Portal.Rendering.Models;

namespace GovPortal.Portal.Features;

/// <summary>
/// <c>/disclosure</c>: the 政府信息公开专栏 in its four parts, 公开指南、公开制度、法定主动公开内容、年报, with the way to 依申请公开, under the
/// names and in the order of 国办公开办函〔2019〕61号. Two queries.
/// </summary>
internal sealed class DisclosurePage(IPublishedContent content, SiteMenu menu, ITexts texts) : IPublicPage
{
    public const string Address = "/disclosure";
    private const string GuideType = "DisclosureGuide";
    private const string RuleType = "SystemDocument";
    private const string ReportType = "AnnualReport";
    private const int MostEntries = 40;

    /// <summary>Id, uniform name, icon and what it is, of each part.</summary>
    public static IReadOnlyList<(string Id, string Title, string Icon, string Note)> Parts { get; } =
    [
        ("guide", "政府信息公开指南", "book", "怎样查、怎样要"),
        ("system", "政府信息公开制度", "rules", "公开什么、不公开什么"),
        ("content", "法定主动公开内容", "ledger", "按栏目查看全部公开信息"),
        ("report", "政府信息公开年报", "report", "每年1月31日前发布"),
    ];

    public async Task<PublicAnswer> HandleAsync(PublicRequest request, CancellationToken cancellation)
    {
        var (generation, organisation) = (request.Generation, request.Generation.Organisation);
        var found = await content.NewestAsync(
            [.. new[] { GuideType, RuleType, ReportType }.Select(type => new PublishedQuery(null, type, PageSize: MostEntries))], cancellation);
        var rows = new ColumnRows(generation, await content.FiguresAsync(cancellation));
        return new PublicAnswer.Page(new PublicPage("Disclosure", new DisclosureModel
        {
            Site = generation.Site, Theme = generation.Theme, Culture = request.Culture, Breadcrumbs = [menu.Home],
            Page = new PageInfo(texts["政府信息公开专栏"], Address, texts["政府信息公开指南、公开制度、法定主动公开内容、年度报告和依申请公开入口"], "disclosure"),
            Guides = Entries(found, GuideType), Systems = Entries(found, RuleType), Reports = Entries(found, ReportType),
            GuideColumn = Named(generation, "公开指南"), SystemColumn = Named(generation, "公开制度"), ReportColumn = Named(generation, "年度报告") ?? Named(generation, "年报"),
            RequestColumn = Named(generation, "申请指南") ?? Named(generation, "依申请公开"),
            Groups = [.. organisation.Roots.Where(c => SiteMenu.Shown(organisation, c))
                .Select(root => new ColumnGroup(root.Title, SiteMenu.Url(root), [.. rows.Leaves(root).Select(rows.Of)]))],
        }) { MenuRoot = SiteMenu.DisclosureRoot });
    }

    private static List<ContainedEntry> Entries(IReadOnlyList<PublishedSummary> found, string type) =>
        [.. found.Where(i => i.ContentType == type).Select(i => new ContainedEntry(i.Title, "/" + i.Path, i.FirstPublishedUtc.ToCivilDate()))];

    /// <summary>Where a county keeps the part in a column of its own.</summary>
    private static Link? Named(Generation generation, string title) =>
        generation.Organisation.Columns.FirstOrDefault(c => c.Title.Contains(title, StringComparison.Ordinal) && SiteMenu.Shown(generation.Organisation, c)) is { } column
            ? SiteMenu.Link(column) : null;
}
