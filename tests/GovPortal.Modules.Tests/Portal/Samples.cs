using GovPortal.Portal.Rendering;
using GovPortal.Portal.Rendering.Models;

namespace GovPortal.Modules.Tests.Portal;

/// <summary>A county's pages as they could be on a day in May 2026. The county and its people are invented.</summary>
internal static partial class Samples
{
    public static readonly SiteModel Site = new(
        "云溪县人力资源和社会保障局", "3699000012", "rsj.yunxi.gov.cn", "云ICP备00000000号-1", "云公网安备 00000000000000号",
        "云溪县人力资源和社会保障局", "0000-8812345", "https://rsj.yunxi.gov.cn")
    {
        RequestUrl = "/requests/new", InquiryUrl = "/inquiries/new", CorrectionUrl = "/corrections/new", FeedUrl = "/feed.atom",
    };

    public static readonly ThemeModel Theme = new("/themes/gov-default", "1");

    private static readonly Link Home = new("首页", "/");

    private static Link Column(string title) => new(title, "/columns/" + title);

    public static readonly IReadOnlyList<MenuEntry> Menu =
    [
        new("首页", "/", false, []),
        new("机构职能", "/columns/机构职能", false, [Column("机构概况"), Column("领导信息"), Column("内设机构")]),
        new("政策文件", "/columns/政策文件", true, [Column("规范性文件"), Column("其他政策文件"), Column("政策解读"), Column("通知公告")]),
        new("决策公开", "/columns/决策公开", false, [Column("意见征集"), Column("征集结果反馈")]),
        new("权责清单", "/columns/权责清单", false, [Column("权力清单"), Column("责任清单")]),
        new("监管公开", "/columns/监管公开", false, []),
        new("政务服务", "/columns/政务服务", false, []),
        new("就业创业", "/columns/就业创业", false, []),
        new("社会保险", "/columns/社会保险", false, []),
        new("财政信息", "/columns/财政信息", false, []),
        new("依申请公开", "/columns/依申请公开", false, []),
    ];

    public static PageInfo Page(string title, string url, string kind) => new(title, url, title + "，由责任科室按时限主动公开。", kind);

    public static HeadModel Head(PageInfo page) => new()
    {
        Site = Site, Theme = Theme, Culture = "zh-CN", Page = page, FeedUrl = "/feed.atom",
        Column = page.Kind is "column" or "content" ? new("规范性文件", "政策文件", "本机关制发的规范性文件") : null,
        Article = page.Kind == "content" ? new(page.Title, new(2026, 5, 11, 1, 20, 0, DateTimeKind.Utc), Site.Organizer) : null,
    };

    public static HeaderModel Header => new() { Site = Site, Theme = Theme, Culture = "zh-CN", Menu = Menu };

    public static FooterModel Footer => new() { Site = Site, Theme = Theme, Culture = "zh-CN", SitemapUrl = "/sitemap", CorrectionUrl = "/corrections/new" };

    public static readonly SummaryModel[] Summaries =
    [
        Summary("PolicyDocument", "政策文件", "关于印发《云溪县失业保险稳岗返还实施办法》的通知", "就业服务中心", "规范性文件", 11, "云人社规〔2026〕3号", "on-time", null, 2),
        Summary("Interpretation", "政策解读", "《云溪县失业保险稳岗返还实施办法》政策解读", "就业服务中心", "政策解读", 11, null, "on-time", null, 0),
        Summary("Publicity", "公示", "2026年第一季度公益性岗位补贴发放公示", "财务科", "补贴公示", 9, null, "late", null, 1),
        Summary("Notice", "通知公告", "2026年云溪县事业单位公开招聘工作人员笔试成绩及资格复审有关事项的公告", "人事科", "事业单位公开招聘", 8, null, "on-time", "笔试成绩查询时间为5月8日9时至5月14日18时，进入资格复审人员名单见附件。", 3),
        Summary("InspectionResult", "抽查结果", "2026年4月劳动用工“双随机、一公开”抽查结果", "劳动监察大队", "抽查结果及查处情况", 6, null, "on-time", null, 1),
        Summary("ServiceGuide", "办事指南", "灵活就业人员社会保险补贴申领", "就业服务中心", "办事指南", 4, null, "on-time", null, 0),
        Summary("OrganisationProfile", "机构概况", "云溪县人力资源和社会保障局", "办公室", "机构概况", 3, null, "on-time", null, 0),
        Summary("Leader", "领导信息", "张明远", "办公室", "领导信息", 3, null, "on-time", "分管办公室、财务科。", 1),
        Summary("Office", "内设机构", "办公室", "办公室", "内设机构", 3, null, "on-time", null, 0),
        Summary("TrainingRecord", "培训记录", "2026年第一期政务公开业务培训", "人事科", "业务培训", 2, null, "on-time", null, 0),
        Summary("ServiceItem", "政务服务事项", "灵活就业人员社会保险补贴申领", "行政审批科", "服务事项目录", 4, null, "late", null, 0),
    ];

