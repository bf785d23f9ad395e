using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Screening;

namespace GovPortal.Reviews.Screening;

/// <param name="StripMetadata">Also takes author, company and the like out of office files.</param>
public sealed record MaskDraftCommand(string VersionId, bool StripMetadata);

/// <param name="Files">How many attachments were replaced.</param>
/// <param name="Left">Attachments that can't be masked here, with the reason; their author uploads a corrected file.</param>
public sealed record MaskedDraft(VersionRef Version, int Files, IReadOnlyList<(string FileName, Failure Why)> Left);

/// <summary>
/// Masks personal data in a draft in the official form (<c>138****1234</c>): texts and tables in place, attachments by a masked
/// file in place of each; the bytes of the replaced file are purged. Failures: <c>version.unknown</c>, <c>version.wrong-state</c>
/// and those of <see cref="SaveDraft"/> and of uploading. Side effects: as saving a draft; <c>media.added</c>, <c>media.purged</c>.
/// </summary>
public sealed class MaskDraft(
    PortalTransactions transactions, VersionLoader loader, ContentElements elements, IMediaStore media, SaveDraft save, PortalDbContext db)
{
    public async Task<Result<MaskedDraft>> HandleAsync(MaskDraftCommand command, Actor actor, CancellationToken cancellation)
    {
        if (await loader.FindAsync(db, command.VersionId, cancellation) is not { } v || !ContentAccess.CanRead(actor, v.Version)) return Failure.Of("version.unknown");
        if (!ContentAccess.CanEdit(actor, v.Version.AgencyId, v.Version.SectionId)) return Failure.Of(Failure.NotAllowed);
        if (v.Version.State != VersionState.Draft) return Failure.Of("version.wrong-state", Transitions.Title(v.Version.State));
        var options = (await ScreeningSettings.LoadAsync(db, cancellation)).For(v.Version.ColumnId);
        var mask = MaskOptions.Default with { StripMetadata = command.StripMetadata };
        var (replaced, left) = (new Dictionary<string, string>(), new List<(string, Failure)>());
        foreach (var file in (await media.FindAsync(db, elements.MediaPaths(v.Type, v.Data), cancellation)).Values)
        {
            await using var stream = media.Open(file.Sha256);
            if (stream is null) continue;
            var masked = await Masker.MaskFileAsync(stream, file.FileName, mask, options, cancellation);
            if (!masked.Succeeded)
            {
                if (await NeedsMaskAsync(file, options, cancellation)) left.Add((file.FileName, masked.Failures[0]));
                continue;
            }
            if (masked.Value.Masked == 0 && !command.StripMetadata) continue;
            using var bytes = new MemoryStream(masked.Value.Content);
            var added = await media.AddAsync(bytes, masked.Value.FileName, v.Item.Id, actor, cancellation);
            if (!added.Succeeded) return added.As<MaskedDraft>();
            replaced[file.Path] = added.Value.Path;
        }
        var data = (JsonObject)Masked(v.Data, "", replaced, mask, options)!;

        return await transactions.WriteAsync<MaskedDraft>(async tx =>
        {
            var saved = await save.ApplyAsync(tx, new SaveDraftCommand(v.Item.Id, v.Type.Name, data, v.Item.Revision), actor, cancellation);
            if (!saved.Succeeded) return saved.As<MaskedDraft>();
            await media.PurgeAsync(tx, v.Item.Id, replaced.Keys, actor, cancellation);
            return new MaskedDraft(saved.Value, replaced.Count, left);
        }, cancellation);
    }

    private async Task<bool> NeedsMaskAsync(MediaInfo file, ScreeningOptions options, CancellationToken cancellation)
    {
        await using var stream = media.Open(file.Sha256);
        var report = await Screener.ScreenFileAsync(stream!, file.FileName, options, cancellation);
        return !report.Succeeded || report.Value.Findings.Any(f => FindingKinds.Personal.Contains(f.Kind) && f.Severity != Severity.Harmless);
    }

    private static JsonNode? Masked(JsonNode? node, string path, Dictionary<string, string> replaced, MaskOptions mask, ScreeningOptions options) => node switch
    {
        JsonObject o => new JsonObject(o.Select(m => KeyValuePair.Create(m.Key, Masked(m.Value, $"{path}.{m.Key}", replaced, mask, options)))),
        JsonArray a => new JsonArray([.. a.Select(n => Masked(n, path, replaced, mask, options))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is { Length: > 0 } text && !VersionTexts.IsId(text) =>
            JsonValue.Create(replaced.TryGetValue(text, out var path2) ? path2 : Masker.MaskText(text, mask, options with { IsHtml = path.EndsWith(".Html", StringComparison.Ordinal) })),
        _ => node?.DeepClone(),
    };
}
