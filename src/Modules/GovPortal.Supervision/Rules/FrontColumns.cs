namespace GovPortal.Supervision.Rules;

/// <summary>
/// Columns that the list of the state asks to be renewed by their kind (国办秘函〔2019〕19号): news every two weeks, notices and policy documents of the
/// first level every six months, figures of services every three, answers to letters every two. A column says nothing of its kind: a county
/// names them, else the usual titles tell.
/// </summary>
public static class FrontColumns
{
    public const string News = "news-stale", Notices = "notice-stale", Policies = "policy-stale", Statistics = "statistics-stale", Replies = "reply-stale";

    private static readonly Dictionary<string, string[]> Titles = new(StringComparer.Ordinal)
    {
        [News] = ["动态要闻", "要闻动态", "工作动态", "政务动态", "要闻"],
        [Notices] = ["通知公告", "公示公告", "公告公示", "通知公示"],
        [Policies] = ["政策文件", "政策法规"],
        [Statistics] = ["办事统计", "办件统计", "服务统计", "办件信息"],
        [Replies] = ["留言答复", "咨询回复", "来信答复", "互动回应"],
    };

    /// <summary>Rules that look at columns of one kind.</summary>
    public static IReadOnlyCollection<string> Kinds => Titles.Keys;

    /// <summary>News, notices and policy documents are summed up: five of them not renewed fail the whole site.</summary>
    public static IReadOnlyList<string> Summed { get; } = [News, Notices, Policies];

    public static bool IsKind(string rule) => Titles.ContainsKey(rule);

    public static bool IsUsual(string rule, string title) => Titles[rule].Contains(title);

    /// <summary>Months by the civil calendar: not renewed within them is more than so many, the day itself still counts.</summary>
    public static bool IsOlder(DateOnly last, int limit, bool inMonths, DateOnly today) => (inMonths ? last.AddMonths(limit) : last.AddDays(limit)) < today;
}
