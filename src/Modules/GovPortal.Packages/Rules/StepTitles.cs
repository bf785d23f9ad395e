namespace GovPortal.Packages.Rules;

/// <summary>What the steps of a recipe are called in the office; keys of the interface texts. A step without a title shows its name.</summary>
public static class StepTitles
{
    private static readonly Dictionary<string, string> Titles = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ContentDefinition"] = "内容类型定义", ["Roles"] = "角色和权限", ["SiteSettings"] = "站点信息", ["Organisation"] = "机关和科室", ["ReviewRoutes"] = "审查流程",
        ["TaskTable"] = "栏目和任务分解表", ["PeriodicDuties"] = "定期任务", ["DeadlineSignals"] = "时限提醒", ["ReplyLimits"] = "来信答复时限", ["IndexNumberRule"] = "索引号规则",
        ["SearchSettings"] = "搜索设置", ["WorkflowType"] = "工作流", ["OpenIdApplication"] = "应用接入", ["lucene-index"] = "命名索引", ["Queries"] = "保存的查询", ["DocumentFacts"] = "索引号和有效性",
        ["Channels"] = "发布渠道", ["Users"] = "用户", ["media"] = "附件", ["Content"] = "信息",
    };

    public static string Of(string step) => Titles.GetValueOrDefault(step, step);
}
