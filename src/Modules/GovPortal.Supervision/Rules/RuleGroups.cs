namespace GovPortal.Supervision.Rules;

/// <summary>Groups of rules, for people who look rather than read.</summary>
public static class RuleGroups
{
    private const string Other = "其他";

    private static readonly Dictionary<string, string> GroupOf = new()
    {
        ["home-stale"] = "更新", ["column-blank"] = "更新", ["columns-blank"] = "更新", ["column-stale"] = "更新", ["columns-stale"] = "更新",
        ["disclosure-late"] = "公开", ["interpretation-late"] = "公开", ["adoption-late"] = "公开",
        ["answer-late"] = "答复", ["letter-waiting"] = "答复", ["letter-forgotten"] = "答复",
        ["dead-link"] = "内容", ["personal-data"] = "内容", ["sensitive-word"] = "内容", ["date-missing"] = "内容",
    };

    public static IReadOnlyList<string> All { get; } = ["更新", "公开", "答复", "内容", Other];

    public static string Of(string rule) => GroupOf.GetValueOrDefault(rule, Other);
}
