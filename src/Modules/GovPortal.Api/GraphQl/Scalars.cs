using System.Globalization;
using GraphQL.Types;
using GraphQLParser.AST;

namespace GovPortal.Api.GraphQl;

/// <summary>A scalar that is written as text: a day, an instant, a time of day, with the names Orchard gives them.</summary>
internal sealed class WrittenScalar : ScalarGraphType
{
    private readonly Func<string, object?> _read;

    private WrittenScalar(string name, Func<string, object?> read) => (Name, _read) = (name, read);

    public static WrittenScalar Day() => new("Date", t => Civil.Day(t));

    public static WrittenScalar Instant() => new("DateTime", t => Civil.Instant(t));

    public static WrittenScalar Time() => new("TimeSpan", t => Civil.Time(t));

    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLStringValue text => _read(text.Value.ToString()) ?? ThrowLiteralConversionError(value),
        GraphQLNullValue => null,
        _ => ThrowLiteralConversionError(value),
    };

    public override object? ParseValue(object? value) => value switch
    {
        null => null,
        string text => _read(text) ?? ThrowValueConversionError(value),
        DateTime utc => new DateTimeOffset(utc.ToUniversalTime()),
        _ => ThrowValueConversionError(value),
    };

    public override object? Serialize(object? value) => value switch
    {
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        // One that was stored in another zone is written with its offset, as Orchard does.
        DateTimeOffset { Offset.Ticks: not 0 } instant => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture) + "+00:00",
        DateTimeOffset instant => Utc(instant.UtcDateTime),
        DateTime utc => Utc(utc),
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        string or null => value,
        _ => ThrowSerializationError(value),
    };

    public static string Utc(DateTime utc) => utc.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture) + "Z";
}
