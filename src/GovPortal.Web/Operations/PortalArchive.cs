using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace GovPortal.Web.Operations;

/// <summary>What a backup holds, as its <c>manifest.json</c> says.</summary>
public sealed record ArchiveManifest(string Format, string Migration, DateTime CreatedUtc, long LastEventId, string LastHash, long Rows, int Files);

/// <summary>
/// The shape of a backup: a zip with <c>manifest.json</c>, <c>tables/{table}.jsonl</c> (a JSON object a row, by property
/// name, independent of the engine), <c>media/…</c> and <c>keys/…</c>. What was saved on one engine can be restored on
/// the other.
/// </summary>
internal static class PortalArchive
{
    public const string Format = "govportal-backup/1";
    public const string ManifestName = "manifest.json";
    public const string MediaFolder = "media";
    public const string KeysFolder = "keys";
    /// <summary>Within the media: uploads on their way, in no backup.</summary>
    public const string IncomingFolder = "incoming/";

    /// <summary>Enumerations by name, as in the database: an inserted member moves nothing.</summary>
    private static readonly JsonSerializerOptions Values = new(CanonicalJson.Unescaped) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Rows that belong to running processes, not to the portal.</summary>
    private static readonly string[] LeftOut = ["Leases", "__EFMigrationsHistory"];

    /// <summary>In an order in which rows can be added; a table stands behind those it refers to.</summary>
    public static IReadOnlyList<IEntityType> Tables(DbContext db) =>
        [.. db.Model.GetEntityTypes().Where(t => t.GetTableName() is { } name && !LeftOut.Contains(name)).OrderBy(Depth).ThenBy(t => t.GetTableName(), StringComparer.Ordinal)];

    private static int Depth(IEntityType table) =>
        table.GetForeignKeys().Where(k => k.PrincipalEntityType != table).Select(k => 1 + Depth(k.PrincipalEntityType)).DefaultIfEmpty(0).Max();

    public static string EntryName(IEntityType table) => $"tables/{table.GetTableName()}.jsonl";

    public static string ToLine(IEntityType table, object row)
    {
        var json = new JsonObject();
        foreach (var property in table.GetProperties())
        {
            var value = property.PropertyInfo!.GetValue(row);
            json[property.Name] = value is null ? null : JsonSerializer.SerializeToNode(value, property.ClrType, Values);
        }
        return json.ToJsonString(CanonicalJson.Unescaped);
    }

    /// <exception cref="InvalidDataException">The line is no row of this table.</exception>
    public static object FromLine(IEntityType table, string line)
    {
        try
        {
            var json = (JsonObject)JsonNode.Parse(line)!;
            var row = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(table.ClrType);
            foreach (var property in table.GetProperties())
            {
                var value = json[property.Name]?.Deserialize(property.ClrType, Values);
                if (value is null && !property.IsNullable) throw new InvalidDataException($"{table.GetTableName()}.{property.Name}");
                if (value is DateTime instant) value = DateTime.SpecifyKind(instant, DateTimeKind.Utc);
                property.PropertyInfo!.SetValue(row, value);
            }
            return row;
        }
        catch (Exception error) when (error is JsonException or InvalidCastException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException(table.GetTableName(), error);
        }
    }

    /// <summary>The rows of a table as objects, whatever its type.</summary>
    public static IQueryable<object> Rows(DbContext db, IEntityType table)
    {
        var set = typeof(DbContext).GetMethod(nameof(DbContext.Set), 1, BindingFlags.Public | BindingFlags.Instance, [])!
            .MakeGenericMethod(table.ClrType).Invoke(db, null)!;
        return ((IQueryable<object>)set).AsNoTracking();
    }
}
