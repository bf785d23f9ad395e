using GovPortal.Kernel.Publishing;

namespace GovPortal.Kernel.Tests.Publishing;

public sealed class TransitionsTests
{
    [Theory]
    [InlineData(VersionState.Draft, VersionVerb.Submit, VersionState.InReview)]
    [InlineData(VersionState.InReview, VersionVerb.Approve, VersionState.InReview)]
    [InlineData(VersionState.InReview, VersionVerb.Complete, VersionState.Approved)]
    [InlineData(VersionState.InReview, VersionVerb.Return, VersionState.Returned)]
    [InlineData(VersionState.Approved, VersionVerb.Return, VersionState.Returned)]
    [InlineData(VersionState.Approved, VersionVerb.Publish, VersionState.Published)]
    [InlineData(VersionState.Scheduled, VersionVerb.Unschedule, VersionState.Approved)]
    [InlineData(VersionState.Published, VersionVerb.Withdraw, VersionState.Withdrawn)]
    public void A_verb_leads_to_its_state(VersionState from, VersionVerb verb, VersionState to) => Assert.Equal(to, Transitions.Next(from, verb));

    [Theory]
    [InlineData(VersionState.Draft)]
    [InlineData(VersionState.InReview)]
    [InlineData(VersionState.Returned)]
    [InlineData(VersionState.Recalled)]
    [InlineData(VersionState.Superseded)]
    [InlineData(VersionState.Withdrawn)]
    [InlineData(VersionState.Purged)]
    [InlineData(VersionState.Discarded)]
    [InlineData(VersionState.Published)]
    public void What_was_not_approved_cannot_be_published(VersionState from)
    {
        Assert.Null(Transitions.Next(from, VersionVerb.Publish));
        Assert.Null(Transitions.Next(from, VersionVerb.Schedule));
    }

    [Fact]
    public void Approved_is_reached_by_the_last_review_or_by_taking_a_schedule_back_only() => Assert.Equal(
        [(VersionState.InReview, VersionVerb.Complete), (VersionState.Scheduled, VersionVerb.Unschedule)],
        Transitions.All.Where(t => t.To == VersionState.Approved).Select(t => (t.From, t.Verb)).Order());

    [Fact]
    public void Only_a_draft_changes_its_content() =>
        Assert.Equal([VersionState.Draft], Transitions.All.Where(t => t.Verb == VersionVerb.Save).Select(t => t.From));

    [Fact]
    public void A_live_version_is_withdrawn_or_superseded_before_it_is_purged() =>
        Assert.Null(Transitions.Next(VersionState.Published, VersionVerb.Purge));

    [Fact]
    public void Nothing_leads_out_of_purged() => Assert.DoesNotContain(Transitions.All, t => t.From == VersionState.Purged);

    [Fact]
    public void Every_state_can_be_reached_from_a_draft()
    {
        var reached = new HashSet<VersionState> { VersionState.Draft };
        while (Transitions.All.FirstOrDefault(t => reached.Contains(t.From) && !reached.Contains(t.To)) is { Verb: not VersionVerb.Save } next) reached.Add(next.To);
        Assert.Equal(Enum.GetValues<VersionState>().Order(), reached.Order());
    }

    [Fact]
    public void Every_verb_is_used_and_every_state_has_a_name_of_its_own()
    {
        Assert.Equal(Enum.GetValues<VersionVerb>().Order(), Transitions.All.Select(t => t.Verb).Distinct().Order());
        Assert.Equal(Enum.GetValues<VersionState>().Length, Enum.GetValues<VersionState>().Select(Transitions.Title).Distinct().Count());
    }

    [Theory]
    [InlineData(VersionState.Draft, false)]
    [InlineData(VersionState.InReview, false)]
    [InlineData(VersionState.Approved, false)]
    [InlineData(VersionState.Scheduled, false)]
    [InlineData(VersionState.Returned, true)]
    [InlineData(VersionState.Published, true)]
    [InlineData(VersionState.Withdrawn, true)]
    [InlineData(VersionState.Discarded, true)]
    public void A_new_version_starts_where_the_latest_one_is_over(VersionState state, bool over) => Assert.Equal(over, Transitions.IsFinal(state));
}