    private static SummaryModel Summary(string type, string typeName, string title, string section, string column, int day, string? number, string status, string? excerpt, int attachments) =>
        new(type, typeName, title, "/2026/05/" + day, section, Column(column), new(2026, 5, day), number, "执行", status, excerpt, attachments) { Theme = Theme };

    public static readonly ColumnGroup[] Groups =
    [
        new("机构职能", "/columns/机构职能",
        [
            Row("机构概况", "办公室", "自信息形成或者变更之日起5个工作日内", "适时更新", "none", new(2026, 1, 15), 6),
            Row("领导信息", "人事科", "自信息形成或者变更之日起5个工作日内", "适时更新", "none", new(2025, 11, 3), 5),
        ]),
        new("政策文件", "/columns/政策文件",
        [
            Row("规范性文件", "政策法规科", "自文件印发之日起5个工作日内", "随文更新", "fresh", new(2026, 5, 11), 48),
            Row("政策解读", "谁起草、谁解读", "文件公开后3个工作日内", "随文更新", "fresh", new(2026, 5, 11), 41),
            Row("通知公告", "办公室", "当日", "适时更新", "due", new(2025, 11, 28), 216),
        ]),
        new("监管公开", "/columns/监管公开",
        [
            Row("随机抽查事项清单", "劳动监察大队", "自变更之日起5个工作日内", "每年至少一次", "fresh", new(2026, 2, 9), 4),
            Row("抽查结果及查处情况", "劳动监察大队", "自结果形成之日起5个工作日内", "每月", "stale", new(2026, 3, 27), 63),
        ]),
        new("人事考试", "/columns/人事考试",
        [
            Row("事业单位公开招聘", "人事科", "自信息形成之日起5个工作日内", "适时更新", "fresh", new(2026, 5, 8), 112),
            Row("拟聘用公示", "人事科", "自信息形成之日起5个工作日内", "适时更新", "empty", null, 0),
        ]),
    ];

    private static ColumnRow Row(string title, string section, string deadline, string freshness, string status, DateOnly? last, int count) =>
        new(title, "/columns/" + title, section, deadline, freshness, status, last, count);

    public static HomeModel HomePage => new()
    {
        Site = Site, Theme = Theme, Culture = "zh-CN", Page = Page(Site.Name, "/", "home"),
        Figures = new(32, 1286, 47, 44, 45),
        Consultations = [new("关于公开征求意见的公告", "/yjzj/1", "open", new(2026, 5, 1), new(2026, 5, 31), 12, null)],
        Guides = [new("失业登记", "/bszn/1")], GuidesUrl = "/columns/办事指南",
        SearchSuggestions = [new("稳岗返还", "/search?q=稳岗返还"), new("公开招聘", "/search?q=公开招聘"), new("社保补贴", "/search?q=社保补贴"), new("工伤认定", "/search?q=工伤认定")],
        QuickLinks =
        [
            new("公开指南", "/guide", "book", "怎样查、怎样要"),
            new("公开制度", "/rules", "rules", "公开什么、不公开什么"),
            new("年度报告", "/reports", "report", "每年1月31日前发布"),
            new("依申请公开", "/requests/new", "inbox", "在线申请，20个工作日答复"),
            new("互动咨询", "/inquiries/new", "speak", "提问与答复公开"),
        ],
        LatestHtml = [],
        Groups = Groups,
    };

