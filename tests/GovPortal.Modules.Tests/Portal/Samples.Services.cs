using GovPortal.Portal.Rendering.Models;

namespace GovPortal.Modules.Tests.Portal;

/// <summary>A guide with all it can have, one with the least, and their entry in the catalogue.</summary>
internal static partial class Samples
{
    private const string GuideTitle = "灵活就业人员社会保险补贴申领";

    public static ContentModel Guide => Content(Item("ServiceGuide", "办事指南", GuideTitle, "就业服务中心", "办事指南",
        "<p>就业困难人员和离校2年内未就业高校毕业生灵活就业并缴纳社会保险费的，可以申领社会保险补贴。</p>")) with
    {
        Guide = new("000514013000",
            [new("服务对象", "自然人"), new("办件类型", "承诺件"), new("办理方式", "网上办理、窗口办理"), new("审批结果", "补贴资金拨付至社会保障卡"), new("结果送达", "短信告知")],
            [new("设立依据", "<p>《中华人民共和国就业促进法》第五十二条；《就业补助资金管理办法》第七条。</p>")],
            [
                new("申请", "线上或窗口提交") { Office = "综合窗口", Limit = "当场" }, new("受理", "材料齐全的当场受理，不齐的一次告知") { Office = "综合窗口", Limit = "当场" },
                new("审核", "比对参保和就业登记信息") { Office = "就业服务中心", Limit = "5个工作日" }, new("公示", null) { Office = "就业服务中心", Limit = "5个工作日" }, new("拨付", "拨付至社会保障卡账户"),
            ],
            "https://zwfw.example.gov.cn/item/000514013000")
        {
            Figures = [new("承诺时限", "10", "个工作日", "不含公示时间"), new("法定时限", "30", "个工作日", null), new("现场办事次数", "0", "次", "不用到现场"), new("收费", "不收费", null, null)],
            Before = [new("适用范围", "<p>在云溪县灵活就业并参加社会保险的就业困难人员、离校2年内未就业高校毕业生。</p>"), new("办理条件", "<p>1. 已办理就业登记；</p><p>2. 本人足额缴纳社会保险费。</p>")],
            Materials = new("申办材料", [new("材料名称", false), new("来源", false), new("份数", true), new("材料形式", false), new("必要性", false), new("备注", false)],
                [["《就业创业证》", "政府部门核发", "1", "原件核验", "必要", ""], ["社会保险补贴申请表", "申请人自备", "1", "电子或者纸质", "必要", "可在线填写"]]),
            Visits = [new("办理地点", "云溪县政务服务中心2楼人社综合窗口"), new("办理时间", "工作日 9:00—12:00，13:30—17:30")],
            Contacts = [new("咨询方式", "<a href=\"tel:00008812333\">0000-8812333</a>"), new("办理进程和结果查询", "“云溪人社”小程序，凭身份证号查询"), new("监督投诉渠道", "<a href=\"tel:00008812300\">0000-8812300</a>")],
        },
    };

    public static ContentModel ShortGuide => Content(Item("ServiceGuide", "办事指南", "失业登记", "就业服务中心", "办事指南", "")) with
    {
        Guide = new(null, [], [], [], null) { Figures = [new("承诺时限", "即时办结", null, null)] },
    };

    public static ContentModel Service => Content(Item("ServiceItem", "政务服务事项", GuideTitle, "行政审批科", "服务事项目录", "") with
    {
        Fields = [new("事项编码", "000514013000"), new("事项类型", "公共服务"), new("实施主体", "云溪县人力资源和社会保障局"), new("办理层级", "县级")],
    }) with { Service = new(new Link(GuideTitle, "/2026/05/4")) };
}
