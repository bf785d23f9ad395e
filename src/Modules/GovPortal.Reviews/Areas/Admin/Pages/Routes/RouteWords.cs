using GovPortal.Clocks;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Text;

namespace GovPortal.Reviews.Areas.Admin.Pages.Routes;

/// <summary>A step in words.</summary>
internal static class RouteWords
{
    /// <param name="roles">Short names of the roles.</param>
    public static string Of(ITexts texts, RouteStep step, IReadOnlyDictionary<string, string> roles)
    {
        List<string> words = [$"{Where(texts, step)}{roles.GetValueOrDefault(step.Role, step.Role)}"];
        if (step.Mode == RouteStep.All) words.Add(texts["全部通过（会签）"]);
        if (step.Limit is { Length: > 0 } limit) words.Add(texts["限 {0}", Limit(texts, limit)]);
        return string.Join(" · ", words);
    }

    public static string Limit(ITexts texts, string limit)
    {
        if (DeadlineRule.Parse(limit) is not { Succeeded: true } rule) return limit;
        var (key, args) = RuleWords.Of(rule.Value);
        return texts[key, args];
    }

    private static string Where(ITexts texts, RouteStep step) => step.Scope switch
    {
        "section" => texts["本科室的"],
        "named" => texts["{0}的", step.Section],
        _ => texts["本机关的"],
    };
}
