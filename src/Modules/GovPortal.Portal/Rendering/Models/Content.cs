namespace GovPortal.Portal.Rendering.Models;

/// <summary><c>Content</c> and <c>Content-&lt;Type&gt;</c>. The parts below are null where the type has none.</summary>
public sealed record ContentModel : PageModel
{
    public required ItemModel Item { get; init; }

    public PolicyPart? Policy { get; init; }

    public InterpretationPart? Interpretation { get; init; }

    public GuidePart? Guide { get; init; }
    public ServiceItemPart? Service { get; init; }
    public OrganisationPart? Organisation { get; init; }
    public LeaderPart? Leader { get; init; }

    public PublicityPart? Publicity { get; init; }

    public ConsultationPart? Consultation { get; init; }

    public AdoptionPart? Adoption { get; init; }

    public DecisionPart? Decision { get; init; }

    public ExecutionPart? Execution { get; init; }

    public FinancePart? Finance { get; init; }

    /// <summary>Draft, consultation, report and decision of one matter; empty where the item belongs to none.</summary>
    public IReadOnlyList<TimelineStep> Timeline { get; init; } = [];
}

/// <param name="Stage">五公开阶段: 决策、执行、管理、服务、结果.</param>
/// <param name="IndexNumber">索引号.</param>
/// <param name="BodyHtml">Sanitised when it was saved.</param>
/// <param name="VersionNote">What changed in this version, if it is not the first.</param>
public sealed record ItemModel(
    string Type, string TypeName, string Title, string Url, string Section, IReadOnlyList<string> SupportingSections, Link Column,
    string? Stage, DateOnly? Formed, DateTime PublishedUtc, string? DocumentNumber, string? IndexNumber, string Source,
    DeadlineModel? Deadline, string BodyHtml, IReadOnlyList<ItemField> Fields, IReadOnlyList<AttachmentModel> Attachments,
    IReadOnlyList<Link> Related, int Version, DateTime? RevisedUtc, string? VersionNote) : ITemplateModel
{
    public string Id { get; init; } = "";

    /// <summary>All items of the same stage of 五公开.</summary>
    public string? StageUrl { get; init; }

    /// <summary>The QR code of the item's lasting address; null without a base address of the site.</summary>
    public string? QrUrl { get; init; }

    /// <summary>The item's lasting address, absolute; null without a base address of the site.</summary>
    public string? LastingUrl { get; init; }

    /// <summary>The items of a list; null where the type is no list.</summary>
    public ContainedModel? Contained { get; init; }
}

/// <param name="Entries">At most 200.</param>
/// <param name="Total">All that are live.</param>
/// <param name="MoreUrl">Where to look for the others; null where all are here.</param>
public sealed record ContainedModel(IReadOnlyList<ContainedEntry> Entries, int Total, string? MoreUrl) : ITemplateModel;

/// <param name="Published">When it was first published.</param>
public sealed record ContainedEntry(string Title, string Url, DateOnly? Published) : ITemplateModel;

/// <param name="Text">The rule in words, 自信息形成或者变更之日起5个工作日内.</param>
/// <param name="Status"><c>on-time</c>, <c>late</c>, <c>pending</c> or <c>none</c>.</param>
/// <param name="Provisional">暂定: a year of the calendar is not announced yet.</param>
public sealed record DeadlineModel(string Text, DateOnly? Due, string Status, bool Provisional) : ITemplateModel;

/// <param name="Html">Escaped or sanitised.</param>
public sealed record ItemField(string Label, string Html) : ITemplateModel;

/// <param name="Format">Upper case, <c>PDF</c>.</param>
public sealed record AttachmentModel(string Name, string Url, long SizeBytes, string Format) : ITemplateModel;

/// <param name="Issuer">发文机关.</param>
/// <param name="Validity"><c>valid</c>, <c>amended</c>, <c>expired</c> or <c>repealed</c>.</param>
/// <param name="ValidityNote">Since when, by what.</param>
public sealed record PolicyPart(
    string Issuer, DateOnly? Signed, DateOnly? Effective, string Validity, string? ValidityNote, IReadOnlyList<InterpretationLink> Interpretations) : ITemplateModel
{
    /// <summary>The day from which <see cref="Next"/> holds; null where nothing changed.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>As <see cref="Validity"/>, from <see cref="Since"/> on; differs where that day lies ahead.</summary>
    public string Next { get; init; } = "";

    /// <summary>The document that amends or repeals it.</summary>
    public Link? By { get; init; }

    /// <summary>What it amends or repeals.</summary>
    public IReadOnlyList<Link> Repeals { get; init; } = [];
}

