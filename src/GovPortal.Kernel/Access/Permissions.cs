namespace GovPortal.Kernel.Access;

/// <summary>A right that a role can be given; the code is stable, the title a key of the interface texts.</summary>
public sealed record Permission(string Code, string Title);

/// <summary>The permissions of the kernel's own verbs. Modules register theirs as <see cref="Permission"/> singletons.</summary>
public static class Permissions
{
    public const string AdminAccess = "admin.access";
    public const string ContentEdit = "content.edit";
    public const string ContentSubmit = "content.submit";
    /// <summary>Reads drafts of every section within the grant's agency.</summary>
    public const string ContentReadAll = "content.read-all";
    public const string ReviewContent = "review.content";
    public const string ReviewConfidentiality = "review.confidentiality";
    public const string ReviewLeader = "review.leader";
    public const string ContentPublish = "content.publish";
    public const string ContentWithdraw = "content.withdraw";
    public const string ContentPurge = "content.purge";
    public const string ColumnsManage = "columns.manage";
    public const string RecipesRun = "recipes.run";
    public const string SettingsManage = "settings.manage";

    /// <summary>What a reviewer may delegate for a time.</summary>
    public static IReadOnlySet<string> Reviews { get; } = new HashSet<string>(StringComparer.Ordinal) { ReviewContent, ReviewConfidentiality, ReviewLeader };

    public static IEnumerable<Permission> Kernel { get; } =
    [
        new(AdminAccess, "进入管理后台"),
        new(ContentEdit, "起草和修改信息"),
        new(ContentSubmit, "提交审查"),
        new(ContentReadAll, "查看各科室草稿"),
        new(ReviewContent, "内容审核"),
        new(ReviewConfidentiality, "保密审查"),
        new(ReviewLeader, "领导审签"),
        new(ContentPublish, "发布信息"),
        new(ContentWithdraw, "下线信息"),
        new(ContentPurge, "彻底清除内容"),
        new(ColumnsManage, "管理栏目和任务分解表"),
        new(RecipesRun, "执行配方"),
        new(SettingsManage, "修改站点设置"),
    ];
}
