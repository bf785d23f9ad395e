using System.Net;
using System.Security.Cryptography;
using System.Text;
using GovPortal.Kernel.Data;
using GovPortal.PublicForms;
using Microsoft.Extensions.Configuration;

namespace GovPortal.Feedback.Features;

/// <summary>
/// How much comes in from one address and from all, in this node's memory alone. An address is hashed with a salt of the day that
/// is kept nowhere, so yesterday's visitors can't be told from today's.
/// </summary>
internal sealed class FeedbackLimits(IConfiguration configuration, TimeProvider time)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1), Day = TimeSpan.FromDays(1);
    private const int MostRemembered = 50_000;

    private readonly RateWindow _letters = new(Number(configuration, "Portal:Feedback:LettersPerHour", 10), Number(configuration, "Portal:Feedback:LettersPerHourInAll", 300), Hour);
    private readonly RateWindow _looks = new(Number(configuration, "Portal:Feedback:LooksPerHour", 30), Number(configuration, "Portal:Feedback:LooksPerHourInAll", 3000), Hour);
    private readonly RateWindow _votes = new(Number(configuration, "Portal:Feedback:VotesPerHour", 60), Number(configuration, "Portal:Feedback:VotesPerHourInAll", 20_000), Hour);
    private readonly RateWindow _same = new(1, MostRemembered, Hour);
    private readonly RateWindow _votedItems = new(1, MostRemembered, Day);
    private readonly Lock _one = new();
    private byte[] _salt = [];
    private DateOnly _saltDay;

    /// <summary>False where as many letters have come as may; else this one counts.</summary>
    public bool TakeLetter(IPAddress? address) => _letters.Take(Key(address, ""), time.GetUtcNow());

    /// <summary>The same for looking a receipt up, so that nobody tries codes.</summary>
    public bool TakeLook(IPAddress? address) => _looks.Take(Key(address, ""), time.GetUtcNow());

    /// <summary>False where the address spoke on the item today, or on too many.</summary>
    public bool TakeVote(IPAddress? address, string itemId) =>
        _votes.Take(Key(address, ""), time.GetUtcNow()) && _votedItems.Take(Key(address, itemId), time.GetUtcNow());

    /// <summary>False where the same text came from the address within the hour: a second click, a page sent again.</summary>
    public bool TakeText(IPAddress? address, string text) => _same.Take(Key(address, text), time.GetUtcNow());

    /// <summary>The text was not kept after all.</summary>
    public void GiveBackText(IPAddress? address, string text) => _same.GiveBack(Key(address, text));

    private string Key(IPAddress? address, string what)
    {
        lock (_one)
        {
            var today = time.UtcNow().ToCivilDate();
            if (_salt.Length == 0 || today != _saltDay) (_salt, _saltDay) = (RandomNumberGenerator.GetBytes(32), today);
            return Convert.ToHexString(HMACSHA256.HashData(_salt, Encoding.UTF8.GetBytes(Visitors.PlaceOf(address) + "\n" + what)));
        }
    }

    private static int Number(IConfiguration configuration, string key, int usual) => Math.Max(1, configuration.GetValue(key, usual));
}