/// <param name="Form">文字、图解、音频、视频.</param>
public sealed record InterpretationLink(string Title, string Url, string Form) : ITemplateModel;

/// <param name="Document">The interpreted document; null where it is not on this site.</param>
/// <param name="Aspects">背景、主要内容、适用范围、标准、期限、术语释义、其他, those that are filled.</param>
public sealed record InterpretationPart(Link? Document, string? DocumentNumber, string Form, IReadOnlyList<ItemField> Aspects) : ITemplateModel;

/// <param name="Facts">Short elements, shown in two columns.</param>
/// <param name="Sections">Long ones, each with its heading.</param>
/// <param name="Steps">The flow (办理流程), in its order.</param>
public sealed record GuidePart(
    string? Code, IReadOnlyList<ItemField> Facts, IReadOnlyList<ItemField> Sections, IReadOnlyList<GuideStep> Steps, string? OnlineUrl) : ITemplateModel
{
    /// <summary>What is asked first: time limits, visits, fee.</summary>
    public IReadOnlyList<GuideFigure> Figures { get; init; } = [];

    /// <summary>For whom it is: sections that come before the materials.</summary>
    public IReadOnlyList<ItemField> Before { get; init; } = [];

    public TablePart? Materials { get; init; }

    /// <summary>Where and when.</summary>
    public IReadOnlyList<ItemField> Visits { get; init; } = [];

    /// <summary>Whom to ask and where to complain, telephone numbers as links.</summary>
    public IReadOnlyList<ItemField> Contacts { get; init; } = [];
}

/// <param name="Unit">Behind a number; null behind words.</param>
public sealed record GuideFigure(string Label, string Value, string? Unit, string? Note) : ITemplateModel;

public sealed record GuideStep(string Title, string? Note) : ITemplateModel
{
    /// <summary>办理人/科室.</summary>
    public string? Office { get; init; }

    public string? Limit { get; init; }
}

/// <param name="Guide">The guide of the service; null where none is online.</param>
public sealed record ServiceItemPart(Link? Guide) : ITemplateModel;

/// <param name="Contacts">Address, hours, telephone and the like.</param>
public sealed record OrganisationPart(IReadOnlyList<ItemField> Contacts, IReadOnlyList<ItemField> Sections, TablePart? Offices) : ITemplateModel;

public sealed record LeaderPart(string? Post, IReadOnlyList<ItemField> Sections, IReadOnlyList<ItemField> Facts) : ITemplateModel;

/// <summary>A table field.</summary>
public sealed record TablePart(string Caption, IReadOnlyList<TableColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : ITemplateModel;

/// <summary>A table shown to the public for objections (公示).</summary>
/// <param name="ObjectionContact">Who takes objections.</param>
public sealed record PublicityPart(
    DateOnly? From, DateOnly? To, bool Open, string? ObjectionContact, string Caption,
    IReadOnlyList<TableColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : ITemplateModel;

public sealed record TableColumn(string Title, bool Numeric) : ITemplateModel;

/// <summary><c>Content.Summary</c> and <c>Content-&lt;Type&gt;.Summary</c>: an item in a list.</summary>
public sealed record SummaryModel(
    string Type, string TypeName, string Title, string Url, string Section, Link Column, DateOnly Published,
    string? DocumentNumber, string? Stage, string DeadlineStatus, string? Excerpt, int AttachmentCount) : ITemplateModel
{
    public required ThemeModel Theme { get; init; }

    /// <summary>Of a budget or a final account; null for all others.</summary>
    public FinanceFiguresModel? Figures { get; init; }

    /// <summary><c>amended</c>, <c>repealed</c> or <c>expired</c>; null where it is valid or has no validity.</summary>
    public string? Validity { get; init; }
}