    public static ColumnPageModel ColumnPage => new()
    {
        Site = Site, Theme = Theme, Culture = "zh-CN", Page = Page("规范性文件", "/columns/规范性文件", "column"),
        Breadcrumbs = [Home, Column("政策文件")],
        Column = new("规范性文件", "/columns/规范性文件", "/columns/规范性文件/feed.atom", null, "政策法规科", ["各起草科室"],
            "标题、文号、成文日期、发布日期、正文、有效性", "《中华人民共和国政府信息公开条例》第二十条", "自文件印发之日起5个工作日内", "随文更新", "fresh",
            new(2026, 5, 11), new(2026, 11, 11), ["门户网站", "微信公众号"], "与解读材料同步起草、同步审签、同步发布", 48),
        Filters = [new("年份", [new("2026", "?year=2026", 9, true), new("2025", "?year=2025", 17, false), new("2024", "?year=2024", 22, false)]), new("有效性", [new("现行有效", "?validity=valid", 40, false), new("已废止", "?validity=repealed", 8, false)])],
        IsFiltered = true, ClearUrl = "/columns/规范性文件", Total = 9,
        Pager = new(2, 10, 196, "?page=1", "?page=3", [new(1, "?page=1", false), new(2, "?page=2", true), new(3, "?page=3", false), new(0, "", false, true), new(10, "?page=10", false)]),
    };

    public static ColumnPageModel GroupPage => ColumnPage with
    {
        Column = ColumnPage.Column with { Title = "政策文件", FeedUrl = null, Description = "本机关制发的规范性文件、其他政策文件，以及对应的解读材料。" },
        Breadcrumbs = [Home], IsGroup = true, SubColumns = Groups[1].Columns, Filters = [], IsFiltered = false, ClearUrl = null, Pager = null,
    };

    public static ColumnPageModel EmptyColumn => ColumnPage with
    {
        Column = ColumnPage.Column with { Title = "拟聘用公示", Section = "人事科", ItemCount = 0, FreshnessStatus = "empty", LastUpdate = null, NextUpdateDue = null },
        Filters = [], IsFiltered = false, ClearUrl = null, Pager = null,
    };

    private static readonly AttachmentModel[] Files =
    [
        new("云溪县失业保险稳岗返还实施办法.pdf", "/media/1.pdf", 486_213, "PDF"),
        new("附件2：稳岗返还资金申请表（2026年版）.docx", "/media/2.docx", 38_912, "DOCX"),
    ];

    private static ItemModel Item(string type, string typeName, string title, string section, string column, string body) => new(
        type, typeName, title, "/2026/05/11", section, ["财务科", "社会保险事业中心"], Column(column), "执行", new(2026, 5, 7),
        new(2026, 5, 11, 1, 20, 0, DateTimeKind.Utc), null, "YX0012026-000317", "就业服务中心",
        new("自信息形成之日起5个工作日内", new(2026, 5, 14), "on-time", false), body, [], [], [], 1, null, null);

    private static ContentModel Content(ItemModel item) => new()
    {
        Site = Site, Theme = Theme, Culture = "zh-CN", Page = Page(item.Title, item.Url, "content"), Item = item,
        Breadcrumbs = [Home, Column("政策文件"), item.Column],
    };

    private const string PolicyBody = """
        <p class="to">各乡镇人民政府，县直有关部门，各参保企业：</p>
        <p>为充分发挥失业保险保生活、防失业、促就业功能作用，支持企业稳定岗位，根据《失业保险条例》有关规定，结合我县实际，制定本办法。</p>
        <h2>一、适用对象</h2>
        <p>本办法适用于在我县依法参加失业保险并足额缴纳失业保险费的企业，以及以单位方式参保的个体工商户、社会团体、基金会、社会服务机构。</p>
        <h2>二、返还标准</h2>
        <table><thead><tr><th>企业规模</th><th>裁员率要求</th><th>返还比例</th></tr></thead><tbody>
        <tr><td>大型企业</td><td>不高于上年度全国城镇调查失业率控制目标</td><td>上年度实缴失业保险费的30%</td></tr>
        <tr><td>中小微企业</td><td>30人（含）以下的，不高于参保职工总数20%</td><td>上年度实缴失业保险费的60%</td></tr></tbody></table>
        <h2>三、办理方式</h2>
        <ol><li>采取“免申即享”方式，由失业保险经办机构通过数据比对确定拟返还名单；</li><li>名单在本网站公示不少于5个工作日；</li><li>公示无异议的，返还资金直接拨付至企业账户。</li></ol>
        """;

