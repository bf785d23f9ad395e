using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Media.Antivirus;
using GovPortal.Media.Model;
using GovPortal.Media.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Media.Features;

/// <param name="ContentItemId">The item it belongs to; an id assigned in advance where the item has not been saved yet.</param>
internal sealed record AddMediaCommand(Stream Content, string FileName, string ContentItemId)
{
    /// <summary>The address it had where it comes from; it keeps it. Null: a new one that cannot be guessed.</summary>
    public string? GivenPath { get; init; }
}

/// <summary>
/// Takes in an attachment. Takes the write transaction itself, after the bytes have arrived. Failures:
/// <c>access.not-allowed</c>, <c>media.name-invalid</c>, <c>media.kind-not-allowed</c>, <c>media.macro</c>,
/// <c>media.too-large</c>, <c>media.empty</c>, <c>media.content-mismatch</c>, <c>media.archive-unsafe</c>, <c>media.infected</c>,
/// <c>media.scan-unavailable</c>, <c>media.path-taken</c> (other bytes under the given address).
/// Side effects: the bytes under their hash, a row, <c>media.added</c>.
/// </summary>
internal sealed partial class AddMedia(
    PortalTransactions transactions, IDbContextFactory<PortalDbContext> contexts, MediaFolder folder, MediaOptions options, VirusScanner scanner)
{
    private const string PathAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int RandomCharacters = 10;

    public async Task<Result<MediaInfo>> HandleAsync(AddMediaCommand command, Actor actor, CancellationToken cancellation)
    {
        var isShared = command is { GivenPath: not null, ContentItemId: MediaFile.Shared };
        if (!isShared && !ItemId().IsMatch(command.ContentItemId)) return Failure.Of(Failure.NotAllowed);
        var place = await PlaceAsync(command.ContentItemId, cancellation);
        if (!MayAdd(place, actor)) return Failure.Of(Failure.NotAllowed);

        var named = InspectUpload.NameOf(command.FileName);
        var failures = new List<Failure>(named.Failures);
        if (command.Content.CanSeek && command.Content.Length - command.Content.Position > options.MaxUploadBytes) failures.Add(TooLarge());
        if (failures.Count > 0) return failures;
        var (name, kind) = named.Value;

        using var incoming = await folder.ReceiveAsync(command.Content, options.MaxUploadBytes, cancellation);
        if (incoming is null) return TooLarge();
        if (incoming.Length == 0) return Failure.Of("media.empty");
        var contentType = Inspect(kind, incoming);
        if (!contentType.Succeeded) return contentType.As<MediaInfo>();
        if (await ScanAsync(incoming, cancellation) is { Succeeded: false } refused) return refused.As<MediaInfo>();

        await using var tx = await transactions.BeginAsync(cancellation);
        await MediaFolder.LockAsync(tx, cancellation);
        if (command.GivenPath is { } given && await tx.Db.Set<MediaFile>().AsNoTracking().FirstOrDefaultAsync(f => f.Path == given, cancellation) is { } there)
        {
            if (there.Sha256 != incoming.Sha256 || there.PurgedUtc is not null || there.ContentItemId != command.ContentItemId) return Failure.Of("media.path-taken", given);
            return there.Info;
        }
        var file = new MediaFile
        {
            Id = ContentIds.New(), Path = command.GivenPath ?? PathOf(name, tx.NowUtc), FileName = name, ContentType = contentType.Value, Length = incoming.Length,
            Sha256 = incoming.Sha256, ContentItemId = command.ContentItemId, UploadedBy = actor.UserId, CreatedUtc = tx.NowUtc,
        };
        tx.Db.Add(file);
        tx.Append(new EventDraft(MediaEvents.Added, actor.UserId, file.ContentItemId, AgencyId: place?.AgencyId ?? OnlyAgency(actor), Payload: new Dictionary<string, object?>
        {
            ["id"] = file.Id, ["sha"] = file.Sha256, ["length"] = file.Length,
        }));
        folder.Keep(incoming);
        await tx.CommitAsync(cancellation);
        return file.Info;
    }

    /// <summary>Where the item's latest version stands.</summary>
    private sealed record ItemPlace(string AgencyId, string? SectionId);

    private async Task<ItemPlace?> PlaceAsync(string contentItemId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await (
            from i in db.Set<ContentItemRow>()
            join v in db.Set<ContentVersion>() on i.LatestVersionId equals v.Id
            where i.Id == contentItemId
            select new ItemPlace(v.AgencyId, v.SectionId)).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>With the permission at the item's place; before its first save, whoever may upload and write somewhere.</summary>
    private static bool MayAdd(ItemPlace? place, Actor actor) => place is null
        ? actor.CanSomewhere(MediaPermissions.Upload) && actor.CanSomewhere(Permissions.ContentEdit)
        : ContentAccess.Holds(actor, MediaPermissions.Upload, place.AgencyId, place.SectionId);

    /// <summary>Whose audit trail an upload before the first save belongs to, where that is no question.</summary>
    private static string? OnlyAgency(Actor actor) => actor.AgenciesOf(MediaPermissions.Upload) is { Count: 1 } agencies ? agencies.First() : null;

    private static Result<string> Inspect(MediaKind kind, IncomingFile incoming)
    {
        using var stream = File.OpenRead(incoming.Path);
        return FileInspection.Check(kind, stream);
    }

    private async Task<Result> ScanAsync(IncomingFile incoming, CancellationToken cancellation)
    {
        if (!scanner.IsSet) return Result.Ok;
        await using var stream = File.OpenRead(incoming.Path);
        return await scanner.ScanAsync(stream, incoming.Length, cancellation);
    }

    private static string PathOf(string name, DateTime nowUtc) => string.Join('/',
        nowUtc.ToCivil().ToString("yyyy'/'MM", CultureInfo.InvariantCulture),
        RandomNumberGenerator.GetString(PathAlphabet, RandomCharacters),
        MediaName.ForPath(name));

    private Failure TooLarge() => Failure.Of("media.too-large", options.MaxUploadBytes / 1024 / 1024);

    [GeneratedRegex("^[0-9a-z]{26}$")]
    private static partial Regex ItemId();
}
