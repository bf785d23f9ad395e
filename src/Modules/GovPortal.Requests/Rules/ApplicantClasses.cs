namespace GovPortal.Requests.Rules;

/// <summary>The six columns of table 三 of the annual report, and what identifies whom.</summary>
public static class ApplicantClasses
{
    public const string NaturalPerson = "natural-person";

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        [NaturalPerson] = "自然人", ["business"] = "商业企业", ["research"] = "科研机构", ["welfare"] = "社会公益组织", ["legal-service"] = "法律服务机构", ["other"] = "其他",
    };

    public const string IdCard = "id-card", CreditCodeProof = "credit-code", OtherProof = "other-proof";

    /// <summary>身份证明.</summary>
    public static IReadOnlyDictionary<string, string> Proofs { get; } = new Dictionary<string, string>
    {
        [IdCard] = "居民身份证", [CreditCodeProof] = "统一社会信用代码", [OtherProof] = "其他证件（护照、港澳台居民证件等）",
    };

    /// <summary>形式要求 (art. 29 (三), art. 40).</summary>
    public static IReadOnlyDictionary<string, string> Forms { get; } = new Dictionary<string, string>
    {
        ["paper"] = "纸质", ["electronic"] = "电子文件", ["view"] = "现场查阅、抄录",
    };

    public const string ByPost = "post", ByEmail = "email", Online = "online", ByHand = "pick-up";

    /// <summary>获取信息的方式.</summary>
    public static IReadOnlyDictionary<string, string> Deliveries { get; } = new Dictionary<string, string>
    {
        [Online] = "网上查看", [ByEmail] = "电子邮件", [ByPost] = "邮寄", [ByHand] = "自行领取",
    };
}
