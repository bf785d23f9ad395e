namespace GovPortal.Screening.Tests.Corpus;

/// <summary>Sentences with one value that has to be found, and how it is masked.</summary>
internal sealed class Pieces(Values values)
{
    /// <summary>Kinds that fit into any sentence; the rest needs a place of its own or a sentence around it.</summary>
    public static readonly string[] Kinds =
        ["resident-id", "resident-id-15", "mobile", "office-mobile", "fixed-phone", "bank-card", "passport", "credit-code", "email", "address", "licence-plate", "secrecy-mark", "restricted-mark", "process-document"];

    public Piece Of(string kind, string disguise)
    {
        switch (kind)
        {
            case "resident-id":
                var id = values.ResidentId();
                return Number(kind, id, disguise, Keep(id, 2, 3), "blocking", ["身份证号码：|，", "申请人" + values.Name() + "（身份证号|）符合条件", values.Name() + "，|，家庭成员3人", "1. " + values.Name() + " | 合格", "公民身份号码|。"]);
            case "resident-id-15":
                var old = values.OldId();
                return Number(kind, old, disguise, Keep(old, 2, 3), "blocking", ["身份证号码：|", "参保人" + values.Name() + "证件号码|，已办理"]);
            case "mobile":
                var mobile = values.Mobile();
                return Number(kind, mobile, disguise, Keep(mobile, 3, 4), "blocking", [values.Name() + "，手机：|", "户主" + values.Name() + "，联系电话|，", "本人电话|，可随时联系", "（2）" + values.Name() + "、|、低保户"]);
            case "office-mobile":
                var office = values.Mobile();
                return Number("mobile", office, disguise == "dashes" ? "plain" : disguise, Keep(office, 3, 4), "warning", ["监督电话：|（工作日）", "县医疗保障局咨询电话：|。", "举报电话|，欢迎监督"]);
            case "fixed-phone":
                var phone = values.FixedPhone();
                return Number(kind, phone, disguise is "full-width" ? disguise : "plain", phone[..^4] + "****", null, ["咨询电话：|", "传真|，", "联系电话：|（办公室）"]);
            case "bank-card":
                var card = values.BankCard();
                return Number(kind, card, disguise, Keep(card, 4, 4), "blocking", ["开户行农业银行，卡号|", "补贴打入社保卡|。", "账户：|（" + values.Name() + "）"]);
            case "passport":
                var passport = values.Passport();
                return Number(kind, passport, disguise is "full-width" or "zero-width" ? disguise : "plain", Keep(passport, 1, 3), "blocking", ["护照号码：|", "持护照|入境"]);
            case "credit-code":
                var code = values.CreditCode();
                return Number(kind, code, disguise is "full-width" ? disguise : "plain", Keep(code, 6, 4), "harmless", ["统一社会信用代码：|", "中标单位（|）"]);
            case "email":
                var mail = values.Email();
                return Number(kind, mail, disguise is "full-width" or "zero-width" ? disguise : "plain", mail[0] + new string('*', mail.IndexOf('@', StringComparison.Ordinal) - 1) + mail[mail.IndexOf('@', StringComparison.Ordinal)..], "warning", ["电子邮箱：|", "意见请发至|，"]);
            case "address":
                var (address, township) = values.Address();
                return Number(kind, address, disguise is "full-width" ? disguise : "plain", township + "****", "warning", ["家庭住址：|", "现住|，", "住" + "|的村民反映"]);
            case "licence-plate":
                var plate = values.Plate();
                return Number(kind, plate, disguise is "full-width" ? disguise : "plain", plate[..2] + new string('*', plate.Length - 3) + plate[^1], "warning", ["车牌号|的小型汽车", "违法车辆：|，"]);
            case "secrecy-mark":
                return Mark(disguise);
            case "restricted-mark":
                var restricted = values.Pick(["内部资料", "内部资料 注意保存", "注意保存", "不予公开", "内部资料，注意保存", "公开属性：不予公开"]);
                // Alone in a table it may be a result that is counted, such as in an annual report.
                return new Piece("", restricted, "", kind, "", restricted == "不予公开" ? null : "blocking");
            default:
                var title = values.Pick(["关于解决医保经办经费的请示", "承平县人民政府常务会议纪要", "承平县医疗救助实施办法（征求意见稿）", "关于开展2024年度城乡居民参保工作的请示", "2024年第3次局务会议纪要", "县医保局关于调整待遇标准的请示"]);
                return new Piece("", title, "", kind, "", "warning");
        }
    }

    private Piece Mark(string disguise)
    {
        var mark = values.Mark();
        return disguise switch
        {
            "full-width" => new Piece("", mark.Replace("★", " ★ ", StringComparison.Ordinal), "", "secrecy-mark", "", "blocking"),
            "spaces" => new Piece("", $"{mark[0]}　{mark[1]}★{mark[3..]}", "", "secrecy-mark", "", "blocking"),
            "dashes" => new Piece("", mark[..2], "", "secrecy-mark", "", "blocking"),
            "zero-width" => new Piece("密级：", mark[..2], "", "secrecy-mark", "", "blocking"),
            "mixed" => new Piece("", $"{mark[..2]} {mark[3..]}", "", "secrecy-mark", "", "blocking"),
            _ => new Piece("本件标注", mark, "，请勿外传", "secrecy-mark", "", "blocking"),
        };
    }

    private Piece Number(string kind, string value, string disguise, string masked, string? severity, string[] sentences)
    {
        var sentence = values.Pick(sentences).Split('|');
        return new Piece(sentence[0], Disguises.Apply(value, disguise, kind), sentence[1], kind, masked, severity);
    }

    private static string Keep(string value, int head, int tail) => value[..head] + new string('*', value.Length - head - tail) + value[^tail..];
}
