namespace GovPortal.Screening;

/// <summary>What a finding is. Code, name and usual severity of each stand in <see cref="FindingKinds"/>.</summary>
public enum FindingKind
{
    /// <summary>居民身份证号码，18 位。</summary>
    ResidentId,

    /// <summary>旧版 15 位身份证号码。</summary>
    OldResidentId,

    /// <summary>手机号码。</summary>
    Mobile,

    /// <summary>固定电话。</summary>
    FixedPhone,

    /// <summary>银行卡号。</summary>
    BankCard,

    /// <summary>护照号码。</summary>
    Passport,

    /// <summary>统一社会信用代码：公开信息，只作提示。</summary>
    CreditCode,

    /// <summary>电子邮箱。</summary>
    Email,

    /// <summary>乡镇（街道）以下的住址。</summary>
    Address,

    /// <summary>机动车号牌。</summary>
    LicencePlate,

    /// <summary>国家秘密标志：绝密、机密、秘密。</summary>
    SecrecyMark,

    /// <summary>内部资料、注意保存、不予公开等限制标志。</summary>
    RestrictedMark,

    /// <summary>过程性文件：请示、纪要、征求意见稿。</summary>
    ProcessDocument,

    /// <summary>本县敏感词表中的词。</summary>
    CountyWord,

    /// <summary>没有文字层、无法识别的页面或图片。</summary>
    Unreadable,
}
