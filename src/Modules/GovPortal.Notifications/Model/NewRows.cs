using System.Runtime.CompilerServices;
using System.Text;
using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Notifications.Model;

/// <summary>Rows written in bulk where they are not there yet.</summary>
internal static class NewRows
{
    private const int ChunkSize = 200;

    /// <summary>Inserts at once; a row whose key is taken is left out. Answers how many are new.</summary>
    /// <param name="columns">Names of the code's own; they go into the statement as they are.</param>
    /// <param name="rows">A value for each column.</param>
    public static async Task<int> InsertAsync(
        PortalDbContext db, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancellation)
    {
        var inserted = 0;
        foreach (var chunk in rows.Chunk(ChunkSize))
        {
            var (sql, values) = (new StringBuilder(), new List<object>());
            sql.Append("INSERT INTO \"").Append(table).Append("\" (").AppendJoin(", ", columns.Select(c => $"\"{c}\"")).Append(") VALUES ");
            sql.AppendJoin(", ", chunk.Select(row => "(" + string.Join(", ", row.Select(Place)) + ")")).Append(" ON CONFLICT DO NOTHING");
            inserted += await db.Database.ExecuteSqlAsync(FormattableStringFactory.Create(sql.ToString(), [.. values]), cancellation);

            string Place(object? value)
            {
                // Without a value an engine could not tell the parameter's type.
                if (value is null) return "NULL";
                values.Add(value is Enum name ? name.ToString() : value);
                return $"{{{values.Count - 1}}}";
            }
        }
        return inserted;
    }

    /// <summary>Queues deliveries, each once by its key.</summary>
    public static Task<int> QueueAsync(PortalDbContext db, IEnumerable<Delivery> deliveries, CancellationToken cancellation) => InsertAsync(
        db, "Deliveries",
        ["Id", "Key", "Channel", "Kind", "UserId", "NoticeId", "WebhookId", "AgencyId", "Payload", "CreatedUtc", "DueUtc", "Attempts"],
        deliveries.Select(d => new object?[]
        {
            d.Id, d.Key, d.Channel, d.Kind, d.UserId, d.NoticeId, d.WebhookId, d.AgencyId, d.Payload, d.CreatedUtc, d.DueUtc, d.Attempts,
        }),
        cancellation);
}
