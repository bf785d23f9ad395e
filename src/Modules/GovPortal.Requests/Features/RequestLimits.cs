using System.Net;
using System.Security.Cryptography;
using System.Text;
using GovPortal.Kernel.Data;
using GovPortal.PublicForms;
using Microsoft.Extensions.Configuration;

namespace GovPortal.Requests.Features;

/// <summary>
/// How much comes in from one address and from all, in this node's memory alone. An address is hashed with a salt of the day that
/// is kept nowhere. Trying codes and secrets is bounded by the address and by the code that is tried.
/// </summary>
internal sealed class RequestLimits(IConfiguration configuration, TimeProvider time)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private const int MostRemembered = 50_000;

    private readonly RateWindow _applications = new(Number(configuration, "Portal:Requests:ApplicationsPerHour", 5), Number(configuration, "Portal:Requests:ApplicationsPerHourInAll", 200), Hour);
    private readonly RateWindow _looks = new(Number(configuration, "Portal:Requests:LooksPerHour", 30), Number(configuration, "Portal:Requests:LooksPerHourInAll", 3000), Hour);
    private readonly RateWindow _wrong = new(Number(configuration, "Portal:Requests:WrongSecretsPerHour", 10), MostRemembered, Hour);
    private readonly RateWindow _same = new(1, MostRemembered, Hour);
    private readonly Lock _one = new();
    private byte[] _salt = [];
    private DateOnly _saltDay;

    public bool TakeApplication(IPAddress? address) => _applications.Take(Key(address, ""), time.GetUtcNow());

    public bool TakeLook(IPAddress? address) => _looks.Take(Key(address, ""), time.GetUtcNow());

    /// <summary>Counts a wrong secret against the address and code it was tried from; false once there were too many.</summary>
    public bool TakeWrong(IPAddress? address, string code) => _wrong.Take(Key(address, code), time.GetUtcNow());

    /// <summary>False where the same came from the address within the hour: a second click, a page sent again.</summary>
    public bool TakeText(IPAddress? address, string text) => _same.Take(Key(address, text), time.GetUtcNow());

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
