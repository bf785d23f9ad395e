using GovPortal.Outbound;

namespace GovPortal.Modules.Tests.Outbound;

public sealed class AttemptsTests
{
    [Theory]
    [InlineData(1, 1), InlineData(2, 2), InlineData(3, 4), InlineData(5, 16), InlineData(9, 256), InlineData(10, 360), InlineData(12, 360), InlineData(1000, 360)]
    public void Each_attempt_waits_twice_as_long_up_to_six_hours(int attempts, int minutes) => Assert.Equal(TimeSpan.FromMinutes(minutes), Attempts.WaitAfter(attempts));
}
