using GovPortal.Kernel.Results;

namespace GovPortal.Concerns.Rules;

/// <summary>What is known of a concern when it comes in, by hand or by a monitor.</summary>
/// <param name="Channel">A code of <see cref="ConcernChannels"/>.</param>
/// <param name="Source">Who said it, as an account or a paper; kept encrypted.</param>
/// <param name="FoundUtc">When it was found; clocks run from here.</param>
public sealed record ConcernIntake(string Channel, string Source, string Link, string Title, string Text, DateTime? FoundUtc)
{
    public const int MaxTitle = 200, MaxSource = 200, MaxLink = 500, MaxText = 10_000, MaxAgeDays = 366;

    /// <summary>
    /// Every reason at once: <c>concern.channel</c>, <c>concern.words-required</c>, <c>concern.too-long</c>, <c>concern.bad-link</c>,
    /// <c>concern.found-time</c> (missing, to come, or more than a year ago), at the member.
    /// </summary>
    public IReadOnlyList<Failure> Check(DateTime nowUtc)
    {
        var failures = new List<Failure>();
        if (!ConcernChannels.All.ContainsKey(Channel)) failures.Add(Failure.At(nameof(Channel), "concern.channel"));
        if (Title.Length == 0) failures.Add(Failure.At(nameof(Title), "concern.words-required"));
        foreach (var (member, text, most) in new[] { (nameof(Title), Title, MaxTitle), (nameof(Source), Source, MaxSource), (nameof(Link), Link, MaxLink), (nameof(Text), Text, MaxText) })
        {
            if (text.Length > most) failures.Add(Failure.At(member, "concern.too-long", most));
        }
        if (Link.Length > 0 && !(Uri.TryCreate(Link, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")) failures.Add(Failure.At(nameof(Link), "concern.bad-link"));
        if (FoundUtc is not { } found || found > nowUtc || found < nowUtc.AddDays(-MaxAgeDays)) failures.Add(Failure.At(nameof(FoundUtc), "concern.found-time"));
        return failures;
    }
}
