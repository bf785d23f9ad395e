using GovPortal.Kernel.Access;

namespace GovPortal.Api;

/// <summary>The rights of this module. What is done by the interface asks for the handlers' own rights besides.</summary>
public static class ApiPermissions
{
    /// <summary>Uses the interface at all; named as in Orchard. Where the role <see cref="AnonymousRole"/> holds it, anybody reads what is published.</summary>
    public const string AccessContentApi = "AccessContentApi";

    /// <summary>Asks Lucene indexes questions of one's own; named as in Orchard.</summary>
    public const string QueryLuceneApi = "QueryLuceneApi";

    /// <summary>Runs every saved query; named as in Orchard.</summary>
    public const string ExecuteQueries = "ExecuteApiAll";

    /// <summary>For an agency, or for all: applications whose roles hold there and nowhere else.</summary>
    public const string ManageApplications = "applications.manage";

    /// <summary>Orchard's name for those who are not signed in.</summary>
    public const string AnonymousRole = "Anonymous";

    internal static IEnumerable<Permission> All => [new(AccessContentApi, "使用内容接口"), new(QueryLuceneApi, "使用索引查询接口"), new(ExecuteQueries, "运行已保存的查询"), new(ManageApplications, "管理应用接入")];

    /// <summary>Whether the actor manages applications there. A grant for one section manages none.</summary>
    internal static bool MayManageApplications(this Actor actor, string? agencyId) => actor.Grants.Any(g =>
        g.Permissions.Contains(ManageApplications) && g.SectionId is null && (g.AgencyId is null || g.AgencyId == agencyId));
}