    public static ContentModel Policy => Content(Item("PolicyDocument", "政策文件", "关于印发《云溪县失业保险稳岗返还实施办法》的通知", "就业服务中心", "规范性文件", PolicyBody) with
    {
        DocumentNumber = "云人社规〔2026〕3号", Attachments = Files, Version = 2, RevisedUtc = new(2026, 5, 12, 3, 0, 0, DateTimeKind.Utc), VersionNote = "补充附件2",
        Related = [new("2025年度稳岗返还企业名单公示", "/a"), new("失业保险关系转移接续办事指南", "/b")],
    }) with
    {
        Policy = new("云溪县人力资源和社会保障局", new(2026, 5, 6), new(2026, 6, 1), "valid", "有效期至2031年5月31日",
            [new("《云溪县失业保险稳岗返还实施办法》政策解读", "/i/1", "文字解读"), new("一图读懂：稳岗返还怎么领", "/i/2", "图解")]),
    };

    public static ContentModel Interpretation => Content(Item("Interpretation", "政策解读", "《云溪县失业保险稳岗返还实施办法》政策解读", "就业服务中心", "政策解读", "")) with
    {
        Interpretation = new(new("关于印发《云溪县失业保险稳岗返还实施办法》的通知", "/2026/05/11"), "云人社规〔2026〕3号", "文字解读",
        [
            new("背景依据", "<p>近年来，我县企业用工总体稳定，但部分中小微企业经营压力较大。为延续实施稳岗政策，起草本办法。</p>"),
            new("主要内容", "<p>明确返还对象、返还标准、办理方式和监督管理四个方面的内容。</p>"),
            new("适用范围", "<p>在我县依法参保并足额缴费的企业和其他单位。</p>"),
            new("执行标准", "<p>大型企业按30%、中小微企业按60%返还。</p>"),
            new("实施期限", "<p>自2026年6月1日起施行，有效期5年。</p>"),
            new("术语释义", "<p>“免申即享”是指企业无需提交申请，由经办机构通过数据比对主动核定并拨付资金。</p>"),
        ]),
    };

    public static ContentModel Publicity => Content(Item("Publicity", "公示", "2026年第一季度公益性岗位补贴发放公示", "财务科", "补贴公示",
        "<p>根据《就业补助资金管理办法》，现将2026年第一季度公益性岗位补贴发放情况予以公示。</p>") with
    {
        Deadline = new("自信息形成之日起5个工作日内", new(2026, 5, 8), "late", true),
        Fields = [new("资金来源", "就业补助资金"), new("补贴标准", "每人每月1,950元，另按规定给予社会保险补贴")],
    }) with
    {
        Publicity = new(new(2026, 5, 9), new(2026, 5, 15), true, "财务科 0000-8812366", "公益性岗位补贴发放明细（2026年1—3月）",
            [new("姓名", false), new("身份证号", false), new("用人单位", false), new("岗位", false), new("补贴月数", true), new("岗位补贴（元）", true), new("社保补贴（元）", true)],
            [
                ["李＊华", "3699＊＊＊＊＊＊＊＊＊＊2214", "云溪县清河镇人民政府", "劳动保障协理", "3", "5,850.00", "2,418.36"],
                ["王＊", "3699＊＊＊＊＊＊＊＊＊＊0039", "云溪县城关街道办事处", "社区保洁", "3", "5,850.00", "2,418.36"],
                ["欧阳＊敏", "3699＊＊＊＊＊＊＊＊＊＊4467", "云溪县图书馆", "图书管理辅助", "2", "3,900.00", "1,612.24"],
            ]),
    };

    public static ContentModel Notice => Content(Item("Notice", "通知公告", "关于2026年端午节期间业务窗口服务安排的通知", "办公室", "通知公告",
        "<p>各参保单位、广大群众：</p><p>根据放假安排，6月19日至21日业务窗口暂停服务，线上渠道照常办理。</p>"));

