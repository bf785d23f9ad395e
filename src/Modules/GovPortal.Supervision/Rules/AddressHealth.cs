namespace GovPortal.Supervision.Rules;

/// <summary>What became of one look at an address outside.</summary>
public enum AddressAnswer
{
    /// <summary>There is a page, or something that does not show itself to programs.</summary>
    Fine,
    /// <summary>404 or 410.</summary>
    Gone,
    /// <summary>No answer, or an error of the server.</summary>
    Failed,
    /// <summary>Asked to come back later.</summary>
    Busy,
    /// <summary>The short question (HEAD) says nothing certain; the page itself is asked for.</summary>
    AskWhole,
}

/// <summary>
/// When an address outside counts as dead: after three failures over two days at least, or at the second look that finds nothing there. A
/// fine one is left alone for a week.
/// </summary>
/// <param name="Failures">In a row.</param>
/// <param name="FirstFailureUtc">Of these the first.</param>
/// <param name="NextUtc">When it is looked at again.</param>
public sealed record AddressHealth(int Failures, DateTime? FirstFailureUtc, bool IsDead, bool AsksWhole, DateTime NextUtc)
{
    public const int DeadAfter = 3, GoneAfter = 2;
    public static readonly TimeSpan Fine = TimeSpan.FromDays(7), Again = TimeSpan.FromDays(1), Shortly = TimeSpan.FromMinutes(1), DeadOver = TimeSpan.FromDays(2), SoonestBusy = TimeSpan.FromHours(1);

    /// <param name="status">Of the answer; null for none.</param>
    /// <param name="whole">The page itself was asked for.</param>
    public static AddressAnswer Read(int? status, bool whole) => status switch
    {
        null => AddressAnswer.Failed,
        429 or 503 => AddressAnswer.Busy,
        < 400 => AddressAnswer.Fine,
        _ when !whole => AddressAnswer.AskWhole,
        404 or 410 => AddressAnswer.Gone,
        // It answers, though not to programs: signing in, rights, a defence against machines.
        < 500 => AddressAnswer.Fine,
        _ => AddressAnswer.Failed,
    };

    /// <param name="retryAfter">As the server asked for; between an hour and a week.</param>
    public AddressHealth After(AddressAnswer answer, DateTime nowUtc, TimeSpan? retryAfter = null) => answer switch
    {
        AddressAnswer.Fine => this with { Failures = 0, FirstFailureUtc = null, IsDead = false, NextUtc = nowUtc + Fine },
        AddressAnswer.Busy => this with { NextUtc = nowUtc + (retryAfter is not { } wait ? Again : wait < SoonestBusy ? SoonestBusy : wait > Fine ? Fine : wait) },
        AddressAnswer.AskWhole => this with { AsksWhole = true, NextUtc = nowUtc + Shortly },
        _ => Failed(answer, nowUtc),
    };

    private AddressHealth Failed(AddressAnswer answer, DateTime nowUtc)
    {
        var (failures, first) = (Failures + 1, FirstFailureUtc ?? nowUtc);
        var dead = IsDead || (answer == AddressAnswer.Gone && failures >= GoneAfter) || (failures >= DeadAfter && nowUtc - first >= DeadOver);
        return this with { Failures = failures, FirstFailureUtc = first, IsDead = dead, NextUtc = nowUtc + (dead ? Fine : Again) };
    }
}
