using GovPortal.Portal.Rendering.Models;

namespace GovPortal.Modules.Tests.Portal;

/// <summary>The pages of one decision: consultation, report, decision, measure, and the answers to a comment.</summary>
internal static partial class Samples
{
    private static TimelineStep[] Line(string state, bool reported) =>
    [
        new("draft", "done", "云溪县创业补贴办法（征求意见稿）", "/c/1", new(2026, 4, 10), null, false),
        new("consultation", state, "云溪县创业补贴办法（征求意见稿）", "/c/1", new(2026, 4, 10), new(2026, 5, 18), false),
        reported ? new("report", "done", "采纳情况反馈", "/c/2", new(2026, 5, 11), null, true) : new("report", "todo", null, null, null, null, false),
        new("decision", "todo", null, null, null, null, false),
    ];

    public static ContentModel Consultation => Content(Item("Consultation", "意见征集", "云溪县创业补贴办法（征求意见稿）", "政策法规科", "意见征集", "<p>第一条 为规范创业补贴发放，制定本办法。</p>")) with
    {
        Timeline = Line("current", reported: false),
        Consultation = new("4c0000000000000000000000aa", "open", new(2026, 4, 10), new(2026, 5, 18), 7, "<p>起草背景和主要内容。</p>",
            [new("联系科室", "政策法规科"), new("联系电话", "0000-8812377")], "/consultations/4c0000000000000000000000aa/comments"),
    };

    public static ContentModel ConsultationClosed => Consultation with { Timeline = Line("done", reported: false), Consultation = Consultation.Consultation! with { State = "closed", DaysLeft = 0 } };

    public static ContentModel Adoption => Content(Item("AdoptionReport", "采纳情况反馈", "《云溪县创业补贴办法（征求意见稿）》采纳情况反馈", "政策法规科", "征集结果反馈", "<p>共收到意见5条。</p>")) with
    {
        Timeline = Line("done", reported: true),
        Adoption = new("5", "2", "1", "1", "1", "采纳情况和理由", [new("意见要点", false), new("采纳情况", false), new("条数", true), new("理由", false)],
            [["延长申领期限", "采纳", "2", ""], ["提高补贴标准", "不采纳", "1", "标准由省级文件规定"]]),
    };

    public static ContentModel Decision => Content(Item("Decision", "最终决定", "关于印发《云溪县应急用工保障预案》的决定", "政策法规科", "意见征集", "<p>现予印发。</p>")) with
    {
        Decision = new(new(2026, 5, 8), "部分内容属于工作秘密，依法不公开征求意见"),
    };

    public static ContentModel Execution => Content(Item("ExecutionMeasure", "政策执行", "补贴性职业技能培训任务执行情况", "就业服务中心", "决策执行", "<p>夜校和周末班开班31期。</p>")) with
    {
        Execution = new("全年开展补贴性职业技能培训2600人次", "县政府重点工作任务", new(2026, 12, 20), null, 62, 67,
            [new("制定年度计划", new(2026, 1, 31), new(2026, 1, 28), "done", ""), new("开设夜校", new(2026, 4, 30), new(2026, 5, 6), "late", "场地落实较晚"), new("考核发证", new(2026, 12, 10), null, "todo", "")]),
    };

    public static AnswerModel Answer(string receipt, bool isOpen) => new()
    {
        Site = Site, Theme = Theme, Culture = "zh-CN", Page = Page("意见没有提交成功", "/consultations/x/comments", "message"), Breadcrumbs = [Home],
        Values = new Dictionary<string, object?>
        {
            ["Receipt"] = receipt, ["Url"] = "/content/x", ["FormUrl"] = "/consultations/x/comments", ["Id"] = "x", ["IsOpen"] = isOpen,
            ["Errors"] = receipt.Length > 0 ? [] : new List<string> { "电话号码的格式不对，请改正或者留空" }, ["Text"] = "建议<b>延长</b>期限", ["Name"] = "", ["Phone"] = "打我", ["Email"] = "",
        },
    };
}
