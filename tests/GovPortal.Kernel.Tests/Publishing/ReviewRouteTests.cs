using GovPortal.Kernel.Access;
using GovPortal.Kernel.Publishing;

namespace GovPortal.Kernel.Tests.Publishing;

public sealed class ReviewRouteTests
{
    private static readonly RouteStep Head = new("head", "科室审核", "content", "SectionHead", "section");
    private static readonly RouteStep Secrecy = new("secrecy", "保密审查", "confidentiality", "ConfidentialityReviewer", "agency");
    private static readonly RouteStep Leader = new("leader", "领导审签", "leader", "DeputyLeader", "agency");

    private static ReviewRoute Route(params RouteStep[] steps) =>
        ReviewRoute.Parse(System.Text.Json.JsonSerializer.Serialize(steps));

    private static Review Decision(int step, string name, string hash = "h1", ReviewDecision decision = ReviewDecision.Approved) => new()
    {
        Id = $"r{step}{hash}{decision}", ContentItemId = "i", VersionId = "v", ManifestHash = hash, StepIndex = step, StepName = name, Decision = decision, DeciderId = "u",
    };

    [Fact]
    public void A_route_goes_step_by_step()
    {
        var route = Route(Head, Secrecy, Leader);
        Assert.Equal(0, route.NextStep("h1", []));
        Assert.Equal(1, route.NextStep("h1", [Decision(0, "head")]));
        Assert.Equal(2, route.NextStep("h1", [Decision(0, "head"), Decision(1, "secrecy")]));
        Assert.Null(route.NextStep("h1", [Decision(0, "head"), Decision(1, "secrecy"), Decision(2, "leader")]));
    }

    [Fact]
    public void A_decision_on_another_hash_counts_for_nothing()
    {
        var route = Route(Head, Secrecy);
        Assert.Equal(0, route.NextStep("h2", [Decision(0, "head"), Decision(1, "secrecy")]));
        Assert.Equal(["head", "secrecy"], route.Missing("h2", [Decision(0, "head"), Decision(1, "secrecy")]).Select(s => s.Name));
    }

    [Fact]
    public void A_return_approves_nothing() => Assert.Equal(0, Route(Head, Secrecy).NextStep("h1", [Decision(0, "head", decision: ReviewDecision.Returned)]));

    [Fact]
    public void A_decision_on_a_step_of_another_name_counts_for_nothing() => Assert.Equal(0, Route(Head, Secrecy).NextStep("h1", [Decision(0, "secrecy")]));

    [Fact]
    public void Without_a_hash_nothing_is_approved() => Assert.Equal(2, Route(Head, Secrecy).Missing(null, [Decision(0, "head")]).Count());

    [Fact]
    public void A_missing_or_damaged_route_lets_nothing_pass()
    {
        Assert.Throws<InvalidOperationException>(() => ReviewRoute.Parse(null));
        Assert.Throws<InvalidOperationException>(() => ReviewRoute.Parse("[]"));
        Assert.Throws<System.Text.Json.JsonException>(() => ReviewRoute.Parse("{"));
    }

    public static TheoryData<RouteStep[], string> Wrong => new()
    {
        { [], "route.one-confidentiality" },
        { [Head, Leader], "route.one-confidentiality" },
        { [Secrecy, Secrecy with { Name = "again" }], "route.one-confidentiality" },
        { [Secrecy, Head with { Kind = "contents" }], "route.unknown-kind" },
        { [Secrecy, Head with { Scope = "county" }], "route.unknown-scope" },
        { [Secrecy, Head with { Name = "secrecy" }], "route.name-twice" },
        { [Secrecy, Head with { Role = " " }], "route.incomplete" },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void A_wrong_route_is_refused(RouteStep[] steps, string code) => Assert.Equal([code], ReviewRoute.Check(steps).Select(f => f.Code));

    [Fact]
    public void A_route_survives_being_stored() => Assert.Equal([Head, Secrecy, Leader], ReviewRoute.Parse(Route(Head, Secrecy, Leader).ToJson()).Steps);

    [Theory]
    [InlineData("SectionHead", Permissions.ReviewContent, "rsj", "office", true)]
    [InlineData("SectionHead", Permissions.ReviewContent, "rsj", null, true)]
    [InlineData("SectionHead", Permissions.ReviewContent, "rsj", "finance", false)]
    [InlineData("SectionHead", Permissions.ReviewContent, "jyj", "office", false)]
    [InlineData("Office", Permissions.ReviewContent, "rsj", "office", false)]
    [InlineData("SectionHead", Permissions.ContentEdit, "rsj", "office", false)]
    public void A_step_is_for_its_role_with_its_permission_in_its_scope(string role, string permission, string agency, string? section, bool may)
    {
        var actor = new Actor("u", "张三", [new Grant(role, new HashSet<string> { permission }, agency, section)]);
        Assert.Equal(may, Head.IsFor(actor, "rsj", "office"));
    }
}
