using System.Text.RegularExpressions;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;

namespace GovPortal.Supervision.Model;

/// <summary>What a rule of the county's own looks at: a fixed choice.</summary>
public static class OwnRuleKinds
{
    public const string ColumnStill = "column-still", PartEmpty = "part-empty", Words = "words", AttachmentKind = "attachment-kind", ReviewOverdue = "review-overdue";

    /// <summary>In the order people choose from, with the unit of the limit; empty for none.</summary>
    public static IReadOnlyList<(string Kind, string Title, string Unit)> All { get; } =
    [
        (ColumnStill, "栏目多日没有新发布的信息", "天"), (PartEmpty, "信息没有填写某一项", ""), (Words, "信息中出现指定的词语", ""), (AttachmentKind, "附件是指定的格式", ""), (ReviewOverdue, "信息长期没有复核", "个月"),
    ];

    public static string Title(string kind) => All.FirstOrDefault(k => k.Kind == kind).Title ?? kind;

    public static string Unit(string kind) => All.FirstOrDefault(k => k.Kind == kind).Unit ?? "";
}

/// <summary>A rule that a county adds to those of the state: data, evaluated in the same pass over the items.</summary>
public sealed partial record OwnRule
{
    /// <summary>What codes of own rules begin with.</summary>
    public const string Prefix = "own-";

    public const int Most = 50, MaxCode = 40, MaxTitle = 60, MaxBasis = 60, MaxColumns = 100, MaxWords = 100, MaxWord = 50, MaxExtension = 10;

    public string Code { get; init; } = "";
    public string Title { get; init; } = "";
    /// <summary>The document it follows.</summary>
    public string Basis { get; init; } = "";
    /// <summary>One of <see cref="RuleGroups.All"/>.</summary>
    public string Group { get; init; } = RuleGroups.Other;
    public decimal Points { get; init; } = 1;
    public bool IsVeto { get; init; }
    public bool IsOn { get; init; } = true;
    /// <summary>One of <see cref="OwnRuleKinds.All"/>.</summary>
    public string Kind { get; init; } = OwnRuleKinds.ColumnStill;
    /// <summary>Addresses of columns, <c>zcwj/gfxwj</c>, each with those below it; none is every column.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];
    /// <summary>Items of this content type alone; empty is every type.</summary>
    public string ContentType { get; init; } = "";
    /// <summary>The part or field that may not be empty, <c>Article.Source</c>; of <see cref="OwnRuleKinds.ReviewOverdue"/> the date field that says when the item was reviewed, empty for its publication.</summary>
    public string Field { get; init; } = "";
    /// <summary>Any of these.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];
    /// <summary>Without the dot: <c>doc</c>.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];
    /// <summary>In the unit of the kind; 0 where it has none.</summary>
    public int Limit { get; init; }

    public static bool IsOwn(string code) => code.StartsWith(Prefix, StringComparison.Ordinal);

    internal InspectionRule AsRule => new(Code, Group, Title, Basis, Limit, OwnRuleKinds.Unit(Kind), Points, IsVeto);

    /// <summary>
    /// Every reason at once, at the member: <c>inspection.own-code</c>, <c>inspection.own-title</c>, <c>inspection.own-basis</c>, <c>inspection.own-group</c>,
    /// <c>inspection.own-kind</c>, <c>inspection.points</c>, <c>inspection.threshold</c>, <c>inspection.own-columns</c>, <c>inspection.own-column-required</c>, <c>inspection.own-field</c>,
    /// <c>inspection.own-field-required</c>, <c>inspection.own-words</c>, <c>inspection.own-extensions</c>.
    /// </summary>
    public IReadOnlyList<Failure> Check()
    {
        var failures = new List<Failure>();
        if (!CodePattern().IsMatch(Code)) Add(nameof(Code), "inspection.own-code", Code);
        if (Title.Trim().Length is 0 or > MaxTitle) Add(nameof(Title), "inspection.own-title", MaxTitle);
        if (Basis.Trim().Length is 0 or > MaxBasis) Add(nameof(Basis), "inspection.own-basis", MaxBasis);
        if (!RuleGroups.All.Contains(Group)) Add(nameof(Group), "inspection.own-group", Group);
        if (Points is < 0 or > InspectionRules.MaxPoints) Add(nameof(Points), "inspection.points", InspectionRules.MaxPoints);
        if (Columns.Count > MaxColumns || Columns.Any(string.IsNullOrWhiteSpace)) Add(nameof(Columns), "inspection.own-columns", MaxColumns);
        CheckKind(Add);
        return failures;

        void Add(string member, string code, params object?[] args) => failures.Add(Failure.At(member, code, args));
    }

    private void CheckKind(Action<string, string, object?[]> add)
    {
        if (OwnRuleKinds.Title(Kind) == Kind) add(nameof(Kind), "inspection.own-kind", [Kind]);
        if (OwnRuleKinds.Unit(Kind).Length > 0 && Limit is < 1 or > InspectionRules.MaxThreshold) add(nameof(Limit), "inspection.threshold", [InspectionRules.MaxThreshold]);
        if (Kind == OwnRuleKinds.ColumnStill && Columns.Count == 0) add(nameof(Columns), "inspection.own-column-required", []);
        if (Kind == OwnRuleKinds.PartEmpty && Field.Length == 0) add(nameof(Field), "inspection.own-field-required", []);
        else if (Field.Length > 0 && !FieldPattern().IsMatch(Field)) add(nameof(Field), "inspection.own-field", [Field]);
        if (Kind == OwnRuleKinds.Words && Words.Count is 0 or > MaxWords || Words.Any(w => w.Trim().Length is 0 or > MaxWord)) add(nameof(Words), "inspection.own-words", [MaxWords, MaxWord]);
        if (Kind == OwnRuleKinds.AttachmentKind && Extensions.Count is 0 or > MaxWords || Extensions.Any(e => !ExtensionPattern().IsMatch(e))) add(nameof(Extensions), "inspection.own-extensions", [MaxExtension]);
    }

    [GeneratedRegex("^own-[a-z0-9-]{1,36}$")]
    private static partial Regex CodePattern();

    [GeneratedRegex(@"^[A-Za-z]\w{0,60}(\.[A-Za-z]\w{0,60})?$")]
    private static partial Regex FieldPattern();

    [GeneratedRegex("^[A-Za-z0-9]{1,10}$")]
    private static partial Regex ExtensionPattern();
}
