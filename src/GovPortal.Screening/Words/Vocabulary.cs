using System.Buffers;

namespace GovPortal.Screening.Words;

/// <summary>The words beside a value that say what it is. Each list stands here and nowhere else.</summary>
internal static class Vocabulary
{
    /// <summary>Labels of numbers that are no person's: a number right behind one is not reported.</summary>
    public static readonly SearchValues<string> Codes = Of(
        "编号", "编码", "单号", "流水", "代码", "索引号", "文号", "批次", "序列号", "条形码", "条码", "合同号", "发票", "票据", "校验码", "订单", "工单", "案号", "病历号",
        "学号", "工号", "核验号", "登记号", "备案号", "证书号", "许可证号", "ISBN", "号段", "版本号", "图号", "档号", "金额", "万元", "(元)", "（元）");

    /// <summary>Labels that make a number a person's or a contact, whatever else stands beside it.</summary>
    public static readonly SearchValues<string> Owners = Of("电话", "手机", "联系", "身份证", "证件号", "公民身份", "卡号", "账号", "账户", "帐号", "护照");

    public static readonly SearchValues<string> Phone = Of("电话", "传真", "热线", "手机", "联系", "致电", "拨打", "Tel", "TEL", "tel", "Phone", "phone", "Fax");

    /// <summary>Labels under which an office publishes a telephone.</summary>
    public static readonly SearchValues<string> OfficePhone = Of(
        "监督电话", "监督举报", "咨询电话", "咨询热线", "举报电话", "投诉电话", "服务电话", "服务热线", "办公电话", "值班电话", "受理电话", "报名电话", "救助电话", "热线电话", "业务电话", "窗口电话", "维权电话");

    /// <summary>Labels that are an office's where an office stands beside them.</summary>
    public static readonly SearchValues<string> OfficeContact = Of("联系电话", "联系方式");

    public static readonly SearchValues<string> Office = Of("办公室", "局：", "局:", "单位", "中心", "科室", "窗口", "股室", "机关");

    /// <summary>Words that make the values beside them a person's.</summary>
    public static readonly SearchValues<string> Person = Of("姓名", "身份证", "户主", "本人", "申请人", "住址", "家庭", "联系人", "当事人", "参保人", "患者", "低保户", "学生", "家长", "受助");

    public static readonly SearchValues<string> Bank = Of("卡号", "账号", "帐号", "账户", "银行卡", "社保卡", "信用卡", "开户", "银行");

    public static readonly SearchValues<string> Passport = Of("护照", "Passport", "PASSPORT", "passport");

    /// <summary>Labels behind which stands where a person lives.</summary>
    public static readonly string[] HomeLabels = ["家庭住址", "家庭地址", "居住地址", "户籍地址", "户籍所在地", "现住址", "现居住", "常住地", "居住地", "户籍地", "住址", "住所"];

    public static readonly SearchValues<string> Home = Of(HomeLabels);

    /// <summary>Words beside the address of an office, a firm or a building site, which is published on purpose.</summary>
    public static readonly SearchValues<string> PublicPlace = Of(
        "办公地", "办公点", "办理地", "办事地", "地点", "单位地址", "机关地址", "企业", "公司", "注册地", "注册地址", "经营", "建设", "项目", "施工", "通讯地址", "通信地址", "服务中心", "窗口", "医院", "卫生院", "学校", "机关", "单位", "药店", "诊所", "会场");

    /// <summary>Words that make a cell the heading of the cells below or beside it.</summary>
    public static readonly SearchValues<string> Headings = Of(
        "电话", "手机", "号码", "联系", "身份证", "证件", "卡号", "账号", "帐号", "账户", "护照", "地址", "住址", "住所", "地点", "邮箱", "车牌", "号牌", "姓名", "户主", "申请人",
        "编号", "编码", "代码", "单号", "金额", "（元）", "(元)", "万元", "索引号", "文号", "公开属性", "公开方式", "密级", "单位", "机构", "条码", "流水", "批次", "发票", "票据");

    public static bool Has(this ReadOnlySpan<char> text, SearchValues<string> words) => text.ContainsAny(words);

    public static bool Has(this string text, SearchValues<string> words) => text.AsSpan().ContainsAny(words);

    private static SearchValues<string> Of(params string[] words) => SearchValues.Create(words, StringComparison.Ordinal);
}
