using System.Text.Json;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Search.Model;
using GovPortal.Search.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Search.Features;

/// <param name="Synonyms">Groups of words that mean the same, one a line.</param>
/// <param name="Words">Words that are one notion.</param>
public sealed record SaveSearchWordsCommand(string? Synonyms, string? Words);

/// <summary>
/// Sets the words beside the shipped ones. Synonyms count on every node as soon as it hears of them; a word that is new to the
/// dictionary makes each node build its index anew, while searches go on. Failures: <c>access.not-allowed</c> and those of
/// <see cref="WordLines.Check"/>. Side effect: <c>search.words-changed</c> with the hashes of before and after.
/// </summary>
public sealed class SaveSearchWords(PortalTransactions transactions)
{
    public const string Changed = "search.words-changed";

    public async Task<Result> HandleAsync(SaveSearchWordsCommand command, Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(Permissions.SettingsManage)) return Failure.Of(Failure.NotAllowed);
        var words = new SearchWords((command.Synonyms ?? "").ReplaceLineEndings("\n").Trim(), (command.Words ?? "").ReplaceLineEndings("\n").Trim());
        var failures = WordLines.Check(words.Synonyms, words.Words);
        if (failures.Count > 0) return failures.ToList();
        await using var tx = await transactions.BeginAsync(cancellation);
        await WriteAsync(tx, words, actor, cancellation);
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    /// <summary>Checked words, inside a transaction that the caller commits.</summary>
    internal static async Task WriteAsync(PortalTransaction tx, SearchWords words, Actor actor, CancellationToken cancellation)
    {
        var json = JsonSerializer.Serialize(words, CanonicalJson.Unescaped);
        var row = await tx.Db.Set<SettingRow>().FirstOrDefaultAsync(s => s.Key == SearchWords.Key, cancellation);
        if (row?.Json == json) return;
        if (row is null) tx.Db.Add(new SettingRow { Key = SearchWords.Key, Json = json });
        else row.Json = json;
        tx.AppendChange(new EventDraft(Changed, actor.UserId), typeof(SettingRow));
    }
}
