using GovPortal.AdminUi.Lists;
using GovPortal.Feedback.Model;
using GovPortal.Feedback.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Feedback.Features;

/// <param name="Section"><c>office</c> for what is the office's, a section's id, or null for all.</param>
/// <param name="OpenOnly">True where no state is asked for and what has ended is left out.</param>
public sealed record LetterFilter(LetterKind? Kind, LetterState? State, string? Section, bool Overdue, bool OpenOnly)
{
    public const string Office = "office";
}

/// <param name="Heading">What it is about: the inquiry's subject, the page of a correction; null where it can't be read.</param>
public sealed record LetterRow(Letter Letter, string? Heading);

public sealed record LetterList(IReadOnlyList<LetterRow> Rows, int Total);

/// <summary>The letters a person may see; words look at receipts and at titles of pages, as what people wrote is encrypted. A page and a count.</summary>
public sealed class ListLetters(IDbContextFactory<PortalDbContext> contexts, LetterSeals seals, TimeProvider time)
{
    public async Task<LetterList> HandleAsync(ListQuery list, LetterFilter filter, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = time.UtcNow();
        var rows = LetterAccess.Of(db.Set<Letter>().AsNoTracking(), actor);
        if (filter.Kind is { } kind) rows = rows.Where(l => l.Kind == kind);
        if (filter.State is { } state) rows = rows.Where(l => l.State == state);
        else if (filter.OpenOnly || filter.Overdue) rows = rows.Where(l => l.State != LetterState.Answered && l.State != LetterState.Closed);
        if (filter.Section == LetterFilter.Office) rows = rows.Where(l => l.SectionId == null);
        else if (filter.Section is { Length: > 0 } section) rows = rows.Where(l => l.SectionId == section);
        if (filter.Overdue) rows = rows.Where(l => l.DueUtc < now);
        if (list.Q is { } words)
        {
            var code = ReceiptCode.Read(words);
            rows = code is not null ? rows.Where(l => l.Code == code) : rows.Where(l => l.PageTitle != null && l.PageTitle.Contains(words));
        }
        var total = await rows.CountAsync(cancellation);
        rows = (list.Sort, list.Desc) switch
        {
            ("received", false) => rows.OrderBy(l => l.ReceivedUtc).ThenBy(l => l.Id),
            ("received", true) => rows.OrderByDescending(l => l.ReceivedUtc).ThenBy(l => l.Id),
            ("due", true) => rows.OrderByDescending(l => l.DueUtc).ThenBy(l => l.Id),
            ("due", false) => rows.OrderBy(l => l.DueUtc).ThenBy(l => l.Id),
            // What runs first, the most pressing before the others; then what ended, the latest first.
            _ => rows.OrderBy(l => l.EndedUtc != null).ThenBy(l => l.EndedUtc != null ? null : l.DueUtc).ThenByDescending(l => l.EndedUtc).ThenBy(l => l.Id),
        };
        var page = await rows.Skip(list.Skip).Take(list.PageSize).ToListAsync(cancellation);
        return new LetterList([.. page.Select(l => new LetterRow(l, l.Kind == LetterKind.Inquiry ? seals.Open(l.Subject) : l.PageTitle ?? ""))], total);
    }
}
