namespace GovPortal.Requests.Rules;

/// <summary>How a letter was served (送达方式).</summary>
public static class DeliveryWays
{
    public const string ByHand = ApplicantClasses.ByHand, ByPost = ApplicantClasses.ByPost, ByEmail = ApplicantClasses.ByEmail, Online = ApplicantClasses.Online, ByFax = "fax";

    public const int MaxReceiver = 100, MaxMailNumber = 60, MaxNote = 500;

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        [ByHand] = "当面送达", [ByPost] = "邮寄送达", [ByEmail] = "电子邮件送达", [Online] = "网站送达", [ByFax] = "传真送达", ["left"] = "留置送达", ["notice"] = "公告送达",
    };
}
