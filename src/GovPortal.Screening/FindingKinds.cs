namespace GovPortal.Screening;

/// <summary>
/// The one table of kinds: stable code, Chinese name, usual severity, and whether <see cref="Masker"/> masks it unless told otherwise.
/// Five severities depend on where the value stands:
/// a mobile under 监督电话, 咨询电话 or another label of an office is a warning, a fixed phone there harmless;
/// an address in one line or row with a person's ID number, mobile, bank card or passport is blocking;
/// a process document is blocking with <see cref="ScreeningOptions.WrongColumn"/>;
/// a county's word has the severity of its list; a picture is a warning, a scanned page is blocking.
/// </summary>
public static class FindingKinds
{
    private static readonly Entry[] Table =
    [
        new(FindingKind.ResidentId, "resident-id", "居民身份证号码", Severity.Blocking, true),
        new(FindingKind.OldResidentId, "resident-id-15", "15位身份证号码", Severity.Blocking, true),
        new(FindingKind.Mobile, "mobile", "手机号码", Severity.Blocking, true),
        new(FindingKind.FixedPhone, "fixed-phone", "固定电话", Severity.Warning, false),
        new(FindingKind.BankCard, "bank-card", "银行卡号", Severity.Blocking, true),
        new(FindingKind.Passport, "passport", "护照号码", Severity.Blocking, true),
        new(FindingKind.CreditCode, "credit-code", "统一社会信用代码", Severity.Harmless, false),
        new(FindingKind.Email, "email", "电子邮箱", Severity.Warning, true),
        new(FindingKind.Address, "address", "乡镇以下住址", Severity.Warning, true),
        new(FindingKind.LicencePlate, "licence-plate", "机动车号牌", Severity.Warning, true),
        new(FindingKind.SecrecyMark, "secrecy-mark", "国家秘密标志", Severity.Blocking, false),
        new(FindingKind.RestrictedMark, "restricted-mark", "内部或不公开标志", Severity.Blocking, false),
        new(FindingKind.ProcessDocument, "process-document", "过程性文件", Severity.Warning, false),
        new(FindingKind.CountyWord, "county-word", "敏感词", Severity.Warning, false),
        new(FindingKind.Unreadable, "unreadable", "无法识别", Severity.Blocking, false),
    ];

    /// <summary>The kinds that are masked unless told otherwise: what belongs to a person.</summary>
    public static IReadOnlySet<FindingKind> Personal { get; } = Table.Where(e => e.Masked).Select(e => e.Kind).ToHashSet();

    /// <summary>The stable code in kebab-case, as the command line and stored reviews write it.</summary>
    public static string Code(FindingKind kind) => Table[(int)kind].Code;

    /// <summary>The kind's name in Chinese.</summary>
    public static string Name(FindingKind kind) => Table[(int)kind].Name;

    /// <summary>The severity where nothing around the value changes it.</summary>
    public static Severity UsualSeverity(FindingKind kind) => Table[(int)kind].Severity;

    private sealed record Entry(FindingKind Kind, string Code, string Name, Severity Severity, bool Masked);
}
