using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Training.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Training.Features;

/// <summary>Keeps <see cref="TrainingEntry"/> true to the latest version of each record; what was discarded, taken down or has no day has none.</summary>
internal sealed class TrainingIndex : IContentIndex
{
    public async Task ReplaceAsync(PortalDbContext db, string contentItemId, VersionInHand? version, bool published, CancellationToken cancellation)
    {
        if (published || version?.Type.Name is not (null or TrainingData.Type)) return;
        await db.Set<TrainingEntry>().Where(t => t.ContentItemId == contentItemId).ExecuteDeleteAsync(cancellation);
        if (version is null || IsOver(version) || TrainingData.Day(version.Data, "HeldOn") is not { } day) return;
        var entry = new TrainingEntry
        {
            ContentItemId = contentItemId, Kind = Cut(TrainingData.Text(version.Data, "Kind"), TrainingEntry.MaxKind), HeldOn = day, Organiser = Cut(TrainingData.Text(version.Data, "Organiser"), TrainingEntry.MaxOrganiser),
            People = (int)TrainingData.Number(version.Data, "People"), Hours = (double)TrainingData.Number(version.Data, "Hours"),
        };
        db.Add(entry);
        await db.SaveChangesAsync(cancellation);
        // Another change of the same transaction writes it again, under the same key.
        db.Entry(entry).State = EntityState.Detached;
    }

    private static bool IsOver(VersionInHand v) =>
        v.Version.State == VersionState.Discarded || v.Version.Data.Length == 0 || (v.Version.State == VersionState.Withdrawn && v.Item.PublishedVersionId is null);

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];
}
