using GovPortal.Decisions.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Decisions.Features;

/// <summary>A comment without who wrote it.</summary>
public sealed record CommentRow(
    string Id, string Receipt, DateTime ReceivedUtc, string Text, bool HasContact, Adoption? Adoption, string? Point, string? Reason, string? HiddenReason, string Channel)
{
    public bool IsHidden => HiddenReason is not null;
}

/// <param name="Total">Of the filter; the counts are of all.</param>
public sealed record CommentPage(Consultation Consultation, IReadOnlyList<CommentRow> Rows, int Total, int Kept, int Uncoded, int Hidden, IReadOnlyDictionary<Adoption, int> ByAdoption);

/// <summary>The comments of one consultation, in the order they came. Failures: <c>consultation.unknown</c>, <c>access.not-allowed</c>.</summary>
public sealed class ReadComments(IDbContextFactory<PortalDbContext> contexts)
{
    public async Task<Result<CommentPage>> HandleAsync(string consultationId, string? filter, string? words, int skip, int take, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Set<Consultation>().AsNoTracking().FirstOrDefaultAsync(c => c.ContentItemId == consultationId, cancellation) is not { } consultation) return Failure.Of("consultation.unknown");
        if (!ConsultationAccess.May(actor, DecisionPermissions.Handle, consultation)) return Failure.Of(Failure.NotAllowed);
        var all = db.Set<ConsultationComment>().AsNoTracking().Where(c => c.ConsultationId == consultationId);
        var groups = await all.GroupBy(c => new { Hidden = c.HiddenUtc != null, c.Adoption }).Select(g => new { g.Key.Hidden, g.Key.Adoption, Count = g.Count() }).ToListAsync(cancellation);
        var rows = filter switch
        {
            "hidden" => all.Where(c => c.HiddenUtc != null),
            "uncoded" => all.Where(c => c.HiddenUtc == null && c.Adoption == null),
            _ when Enum.TryParse<Adoption>(filter, ignoreCase: true, out var adoption) => all.Where(c => c.HiddenUtc == null && c.Adoption == adoption),
            _ => all.Where(c => c.HiddenUtc == null),
        };
        if (words is not null) rows = rows.Where(c => c.Text.Contains(words) || c.Receipt == words);
        var total = await rows.CountAsync(cancellation);
        var page = await RowsOf(rows.OrderBy(c => c.ReceivedUtc).ThenBy(c => c.Id).Skip(skip).Take(take)).ToListAsync(cancellation);
        var kept = groups.Where(g => !g.Hidden).ToList();
        return new CommentPage(consultation, page, total, kept.Sum(g => g.Count), kept.Where(g => g.Adoption is null).Sum(g => g.Count), groups.Where(g => g.Hidden).Sum(g => g.Count),
            kept.Where(g => g.Adoption is not null).ToDictionary(g => g.Adoption!.Value, g => g.Count));
    }

    internal static IQueryable<CommentRow> RowsOf(IQueryable<ConsultationComment> comments) => comments.Select(c => new CommentRow(
        c.Id, c.Receipt, c.ReceivedUtc, c.Text, c.Contact != null, c.Adoption, c.Point, c.Reason, c.HiddenReason, c.Channel));
}