    public static SearchModel Search => new()
    {
        Site = Site, Theme = Theme, Culture = "zh-CN", Page = Page("搜索公开信息", "/search", "search"),
        Query = "稳岗返还", Total = 37, ClearUrl = "/search?q=稳岗返还", HiddenFields = [new("year", "2026")],
        Sorts = [new("相关度", "?sort=relevance", 0, true), new("发布日期", "?sort=date", 0, false)],
        Facets =
        [
            new("类型", [new("政策文件", "?type=a", 12, false), new("政策解读", "?type=b", 11, false), new("公示", "?type=c", 9, false), new("办事指南", "?type=d", 5, false)]),
            new("年份", [new("2026", "?", 14, true), new("2025", "?year=2025", 23, false)]),
            new("责任科室", [new("就业服务中心", "?section=a", 28, false), new("社会保险事业中心", "?section=b", 9, false)]),
        ],
        Hits =
        [
            new("关于印发《云溪县失业保险<mark>稳岗返还</mark>实施办法》的通知", "/1", "为支持企业稳定岗位，继续实施失业保险<mark>稳岗返还</mark>政策，中小微企业按上年度实缴失业保险费的60%返还……", "政策文件", "规范性文件", "就业服务中心", new(2026, 5, 11), null, true),
            new("2026年第一批失业保险<mark>稳岗返还</mark>拟发放企业名单公示", "/2", "序号12 云溪县恒达纺织有限公司 <mark>稳岗返还</mark>金额 48,216.00元……", "公示", "补贴公示", "就业服务中心", new(2026, 4, 22), "第一批名单.xlsx"),
            new("一图读懂：<mark>稳岗返还</mark>怎么领", "/3", "", "政策解读", "政策解读", "就业服务中心", new(2026, 4, 8), null),
        ],
        Pager = ColumnPage.Pager,
    };

    public static SearchModel Corrected => Search with { Query = "稳岗反还", Suggestion = new("稳岗返还", "/search?q=稳岗返还"), AsTypedUrl = "/search?q=稳岗反还&exact=1" };

    public static SuggestModel Suggested => new()
    {
        Site = Site, Theme = Theme, Culture = "zh-CN", Page = Page("相关词语", "/search/suggest", "search"), Query = "稳岗<b>",
        Words = [new("稳岗返还", "/search?q=稳岗返还")], Titles = [new("2026年稳岗返还企业公示", "/2")], Columns = [Column("规范性文件")],
    };

    public static SearchModel NothingFound => Search with
    {
        Query = "稳岗反还<b>", Total = 0, Hits = [], Facets = [], Sorts = [], Pager = null, Suggestion = new("稳岗返还", "/search?q=稳岗返还"),
        PopularColumns = [Column("规范性文件"), Column("办事指南"), Column("事业单位公开招聘")],
    };

    public static MessageModel Message => new() { Site = Site, Theme = Theme, Culture = "zh-CN", Page = Page("没有找到这个页面", "/x", "message"), RequestId = "0HN7Q2K3V5" };

