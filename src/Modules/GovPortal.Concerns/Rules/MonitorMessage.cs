using System.Text.Json;
using System.Text.Json.Serialization;
using GovPortal.Kernel.Results;

namespace GovPortal.Concerns.Rules;

/// <summary>What a monitor sends: one concern a message.</summary>
/// <param name="Id">The monitor's own, the same whenever it says the same again; at most 100 characters.</param>
/// <param name="Channel">A code; the monitor's usual one where it is left out.</param>
/// <param name="FoundUtc">An instant with its offset; now where it is left out.</param>
public sealed record MonitorMessage(string? Id, string? Title, string? Text, string? Source, string? Link, string? Channel, DateTimeOffset? FoundUtc)
{
    public const int MaxId = 100;

    /// <summary>A clock that goes a little ahead is taken for now.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, MaxDepth = 4, AllowDuplicateProperties = false,
    };

    /// <summary>Failures: <c>concern.message-malformed</c> (with the place), <c>concern.message-id</c>.</summary>
    public static Result<MonitorMessage> Read(string body)
    {
        try
        {
            if (JsonSerializer.Deserialize<MonitorMessage>(body, Json) is not { } message) return Failure.Of("concern.message-malformed", "$");
            return message.Id is { Length: > 0 and <= MaxId } ? message : Failure.At("Id", "concern.message-id", MaxId);
        }
        catch (JsonException error)
        {
            return Failure.Of("concern.message-malformed", error.Path ?? "$");
        }
    }

    public ConcernIntake Intake(string usualChannel, DateTime nowUtc, Func<string?, string> line, Func<string?, string> text)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(text);
        var found = FoundUtc?.UtcDateTime ?? nowUtc;
        if (found > nowUtc && found - nowUtc <= Ahead) found = nowUtc;
        return new ConcernIntake(Channel ?? usualChannel, line(Source), line(Link), line(Title), text(Text).Trim(), found);
    }
}
