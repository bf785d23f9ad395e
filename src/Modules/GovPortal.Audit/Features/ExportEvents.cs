using System.Globalization;
using System.Text;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Text;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Audit.Features;

/// <summary>All events of a filter as CSV (UTF-8 with its mark, so that a spreadsheet shows Chinese), newest first.</summary>
public sealed class ExportEvents(PortalDbContext db, IPeople people, EventKinds kinds, ITexts texts)
{
    private const int BatchSize = 1000;

    public async Task HandleAsync(AuditFilter filter, Actor actor, Stream output, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), bufferSize: 16 * 1024, leaveOpen: true);
        await writer.WriteAsync(Line(
        [
            texts["序号"], texts["时间"], texts["事件"], texts["事件代码"], texts["操作人"], texts["操作人编号"],
            texts["对象"], texts["版本"], texts["机关"], texts["详情"], texts["前一哈希"], texts["哈希"],
        ]));
        var events = await filter.ApplyAsync(db, people, actor, cancellation);
        for (var before = long.MaxValue; ;)
        {
            var last = before;
            var batch = await events.Where(e => e.Id < last).Take(BatchSize).ToListAsync(cancellation);
            var names = await people.NamesAsync(db, batch.Select(e => e.ActorId).Distinct(), cancellation);
            foreach (var e in batch)
            {
                await writer.WriteAsync(Line(
                [
                    e.Id.ToString(CultureInfo.InvariantCulture), e.OccurredUtc.ToCivil().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                    texts[kinds.Title(e.Kind)], e.Kind, names.GetValueOrDefault(e.ActorId, e.ActorId), e.ActorId,
                    e.SubjectId, e.VersionId, e.AgencyId, e.Payload, e.PreviousHash, e.Hash,
                ]));
            }
            if (batch.Count < BatchSize) break;
            before = batch[^1].Id;
        }
        await writer.FlushAsync(cancellation);
    }

    internal static string Line(IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    /// <summary>One cell. What a spreadsheet would take for a formula gets an apostrophe before it.</summary>
    internal static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠') text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
