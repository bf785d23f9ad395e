using GovPortal.Portal.Rendering.Models;

namespace GovPortal.Modules.Tests.Portal;

/// <summary>The organisation, one of its leaders, one of its offices, and a training it held.</summary>
internal static partial class Samples
{
    public static ContentModel Organisation => Content(Item("OrganisationProfile", "机构概况", "云溪县人力资源和社会保障局", "办公室", "机构概况", "") with
    {
        Contained = new([new("张明远", "/leaders/1", new(2026, 5, 3)), new("办公室", "/offices/1", new(2026, 5, 3))], 2, null),
    }) with
    {
        Organisation = new(
            [new("办公地址", "云溪县清河镇人民路18号"), new("办公时间", "工作日 9:00—12:00，13:30—17:30"), new("联系电话", "<a href=\"tel:00008812345\">0000-8812345</a>"), new("负责人", "张明远")],
            [new("主要职责", "<ol><li>贯彻执行人力资源和社会保障法律法规。</li><li>负责促进就业工作。</li></ol>")],
            new("内设机构", [new("机构名称", false), new("主要职责", false), new("负责人", false), new("联系电话", false)],
                [["办公室", "文电、会务、督查、政务公开", "李＊", "0000-8812345"], ["财务科", "预决算、专项资金", "", "0000-8812366"]])),
    };

    public static ContentModel Leader => Content(Item("Leader", "领导信息", "张明远", "办公室", "领导信息", "") with
    {
        Attachments = [new("工作照.jpg", "/media/9.jpg", 86_213, "JPG")],
    }) with
    {
        Leader = new("党组书记、局长", [new("工作分工", "主持全面工作，分管财务科。"), new("简历", "<p>1998年参加工作。</p><p>2024年任现职。</p>")], [new("联系电话", "<a href=\"tel:00008812345\">0000-8812345</a>")]),
    };

    public static ContentModel Office => Content(Item("Office", "内设机构", "办公室", "办公室", "内设机构", "") with
    {
        Fields = [new("主要职责", "文电、会务、督查、政务公开"), new("负责人", "李＊"), new("联系电话", "<a href=\"tel:00008812345\">0000-8812345</a>"), new("办公地址", "主楼301室")],
    });

    public static ContentModel Training => Content(Item("TrainingRecord", "培训记录", "2026年第一期政务公开业务培训", "人事科", "业务培训", "") with
    {
        Fields = [new("类别", "举办"), new("培训日期", "2026-04-21"), new("主办单位", "人事科、办公室"), new("培训主题", "政府信息公开条例、时限计算"), new("人数", "46"), new("学时", "8")],
    });
}
