using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Tables.Articles;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Editing.Features;

/// <param name="File">The bytes of a .docx.</param>
/// <param name="FileName">Names the item where the document has no title.</param>
public sealed record DraftFromWordCommand(byte[] File, string FileName, string TypeName, string ColumnId);

/// <summary>What came of it.</summary>
/// <param name="LeftOut">What of the document is not in the draft; the editor is told.</param>
public sealed record DraftedFromWord(string ContentItemId, int Images, IReadOnlyList<LeftOut> LeftOut);

/// <summary>
/// Begins an item with the title and text of a Word document; pictures become its attachments. Refused, it leaves nothing
/// behind. Failures: <c>access.not-allowed</c>, <c>draft.type-unknown</c>, <c>word.type-without-body</c>, <c>word.wrong-kind</c>,
/// those of <see cref="WordArticle.Read"/>, of storing the pictures and of <see cref="SaveDraft"/>.
/// </summary>
public sealed class DraftFromWord(
    SaveDraft save, IMediaStore media, DefinitionStore definitions, PortalTransactions transactions, IDbContextFactory<PortalDbContext> contexts)
{
    public const string BodyPart = "HtmlBodyPart";

    public async Task<Result<DraftedFromWord>> HandleAsync(DraftFromWordCommand command, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(command);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        if (organisation.Column(command.ColumnId) is not { } column) return Failure.Of(Failure.NotAllowed);
        var own = organisation.WritingSections(column).Where(s => ContentAccess.CanEdit(actor, column.AgencyId, s.Id)).ToList();
        if (own.Count == 0) return Failure.Of(Failure.NotAllowed);
        if ((await definitions.LoadAsync(db, cancellation)).Type(command.TypeName) is not { } type) return Failure.Of("draft.type-unknown", command.TypeName);
        if (!type.Has(BodyPart)) return Failure.At("word", "word.type-without-body", type.DisplayName);
        if (!command.FileName.EndsWith(".docx", StringComparison.OrdinalIgnoreCase)) return Failure.At("word", "word.wrong-kind");
        var read = WordArticle.Read(command.File, cancellation);
        if (!read.Succeeded) return read.Failures.Select(f => f with { Field = "word" }).ToList();

        var article = read.Value;
        var itemId = ContentIds.New();
        var stored = await StoreAsync(article, itemId, actor, cancellation);
        if (!stored.Succeeded) return stored.As<DraftedFromWord>();
        var html = stored.Value.Aggregate(article.Html, (text, image) => text.Replace($"src=\"{image.Key}\"", $"src=\"{UrlOf(image.Value)}\"", StringComparison.Ordinal));
        var data = new JsonObject
        {
            ["TitlePart"] = new JsonObject { ["Title"] = article.Title ?? Path.GetFileNameWithoutExtension(command.FileName) },
            [Disclosure.PartName] = new JsonObject
            {
                ["ColumnId"] = command.ColumnId,
                // Who writes for several sections chooses in the editor, which opens next.
                ["SectionId"] = (own.Find(s => s.Id == column.SectionId) ?? own[0]).Id,
            },
            [BodyPart] = new JsonObject { ["Html"] = html },
        };
        var saved = await save.HandleAsync(new SaveDraftCommand(null, type.Name, data, NewContentItemId: itemId), actor, cancellation);
        if (saved.Succeeded) return new DraftedFromWord(itemId, stored.Value.Count, article.LeftOut);
        await ForgetAsync(itemId, stored.Value.Values, actor, cancellation);
        return saved.As<DraftedFromWord>();
    }

    /// <summary>The path of each picture by its name in the article.</summary>
    private async Task<Result<Dictionary<string, string>>> StoreAsync(WordArticle article, string itemId, Actor actor, CancellationToken cancellation)
    {
        var paths = new Dictionary<string, string>();
        var failures = new List<Failure>();
        foreach (var image in article.Images)
        {
            using var bytes = new MemoryStream(image.Content);
            var added = await media.AddAsync(bytes, image.Name + image.Extension, itemId, actor, cancellation);
            if (added.Succeeded) paths[image.Name] = added.Value.Path;
            failures.AddRange(added.Failures.Select(f => f with { Field = "word" }));
        }
        if (failures.Count == 0) return paths;
        await ForgetAsync(itemId, paths.Values, actor, cancellation);
        return failures;
    }

    private async Task ForgetAsync(string itemId, Dictionary<string, string>.ValueCollection paths, Actor actor, CancellationToken cancellation)
    {
        if (paths.Count == 0) return;
        await using var tx = await transactions.BeginAsync(cancellation);
        await media.PurgeAsync(tx, itemId, paths, actor, cancellation);
        await tx.CommitAsync(cancellation);
    }

    private static string UrlOf(string path) => "/media/" + string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
