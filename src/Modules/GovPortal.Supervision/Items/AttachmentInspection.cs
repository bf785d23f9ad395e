using System.Runtime.CompilerServices;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Screening;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Items;

/// <summary>
/// PDF attachments that are pictures of paper, without text: neither search nor a screen reader finds anything in them. A file is read once and
/// what came of it kept; a night reads so many files that are new to it, and the next one goes on.
/// </summary>
internal sealed class AttachmentInspection(IMediaStore media, PortalTransactions transactions) : IItemInspection
{
    public const string NoText = "attachment-no-text";

    private const string Pdf = "application/pdf";
    private const int MostNewFiles = 500, MaxCharacters = 1000, FewCharacters = 10;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public IReadOnlyList<InspectionRule> Rules { get; } = [new(NoText, RuleGroups.Texts, "附件是没有文字的扫描件", "国办公开办函〔2021〕28号", 0, "", 0.5m)];

    public IItemLook? Begin(ItemPass pass) => pass.Asks(NoText) ? new Look(media, transactions) : null;

    private sealed class Look(IMediaStore media, PortalTransactions transactions) : IItemLook
    {
        private int _read;

        public async IAsyncEnumerable<Breach> AtAsync(PortalDbContext db, IReadOnlyList<InspectedItem> portion, [EnumeratorCancellation] CancellationToken cancellation)
        {
            var listed = portion.SelectMany(i => i.Files.Where(f => f.ContentType == Pdf).Select(f => (Item: i, File: f))).ToList();
            if (listed.Count == 0) yield break;
            var files = await media.FindAsync(db, [.. listed.Select(l => l.File.Path).Distinct()], cancellation);
            var hashes = files.Values.Select(f => f.Sha256).Distinct().ToList();
            var known = await db.Set<FileReading>().AsNoTracking().Where(r => hashes.Contains(r.Sha256)).ToDictionaryAsync(r => r.Sha256, r => r.HasText, cancellation);
            await ReadAsync(files.Values.Where(f => !known.ContainsKey(f.Sha256)).DistinctBy(f => f.Sha256), known, cancellation);
            foreach (var (item, file) in listed.Where(l => files.TryGetValue(l.File.Path, out var stored) && known.TryGetValue(stored.Sha256, out var hasText) && !hasText))
            {
                yield return item.Breaks(NoText, files[file.Path].Sha256[..32], $"附件“{file.Title ?? file.Name}”里没有可以检索、朗读的文字");
            }
        }

        private async Task ReadAsync(IEnumerable<MediaInfo> files, Dictionary<string, bool> known, CancellationToken cancellation)
        {
            var fresh = new List<(string Sha256, bool HasText)>();
            foreach (var file in files)
            {
                if (_read++ >= MostNewFiles) break;
                await using var bytes = media.Open(file.Sha256);
                if (bytes is null) continue;
                if (await HasTextAsync(bytes, file.FileName, cancellation) is { } hasText) fresh.Add((file.Sha256, hasText));
            }
            if (fresh.Count == 0) return;
            await using var tx = await transactions.BeginAsync(cancellation);
            foreach (var (hash, hasText) in fresh)
            {
                known[hash] = hasText;
                await tx.Db.Database.ExecuteSqlAsync($"""INSERT INTO "FileReadings" ("Sha256", "HasText", "ReadUtc") VALUES ({hash}, {hasText}, {tx.NowUtc}) ON CONFLICT DO NOTHING""", cancellation);
            }
            await tx.CommitAsync(cancellation);
        }

        /// <summary>A file that shows no text and has pages that nobody but people can read; null where it took too long to tell.</summary>
        private static async Task<bool?> HasTextAsync(Stream bytes, string fileName, CancellationToken cancellation)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(Longest);
            try
            {
                var text = await FileText.ReadAsync(bytes, fileName, MaxCharacters, Longest, limit.Token);
                if (text.Count(char.IsLetterOrDigit) >= FewCharacters) return true;
                bytes.Position = 0;
                var report = await Screener.ScreenFileAsync(bytes, fileName, null, limit.Token);
                return !report.Succeeded || report.Value.Findings.All(f => f.Kind != FindingKind.Unreadable);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return null;
            }
        }
    }
}
