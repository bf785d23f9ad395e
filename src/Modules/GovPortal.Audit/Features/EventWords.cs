using System.Globalization;
using System.Text.Json;
using GovPortal.Clocks;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Audit.Features;

/// <summary>
/// What an event's payload says, in the reader's words. A member's label is the text <c>event.{member}</c>, a value's word the
/// text <c>event.{member}.{value}</c>; any module may bring them in its resources. What has no word stays as the event holds it.
/// </summary>
public sealed class EventWords(PortalStateReader state, ITexts texts)
{
    /// <summary>Reads the names that ids stand for, once for a page of events.</summary>
    public async Task<PayloadWords> LoadAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var roles = await db.Set<Role>().AsNoTracking().ToDictionaryAsync(r => r.Name, r => r.ShortName, cancellation);
        return new PayloadWords(state.Current.Organisation, roles, texts);
    }
}

/// <summary>Payloads with the names that were loaded.</summary>
public sealed class PayloadWords(OrganisationSnapshot organisation, IReadOnlyDictionary<string, string> roles, ITexts texts)
{
    /// <summary>Label and value of every member that has a value.</summary>
    public IReadOnlyList<(string Label, string Value)> Of(string json)
    {
        using var payload = JsonDocument.Parse(json);
        return [.. payload.RootElement.EnumerateObject().Where(m => m.Value.ValueKind != JsonValueKind.Null).Select(m => (Word($"event.{m.Name}") ?? m.Name, Value(m.Name, m.Value)))];
    }

    private string Value(string member, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => texts["是"],
        JsonValueKind.False => texts["否"],
        JsonValueKind.Array => string.Join(texts["、"], value.EnumerateArray().Select(v => Value(member, v))),
        JsonValueKind.Object => string.Join(' ', value.EnumerateObject().Where(m => m.Value.ValueKind != JsonValueKind.Null).Select(m => Value(m.Name, m.Value))),
        JsonValueKind.String => Text(member, value.GetString()!),
        _ => value.ToString(),
    };

    private string Text(string member, string value) =>
        Word($"event.{member}.{value}") ?? member switch
        {
            "section" => organisation.Section(value)?.Name,
            "column" => organisation.Column(value) is { } column ? organisation.FullTitle(column) : null,
            "agency" => organisation.Agency(value)?.Name,
            "role" => roles.GetValueOrDefault(value),
            "rule" => DeadlineRule.Parse(value) is { Succeeded: true } rule ? Rule(rule.Value) : null,
            _ => Instant(value),
        } ?? value;

    private string Rule(DeadlineRule rule)
    {
        var (key, args) = RuleWords.Of(rule);
        return texts[key, args];
    }

    private static string? Instant(string value) =>
        DateTime.TryParseExact(value, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var utc)
            ? utc.ToCivil().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : null;

    private string? Word(string key) => texts[key] is var word && word != key ? word : null;
}
