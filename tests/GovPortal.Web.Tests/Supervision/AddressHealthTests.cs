using GovPortal.Supervision.Rules;

namespace GovPortal.Web.Tests.Supervision;

/// <summary>When an address outside counts as dead, and when it is looked at again.</summary>
public sealed class AddressHealthTests
{
    private static readonly DateTime Start = new(2026, 11, 20, 2, 0, 0, DateTimeKind.Utc);
    private static readonly AddressHealth Fresh = new(0, null, false, false, Start);

    [Theory]
    [InlineData(200, false, AddressAnswer.Fine)]
    [InlineData(304, false, AddressAnswer.Fine)]
    [InlineData(404, false, AddressAnswer.AskWhole)]
    [InlineData(405, false, AddressAnswer.AskWhole)]
    [InlineData(500, false, AddressAnswer.AskWhole)]
    [InlineData(404, true, AddressAnswer.Gone)]
    [InlineData(410, true, AddressAnswer.Gone)]
    [InlineData(401, true, AddressAnswer.Fine)]
    [InlineData(403, true, AddressAnswer.Fine)]
    [InlineData(405, true, AddressAnswer.Fine)]
    [InlineData(500, true, AddressAnswer.Failed)]
    [InlineData(502, true, AddressAnswer.Failed)]
    [InlineData(429, false, AddressAnswer.Busy)]
    [InlineData(503, true, AddressAnswer.Busy)]
    [InlineData(null, false, AddressAnswer.Failed)]
    public void An_answer_says_so_much(int? status, bool whole, AddressAnswer answer) => Assert.Equal(answer, AddressHealth.Read(status, whole));

    // Days of the failures, and whether it is dead after the last of them.
    [Theory]
    [InlineData(AddressAnswer.Failed, new[] { 0.0 }, false)]
    [InlineData(AddressAnswer.Failed, new[] { 0.0, 1 }, false)]
    [InlineData(AddressAnswer.Failed, new[] { 0.0, 1, 1.9 }, false)]
    [InlineData(AddressAnswer.Failed, new[] { 0.0, 1, 2 }, true)]
    [InlineData(AddressAnswer.Failed, new[] { 0.0, 3 }, false)]
    [InlineData(AddressAnswer.Gone, new[] { 0.0 }, false)]
    [InlineData(AddressAnswer.Gone, new[] { 0.0, 1 }, true)]
    public void It_is_dead_after_so_many_failures_over_so_many_days(AddressAnswer answer, double[] days, bool isDead)
    {
        var health = days.Aggregate(Fresh, (h, day) => h.After(answer, Start.AddDays(day)));
        Assert.Equal(isDead, health.IsDead);
        Assert.Equal(days.Length, health.Failures);
        Assert.Equal(Start, health.FirstFailureUtc);
        Assert.Equal(Start.AddDays(days[^1]) + (isDead ? AddressHealth.Fine : AddressHealth.Again), health.NextUtc);
    }

    [Fact]
    public void What_answers_again_is_fine_at_once_and_left_alone_for_a_week()
    {
        var dead = Fresh.After(AddressAnswer.Gone, Start).After(AddressAnswer.Gone, Start.AddDays(1));
        Assert.Equal(Fresh with { NextUtc = Start.AddDays(15) }, dead.After(AddressAnswer.Fine, Start.AddDays(8)));
    }

    [Theory]
    [InlineData(null, 24.0)]
    [InlineData(1.0, 1.0)]
    [InlineData(3 * 60.0, 3.0)]
    [InlineData(100_000.0, 168.0)]
    public void A_server_that_is_busy_is_left_alone_for_as_long_as_it_says(double? minutes, double hours)
    {
        var failing = Fresh.After(AddressAnswer.Failed, Start);
        var busy = failing.After(AddressAnswer.Busy, Start, minutes is { } m ? TimeSpan.FromMinutes(m) : null);
        Assert.Equal(failing with { NextUtc = Start.AddHours(hours) }, busy);
    }
}
