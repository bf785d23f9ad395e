namespace GovPortal.Screening.Tests.Corpus;

/// <summary>Sentences of office files in which nothing may be found: what a detector takes for a leak and is none.</summary>
internal sealed class Negatives(Values values)
{
    private static readonly string[] Plain =
    [
        "根据《中华人民共和国保守国家秘密法》及其实施条例，各单位应当加强管理。",
        "依法保护申请人的商业秘密和个人隐私。",
        "本系统按照机密性、完整性、可用性要求建设。",
        "工作人员对知悉的国家秘密、工作秘密负有保密义务。",
        "涉及绝密级、机密级文件的，按规定另行处理。",
        "行政机关内部资料不得擅自对外提供。",
        "对依法不予公开的政府信息，应当说明理由。",
        "请妥善保管凭证，注意保存原始票据。",
        "经请示县政府同意，现将有关事项通知如下。",
        "重大事项按照请示报告制度执行。",
        "会议纪要印发后，各乡镇要抓好落实。",
        "该办法征求意见稿已于上月公开征求社会意见，共收到意见12条。",
        "拨打12345政务服务便民热线或12393医保服务热线咨询。",
        "全国统一客服热线400-820-8820，24小时服务。",
        "石榴镇攀龙村道路硬化工程已通过验收。",
        "办公地址：承平县绥安镇人民路128号。",
        "办理地点：城关街道府前街6号政务服务中心二楼医保窗口",
        "全县18个乡镇、286个村（社区）实现一站式结算。",
        "2024年城乡居民医保个人缴费标准为每人380元。",
        "采取闽A级景区联动方式宣传。",
        "坐标117.613452，24.117325附近地块。",
        "服务器地址192.168.100.200，端口8080。",
        "第3页共15页",
        "护照办理须提前预约，具体见公安机关公告。",
        "微信公众号@承平医保同步发布。",
        "序号 姓名 所在乡镇 补助金额",
        "国际标准书号 ISBN 978-7-5004-1234-5",
        "邮政编码363200，组织机构代码00391234-5。",
        "省级机关和县级机关均应公开机构职能。",
        "密级：公开",
    ];

    public Piece Next() => new(values.Random.Next(3) == 0 ? values.Pick(Plain) : Numbers());

    private string Numbers() => values.Random.Next(26) switch
    {
        0 => $"承医保发〔{values.Random.Next(2019, 2027)}〕{values.Random.Next(1, 99)}号",
        1 => $"索引号：350623-0101-{values.Random.Next(2019, 2027)}-{values.Digits(5)}",
        2 => $"项目编码：2403-350623-04-01-{values.Digits(6)}",
        3 => $"受理编号{values.WrongId()}已办结",
        4 => $"身份核验号{values.WrongId()}不通过",
        5 => $"流水号{values.Digits(8)}{values.Mobile()}{values.Digits(6)}",
        6 => $"订单号：{values.Digits(20)}",
        7 => $"票据号码 {values.Digits(10)}，校验码 {values.Digits(6)}",
        8 => $"合计{values.Random.Next(10, 99)},{values.Digits(3)},{values.Digits(3)}.{values.Digits(2)}元",
        9 => $"基金收入{values.Random.Next(1_000_000, 9_999_999)}万元，支出{values.Digits(5)}.{values.Digits(2)}万元",
        10 => $"发布时间：2024-0{values.Random.Next(1, 9)}-1{values.Random.Next(0, 9)} 10:3{values.Random.Next(0, 9)}:00",
        11 => $"数据批次20240{values.Random.Next(1, 9)}1510{values.Random.Next(10, 59)}{values.Random.Next(10, 59)}",
        12 => $"采购编号ZFCG-2024-{values.Digits(4)}，合同编号HT{values.Digits(12)}",
        13 => $"测试卡号{values.WrongCard()}校验失败",
        14 => $"详见http://www.chengping.gov.cn/art/2024/{values.Random.Next(1, 12)}/{values.Mobile()}.html",
        15 => $"发票代码 0350023{values.Digits(5)}，发票号码 {values.Digits(8)}",
        16 => $"药品编码XA02BCA{values.Digits(3)}E001010{values.Digits(4)}",
        17 => $"共计{values.Mobile()}元",
        18 => $"条形码69{values.Digits(11)}",
        19 => $"病历号P{values.Mobile()}",
        20 => $"较上年增长{values.Digits(2)}.{values.Mobile()}%",
        21 => $"标书编号{values.Digits(4)}-{values.Mobile()}-{values.Digits(2)}",
        22 => $"统一社会信用代码格式如9135062300000{values.Digits(3)}",
        23 => $"2019 2020 2021 2022 2023 2024 {values.Digits(4)}",
        24 => $"面积{values.Digits(4)}平方米，人口{values.Digits(5)}人，户数{values.Digits(4)}",
        _ => $"医保结算{values.Digits(4)} {values.Digits(4)} 人次，{values.Digits(3)}-{values.Digits(3)}床",
    };
}
