using System.Text.Json;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Reviews.Features;
using GovPortal.Screening;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Reviews.Screening;

/// <summary>What a county adds to the screening.</summary>
/// <param name="Words">The county's own words.</param>
/// <param name="ProcessColumns">Ids of the columns where 请示, 纪要 and 征求意见稿 belong; in all others they block. Empty: they are a warning everywhere.</param>
public sealed record ScreeningSettings(IReadOnlyList<CountyWord> Words, IReadOnlyList<string> ProcessColumns)
{
    public const string Key = "screening";
    public const int MaxWords = 2000;
    public const int MaxWord = 50;

    public static ScreeningSettings Empty { get; } = new([], []);

    public ScreeningOptions For(string? columnId) => new() { Words = Words, WrongColumn = ProcessColumns.Count > 0 && !ProcessColumns.Contains(columnId ?? "") };

    public static async Task<ScreeningSettings> LoadAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var row = await db.Set<SettingRow>().AsNoTracking().FirstOrDefaultAsync(s => s.Key == Key, cancellation);
        return row is null ? Empty : JsonSerializer.Deserialize<ScreeningSettings>(row.Json, CanonicalJson.Unescaped)!;
    }
}

/// <summary>
/// Changes the word list and the columns of process documents. Failures: <c>access.not-allowed</c>, <c>screening.too-many-words</c>,
/// <c>screening.word-too-long</c>. Side effect: <c>screening.settings-changed</c> with the hashes of before and after.
/// </summary>
public sealed class SaveScreeningSettings(PortalTransactions transactions)
{
    public async Task<Result> HandleAsync(ScreeningSettings settings, Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(ReviewPermissions.ManageRoutes)) return Failure.Of(Failure.NotAllowed);
        if (settings.Words.Count > ScreeningSettings.MaxWords) return Failure.At("Words", "screening.too-many-words", ScreeningSettings.MaxWords);
        if (settings.Words.FirstOrDefault(w => w.Text.Length > ScreeningSettings.MaxWord) is { } longest) return Failure.At("Words", "screening.word-too-long", longest.Text[..10], ScreeningSettings.MaxWord);
        await using var tx = await transactions.BeginAsync(cancellation);
        var json = JsonSerializer.Serialize(settings, CanonicalJson.Unescaped);
        var row = await tx.Db.Set<SettingRow>().FirstOrDefaultAsync(s => s.Key == ScreeningSettings.Key, cancellation);
        var was = row?.Json;
        if (was == json) return Result.Ok;
        if (row is null) tx.Db.Add(new SettingRow { Key = ScreeningSettings.Key, Json = json });
        else row.Json = json;
        tx.Append(new EventDraft(ReviewEvents.ScreeningChanged, actor.UserId, Payload: new Dictionary<string, object?>
        {
            ["was"] = was is null ? null : SaveRoute.Hash(was), ["now"] = SaveRoute.Hash(json),
        }));
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }
}
