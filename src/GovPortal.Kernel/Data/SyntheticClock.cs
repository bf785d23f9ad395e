namespace GovPortal.Kernel.Data;

/// <summary>
/// The system's clock, except inside <see cref="At"/>, where the flow that called it lives at another instant. The demo
/// recipe and <c>seed</c> use it to act through the real handlers in the past; it is registered in Development and for
/// databases marked synthetic, never elsewhere.
/// </summary>
public sealed class SyntheticClock : TimeProvider
{
    private static readonly AsyncLocal<DateTimeOffset?> Instant = new();

    public override DateTimeOffset GetUtcNow() => Instant.Value ?? base.GetUtcNow();

    /// <summary>Until the answer is disposed, this flow's now is the given instant.</summary>
    public static IDisposable At(DateTimeOffset instant)
    {
        Instant.Value = instant;
        return new Scope();
    }

    private sealed class Scope : IDisposable
    {
        public void Dispose() => Instant.Value = null;
    }
}
