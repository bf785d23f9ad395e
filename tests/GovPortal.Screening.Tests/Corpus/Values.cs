using System.Globalization;

namespace GovPortal.Screening.Tests.Corpus;

/// <summary>Valid values of each kind, made from the published rules of their numbers and not from the detector's code.</summary>
internal sealed class Values(Random random)
{
    private static readonly string[] Regions = ["350623", "350624", "110101", "440106", "510107", "330482", "370983", "420117", "530102", "650104", "610403", "220283"];
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private static readonly string[] MobilePrefixes = ["134", "135", "138", "139", "150", "151", "152", "157", "158", "159", "182", "183", "187", "188", "198", "130", "131", "132", "155", "156", "166", "175", "176", "185", "186", "133", "149", "153", "173", "177", "180", "181", "189", "191", "199", "192"];
    private static readonly (string Prefix, int Length)[] Cards = [("622848", 19), ("621700", 19), ("622202", 19), ("621661", 19), ("625912", 16), ("622588", 16), ("955880", 19), ("621226", 19), ("623052", 19)];
    private static readonly string[] Areas = ["0596", "0591", "0592", "0571", "010", "021", "028", "0755", "0379"];
    private static readonly string[] Townships = ["石榴镇", "佛昙镇", "赤土乡", "南浦乡", "绥安镇", "旧镇镇", "古雷镇", "官浔镇", "城关街道", "东城街道"];
    private static readonly string[] Villages = ["攀龙村", "车本村", "东坡村", "下尾村", "英山村", "溪头村", "后埔村", "梁山社区"];
    private static readonly string[] Estates = ["阳光小区", "金浦花园", "锦绣华庭", "龙湖新村"];
    public static readonly string[] Names = ["陈志强", "林秀英", "张建国", "王丽", "黄阿水", "李桂兰", "吴海燕", "蔡明辉", "欧阳振华", "刘洋"];

    public Random Random => random;

    public string Name() => Pick(Names);

    public T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    public string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + random.Next(10))));

    private DateOnly Birthday() => new DateOnly(1935, 1, 1).AddDays(random.Next(365 * 80));

    public string ResidentId()
    {
        var body = Pick(Regions) + Birthday().ToString("yyyyMMdd", CultureInfo.InvariantCulture) + Digits(3);
        return body + Check(body);
    }

    private static char Check(string body) => "10X98765432"[body.Select((c, i) => (c - '0') * Weights[i]).Sum() % 11];

    /// <summary>Looks like an ID number in all but its check digit.</summary>
    public string WrongId()
    {
        var id = ResidentId();
        return id[..17] + "0123456789".First(c => c != id[17] && random.Next(3) == 0 || c == (id[17] == '9' ? '8' : '9'));
    }

    public string OldId() => Pick(Regions) + new DateOnly(1935, 1, 1).AddDays(random.Next(365 * 60)).ToString("yyMMdd", CultureInfo.InvariantCulture) + Digits(3);

    public string Mobile() => Pick(MobilePrefixes) + Digits(8);

    public string FixedPhone() => Pick(Areas) is var area && area.Length == 3 ? $"{area}-{random.Next(2, 9)}{Digits(7)}" : $"{area}-{random.Next(2, 9)}{Digits(6)}";

    public string BankCard()
    {
        var (prefix, length) = Pick(Cards);
        var body = prefix + Digits(length - prefix.Length - 1);
        return body + Luhn(body);
    }

    private static char Luhn(string body)
    {
        var sum = 0;
        for (var i = 0; i < body.Length; i++)
        {
            var digit = body[^(i + 1)] - '0';
            sum += i % 2 == 0 ? digit * 2 % 10 + digit * 2 / 10 : digit;
        }
        return (char)('0' + (10 - sum % 10) % 10);
    }

    /// <summary>Looks like a bank card in all but its check digit.</summary>
    public string WrongCard()
    {
        var card = BankCard();
        return card[..^1] + (char)('0' + (card[^1] - '0' + 1 + random.Next(8)) % 10);
    }

    public string Passport() => random.Next(2) == 0 ? "E" + Digits(8) : "EA" + Digits(7);

    /// <summary>A unified social credit code: 登记管理部门, 机构类别, region, body and the check character of GB 32100.</summary>
    public string CreditCode()
    {
        const string alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        var body = Pick(["91", "92", "12", "11", "51", "93"]) + Pick(Regions) + string.Concat(Enumerable.Range(0, 8).Select(i => i == 0 ? 'M' : alphabet[random.Next(10)])) + alphabet[random.Next(alphabet.Length)];
        int sum = 0, weight = 1;
        foreach (var c in body)
        {
            sum += alphabet.IndexOf(c, StringComparison.Ordinal) * weight;
            weight = weight * 3 % 31;
        }
        return body + alphabet[(31 - sum % 31) % 31];
    }

    public string Email() => $"{Pick(["zhangjg", "lin.xy", "wang_li88", "hyw2008", "cmh"])}{random.Next(1, 999)}@{Pick(["163.com", "qq.com", "126.com", "zhangpu.gov.cn", "sina.com.cn"])}";

    /// <summary>An address and its part down to the township.</summary>
    public (string Address, string Township) Address()
    {
        var township = Pick(["漳浦县", "", "承平县"]) + Pick(Townships);
        return random.Next(4) switch
        {
            0 => ($"{township}{Pick(Villages)}{random.Next(1, 20)}组{random.Next(1, 300)}号", township),
            1 => ($"{township}{Pick(Villages)}{Pick(["一", "三", "十二"])}组", township),
            2 => ($"{township}{Pick(Estates)}{random.Next(1, 30)}栋{random.Next(1, 4)}单元{random.Next(101, 2804)}室", township),
            _ => ($"{township}{Pick(["人民路", "府前街", "金浦大道"])}{random.Next(1, 300)}号{random.Next(1, 9)}幢{random.Next(101, 904)}室", township),
        };
    }

    public string Plate() => Pick(["闽E", "闽D", "粤B", "京A", "浙C"]) is var head && random.Next(4) == 0 ? $"{head}D{Digits(5)}" : $"{head}{Pick(["A", "K", "5", "8"])}{Digits(2)}{Pick(["L", "7", "M"])}{Digits(1)}";

    public string Mark() => $"{Pick(["绝密", "机密", "秘密"])}★{Pick(["3年", "10年", "长期", "6个月", "20年"])}";
}
