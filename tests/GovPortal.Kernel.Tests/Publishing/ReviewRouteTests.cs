using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Publishing;

namespace GovPortal.Kernel.Tests.Publishing;

public sealed class ReviewRouteTests
{
    private static readonly RouteStep Head = new("head", "科室审核", "content", "SectionHead", "section");
    private static readonly RouteStep Secrecy = new("secrecy", "保密审查", "confidentiality", "ConfidentialityReviewer", "agency");
    private static readonly RouteStep Leader = new("leader", "领导审签", "leader", "DeputyLeader", "agency");

    private static ReviewRoute Route(params RouteStep[] steps) =>
        ReviewRoute.Parse(System.Text.Json.JsonSerializer.Serialize(steps));

    private static Review Decision(
        int step, string name, string hash = "h1", ReviewDecision decision = ReviewDecision.Approved, string by = "u", string? behalf = null, int? returnedTo = null, int number = 0) => new()
    {
        Id = $"r{step}{hash}{decision}{by}{number}", ContentItemId = "i", VersionId = "v", ManifestHash = hash, StepIndex = step, StepName = name, Decision = decision,
        DeciderId = by, OnBehalfOf = behalf, ReturnedTo = returnedTo, Number = number,
    };

    private static ContentVersion Version(string contributors = "") => new()
    {
        Id = "v", ContentItemId = "i", DisplayText = "标题", Data = "{}", AgencyId = "rsj", SectionId = "office", Contributors = contributors,
    };

    private static Actor Person(string id, params Grant[] grants) => new(id, id, grants);

    private static Grant Holds(RouteStep step, string? section = null, string? behalf = null) => new(step.Role, new HashSet<string> { step.Permission }, "rsj", section, behalf);

    [Fact]
    public void A_joint_step_waits_for_everyone_it_names()
    {
        var route = Route(Head with { Mode = RouteStep.All, People = ["a", "b"] }, Secrecy);
        Assert.Equal(0, route.NextStep("h1", [Decision(0, "head", by: "a", number: 1)]));
        Assert.Equal(0, route.NextStep("h1", [Decision(0, "head", by: "a", number: 1), Decision(0, "head", by: "c", number: 2)]));
        Assert.Equal(1, route.NextStep("h1", [Decision(0, "head", by: "a", number: 1), Decision(0, "head", by: "c", behalf: "b", number: 2)]));
    }

    [Fact]
    public void A_joint_step_without_people_is_never_done() =>
        Assert.Equal(0, Route(Head with { Mode = RouteStep.All, People = [] }, Secrecy).NextStep("h1", [Decision(0, "head")]));

    [Fact]
    public void A_return_to_an_earlier_step_undoes_what_was_approved_since()
    {
        var route = Route(Head, Secrecy, Leader);
        List<Review> reviews = [Decision(0, "head", number: 1), Decision(1, "secrecy", number: 2), Decision(2, "leader", decision: ReviewDecision.Returned, returnedTo: 1, number: 3)];
        Assert.Equal(1, route.NextStep("h1", reviews));
        reviews.Add(Decision(1, "secrecy", by: "x", number: 4));
        Assert.Equal(2, route.NextStep("h1", reviews));
        reviews.Add(Decision(2, "leader", decision: ReviewDecision.Returned, returnedTo: 0, number: 5));
        Assert.Equal(0, route.NextStep("h1", reviews));
        Assert.Empty(route.Holding("h1", reviews));
    }

    [Fact]
    public void An_urgent_route_never_skips_the_confidentiality_step()
    {
        var urgent = ReviewRoute.Parse(Route(Head, Secrecy, Leader).Urgent("c").ToJson());
        Assert.Equal([true, false, true], urgent.Steps.Select(s => s.IsSkipped));
        Assert.Equal(1, urgent.NextStep("h1", []));
        Assert.Equal(1, urgent.NextStep("h1", [Decision(1, "secrecy", by: "someone else")]));
        Assert.Null(urgent.NextStep("h1", [Decision(1, "secrecy", by: "c")]));
        Assert.Equal(1, Route(Head, Secrecy with { IsSkipped = true }, Leader).NextStep("h1", [Decision(0, "head")]));
    }

    [Fact]
    public void A_delegate_decides_in_the_name_of_another_but_never_of_a_contributor()
    {
        Assert.Equal("a", Head.CapacityOf(Person("d", Holds(Head, behalf: "a")), Version()));
        Assert.Equal("d", Head.CapacityOf(Person("d", Holds(Head, behalf: "a"), Holds(Head)), Version()));
        Assert.Null(Head.CapacityOf(Person("d", Holds(Head, behalf: "a")), Version("a")));
        Assert.Equal("b", Head.CapacityOf(Person("d", Holds(Head, behalf: "a"), Holds(Head, behalf: "b")), Version("a")));
    }

    [Fact]
    public void The_person_an_urgent_version_names_cannot_be_stood_in_for()
    {
        var step = Secrecy with { People = ["c"] };
        Assert.Equal("c", step.CapacityOf(Person("c", Holds(Secrecy)), Version()));
        Assert.Null(step.CapacityOf(Person("d", Holds(Secrecy)), Version()));
        Assert.Null(step.CapacityOf(Person("d", Holds(Secrecy, behalf: "c")), Version()));
    }

    [Fact]
    public void A_named_section_is_asked_for_instead_of_the_writing_one()
    {
        var step = Head with { Scope = "named", Section = "财务科", SectionId = "finance" };
        Assert.Equal("f", step.CapacityOf(Person("f", Holds(Head, "finance")), Version()));
        Assert.Null(step.CapacityOf(Person("o", Holds(Head, "office")), Version()));
    }

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
        { [Secrecy, Head with { Scope = "named" }], "route.section-needed" },
        { [Secrecy, Head with { Mode = "most" }], "route.unknown-mode" },
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
        Assert.Equal(may ? "u" : null, Head.CapacityOf(actor, Version()));
    }
}