    /// <summary>Every page, by a name for it: the template and its model.</summary>
    public static IEnumerable<(string Name, string Template, PageModel Model)> Pages(ITemplateRenderer renderer)
    {
        var summaries = Summaries.Append(FinalAccountSummary).Select(s => renderer.Render($"Content-{s.Type}.Summary", s)).ToList();
        yield return ("home", "Home", HomePage with { LatestHtml = summaries });
        yield return ("home-new", "Home", HomePage with { Groups = [] });
        yield return ("column", "Column", ColumnPage with { ItemsHtml = summaries });
        yield return ("group", "Column", GroupPage);
        yield return ("column-empty", "Column", EmptyColumn);
        yield return ("policy", "Content-PolicyDocument", Policy);
        yield return ("interpretation", "Content-Interpretation", Interpretation);
        yield return ("guide", "Content-ServiceGuide", Guide);
        yield return ("guide-short", "Content-ServiceGuide", ShortGuide);
        yield return ("service", "Content-ServiceItem", Service);
        yield return ("service-without-guide", "Content-ServiceItem", Service with { Service = new(null) });
        yield return ("organisation", "Content-OrganisationProfile", Organisation);
        yield return ("leader", "Content-Leader", Leader);
        yield return ("leader-without-photo", "Content-Leader", Leader with { Item = Leader.Item with { Attachments = [] } });
        yield return ("office", "Content-Office", Office);
        yield return ("training", "Content-TrainingRecord", Training);
        yield return ("publicity", "Content-Publicity", Publicity);
        yield return ("notice", "Content-Notice", Notice);
        yield return ("consultation", "Content-Consultation", Consultation);
        yield return ("consultation-closed", "Content-Consultation", ConsultationClosed);
        yield return ("adoption", "Content-AdoptionReport", Adoption);
        yield return ("decision", "Content-Decision", Decision);
        yield return ("execution", "Content-ExecutionMeasure", Execution);
        yield return ("final-account", "Content-FinalAccount", FinalAccount);
        yield return ("budget", "Content-Budget", Budget);
        yield return ("comment-received", "CommentAnswer", Answer("7KQ2M4XWPA", isOpen: false));
        yield return ("comment-refused", "CommentAnswer", Answer("", isOpen: true));
        yield return ("comment-closed", "CommentAnswer", Answer("", isOpen: false));
        foreach (var type in new[] { "PowerItem", "ResponsibilityItem", "InspectionItem", "InspectionResult" }) yield return (type, "Content-" + type, Notice);
        yield return ("search", "Search", Search);
        yield return ("search-nothing", "Search", NothingFound);
        yield return ("search-corrected", "Search", Corrected);
        yield return ("suggest", "Suggest", Suggested);
        yield return ("not-found", "NotFound", Message);
        yield return ("withdrawn", "NotFound", Message with { Withdrawn = true });
        yield return ("unavailable", "Unavailable", Message);
        yield return ("error", "Error", Message);
        yield return ("disclosure", "Disclosure", new DisclosureModel
        {
            Site = Site, Theme = Theme, Culture = "zh-CN", Page = Page("政府信息公开专栏", "/disclosure", "disclosure"), Breadcrumbs = [Home], Groups = Groups,
            Guides = [new("政府信息公开指南", "/zn/1", new(2026, 1, 5))], Systems = [], Reports = [], SystemColumn = Column("公开制度"),
        });
        yield return ("consultations", "Consultations", new ConsultationsModel
        {
            Site = Site, Theme = Theme, Culture = "zh-CN", Page = Page("意见征集", "/consultations", "consultations"), Breadcrumbs = [Home], Pager = ColumnPage.Pager,
            Consultations =
            [
                .. HomePage.Consultations, new("将要征求意见的公告", "/yjzj/2", "waiting", new(2026, 7, 1), new(2026, 7, 31), 0, null),
                new("已经结束的公告", "/yjzj/3", "closed", new(2026, 1, 1), new(2026, 1, 31), 0, new("采纳情况", "/yjzj/4")), new("没有期限的公告", "/yjzj/5", "closed", null, null, 0, null),
            ],
        });
        yield return ("consultations-none", "Consultations", new ConsultationsModel
        {
            Site = Site, Theme = Theme, Culture = "zh-CN", Page = Page("意见征集", "/consultations", "consultations"), Breadcrumbs = [Home], Consultations = [],
        });
        yield return ("sitemap", "Sitemap", new SitemapModel
        {
            Site = Site, Theme = Theme, Culture = "zh-CN", Page = Page("网站地图", "/sitemap", "sitemap"), Breadcrumbs = [Home], Groups = Menu,
        });
    }

    /// <summary>A whole page, as it is sent.</summary>
    public static string Whole(ITemplateRenderer renderer, string template, PageModel model) => renderer.Render("Layout", new LayoutModel
    {
        Site = model.Site, Theme = model.Theme, Culture = model.Culture, Page = model.Page,
        HeadHtml = renderer.Render("Head", Head(model.Page)),
        HeaderHtml = renderer.Render("Header", Header),
        BodyHtml = renderer.Render(template, model),
        FooterHtml = renderer.Render("Footer", Footer),
    });
}
