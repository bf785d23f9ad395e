using GovPortal.Users.Rules;

namespace GovPortal.Modules.Tests.Users.Rules;

public sealed class LockoutTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc);

    private static LockoutState After(int failures) =>
        Enumerable.Range(0, failures).Aggregate(new LockoutState(0, null), (state, _) => Lockout.AfterFailure(state, Now));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Fewer_than_five_failures_lock_nothing(int failures)
    {
        Assert.Equal(new LockoutState(failures, null), After(failures));
        Assert.False(Lockout.IsLocked(After(failures), Now));
    }

    [Fact]
    public void The_fifth_failure_locks_for_fifteen_minutes()
    {
        var state = After(5);
        Assert.True(Lockout.IsLocked(state, Now.AddMinutes(15).AddTicks(-1)));
        Assert.False(Lockout.IsLocked(state, Now.AddMinutes(15)));
    }

    [Fact]
    public void Tries_while_locked_neither_count_nor_lengthen_the_lock() => Assert.Equal(After(5), After(50));

    [Fact]
    public void After_the_lock_five_more_failures_are_needed()
    {
        var later = Now.AddMinutes(16);
        var state = Lockout.AfterFailure(After(5), later);
        Assert.Equal(new LockoutState(1, null), state);
        for (var i = 0; i < 4; i++) state = Lockout.AfterFailure(state, later);
        Assert.True(Lockout.IsLocked(state, later));
    }

    [Fact]
    public void A_success_forgets_the_failures() => Assert.Equal(new LockoutState(0, null), Lockout.AfterSuccess);
}
