using GovPortal.Clocks;
using GovPortal.Columns.Rules;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using SectionMeaning = GovPortal.Kernel.Organisation.SectionMeaning;

namespace GovPortal.Columns.Model;

/// <summary>One member of a column that differs; the label is a key of the interface texts.</summary>
public sealed record MemberChange(string Label, string Before, string After);

/// <summary>Everything a task table says of a column, with the section by name: what an import compares and writes.</summary>
public sealed record ColumnState
{
    public bool IsGroup { get; init; }
    /// <summary>Name of the responsible section; null for a group, for «各起草科室» and where there is none.</summary>
    public string? Section { get; init; }
    public SectionMeaning Meaning { get; init; }
    public string SectionText { get; init; } = "";
    public string SupportingText { get; init; } = "";
    public string Content { get; init; } = "";
    public string Basis { get; init; } = "";
    public string DeadlineText { get; init; } = "";
    public string? DeadlineRule { get; init; }
    public string? DeadlineFrom { get; init; }
    public string FreshnessText { get; init; } = "";
    public string? FreshnessRule { get; init; }
    public string Channels { get; init; } = "";
    public string Audience { get; init; } = "";
    public string Manner { get; init; } = "";
    public string Tier { get; init; } = "";
    public string Note { get; init; } = "";
    /// <summary>Name of the review route; empty for the default one.</summary>
    public string Route { get; init; } = "";
    public bool IsInternal { get; init; }
    public bool IsClosed { get; init; }

    /// <summary>The sections it names: the responsible one, then those that support it.</summary>
    public IEnumerable<string> NamedSections =>
        SupportingText.Split('、', StringSplitOptions.RemoveEmptyEntries).Where(n => ColumnSection.Of(n).Meaning == Rules.SectionMeaning.Named)
            .Prepend(Section).OfType<string>();

    public static ColumnState Group { get; } = new() { IsGroup = true };

    public static ColumnState Of(Column column, OrganisationSnapshot organisation)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(organisation);
        return new ColumnState
        {
            IsGroup = column.IsGroup, Section = organisation.Section(column.SectionId)?.Name, Meaning = column.SectionMeaning,
            SectionText = column.SectionText, SupportingText = column.SupportingText, Content = column.Content, Basis = column.Basis,
            DeadlineText = column.DeadlineText, DeadlineRule = column.DeadlineRule, DeadlineFrom = column.DeadlineFrom,
            FreshnessText = column.FreshnessText, FreshnessRule = column.FreshnessRule, Channels = column.Channels, Note = column.Note,
            Audience = column.Audience, Manner = column.Manner, Tier = column.Tier,
            Route = column.RouteName ?? "", IsInternal = column.IsInternal, IsClosed = column.IsClosed,
        };
    }

    /// <param name="column">The table's row.</param>
    /// <param name="before">The column as it stands; a rule that a person chose for the same unreadable text stays.</param>
    internal static ColumnState Of(TaskColumn column, ColumnState? before)
    {
        var keepDeadline = column.Deadline.IsUnread && before?.DeadlineText == column.Deadline.Text;
        var keepFreshness = column.Freshness.IsUnread && before?.FreshnessText == column.Freshness.Text;
        var meaning = Enum.Parse<SectionMeaning>((column.Section?.Meaning ?? Rules.SectionMeaning.Named).ToString());
        return new ColumnState
        {
            Section = meaning == SectionMeaning.Named ? column.Section?.Text : null,
            Meaning = meaning,
            SectionText = column.Section?.Text ?? "",
            SupportingText = string.Join('、', column.SupportingSections.Select(s => s.Text)),
            Content = column.Content,
            Basis = column.Basis,
            DeadlineText = column.Deadline.Text,
            DeadlineRule = keepDeadline ? before!.DeadlineRule : column.Deadline.Rule?.ToString(),
            DeadlineFrom = keepDeadline ? before!.DeadlineFrom : column.Deadline.From?.Code(),
            FreshnessText = column.Freshness.Text,
            FreshnessRule = keepFreshness ? before!.FreshnessRule : column.Freshness.Rule?.ToString(),
            Channels = string.Join('、', column.Channels),
            Audience = column.Audience,
            Manner = column.Manner,
            Tier = column.Tier,
            Note = column.Note,
            Route = column.Route is ReviewRouteRow.Default ? "" : column.Route ?? before?.Route ?? "",
            IsInternal = column.IsInternal,
        };
    }

    /// <summary>The same with sections called by their new names.</summary>
    internal ColumnState Renamed(IReadOnlyDictionary<string, string> names) => names.Count == 0 ? this : this with
    {
        Section = Section is null ? null : names.GetValueOrDefault(Section, Section),
        SectionText = names.GetValueOrDefault(SectionText, SectionText),
        SupportingText = string.Join('、', SupportingText.Split('、').Select(n => names.GetValueOrDefault(n, n))),
    };

    /// <summary>Members that differ, in the order of the table.</summary>
    public IReadOnlyList<MemberChange> ChangesTo(ColumnState after)
    {
        ArgumentNullException.ThrowIfNull(after);
        // Another section by its words is one change, not two.
        var sameWords = SectionText == after.SectionText;
        return [.. Members.Select(m => new MemberChange(m.Label, m.Of(this), m.Of(after))).Where(m => m.Before != m.After && (sameWords || m.Label != Assigned))];
    }

    public void WriteTo(Column column, string? sectionId)
    {
        ArgumentNullException.ThrowIfNull(column);
        (column.IsGroup, column.SectionId, column.SectionMeaning) = (IsGroup, sectionId, Meaning);
        (column.SectionText, column.SupportingText, column.Content, column.Basis) = (SectionText, SupportingText, Content, Basis);
        (column.DeadlineText, column.DeadlineRule, column.DeadlineFrom) = (DeadlineText, DeadlineRule, DeadlineFrom);
        (column.FreshnessText, column.FreshnessRule) = (FreshnessText, FreshnessRule);
        (column.Audience, column.Manner, column.Tier) = (Audience, Manner, Tier);
        column.RouteName = Route.Length > 0 ? Route : null;
        (column.Channels, column.Note, column.IsInternal, column.IsClosed) = (Channels, Note, IsInternal, IsClosed);
    }

    private const string Assigned = "责任科室归属";

    private static readonly (string Label, Func<ColumnState, string> Of)[] Members =
    [
        ("类别", s => s.IsGroup ? "栏目组" : "栏目"),
        ("状态", s => s.IsClosed ? "已关闭" : "开放"),
        ("公开内容（要素）", s => s.Content),
        ("公开依据", s => s.Basis),
        ("公开时限", s => s.DeadlineText),
        ("时限规则", s => s.DeadlineRule ?? ""),
        ("起算点", s => s.DeadlineFrom ?? ""),
        ("更新频率", s => s.FreshnessText),
        ("更新规则", s => s.FreshnessRule ?? ""),
        ("责任科室", s => s.SectionText),
        (Assigned, s => s.Section ?? (s.Meaning == SectionMeaning.Named ? "" : s.Meaning.ToString())),
        ("配合科室", s => s.SupportingText),
        ("公开渠道", s => s.Channels),
        ("公开对象", s => s.Audience),
        ("公开方式", s => s.Manner),
        ("公开层级", s => s.Tier),
        ("备注", s => s.Note),
        ("审查流程", s => s.Route),
        ("范围", s => s.IsInternal ? "内部" : "公开"),
    ];
}
