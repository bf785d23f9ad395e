using GovPortal.Feedback.Model;
using GovPortal.Feedback.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Feedback.Features;

/// <summary>
/// Who may see and do what. The office is whoever may dispatch in the agency, in whatever section their grant stands: it sees every
/// letter of the agency. A section sees what it was given.
/// </summary>
internal static class LetterAccess
{
    public static bool May(Actor actor, string permission, Letter letter)
    {
        var office = actor.Can(FeedbackPermissions.Dispatch, letter.AgencyId);
        return permission == FeedbackPermissions.Dispatch ? office
            : (office && actor.Can(permission, letter.AgencyId)) || ContentAccess.Holds(actor, permission, letter.AgencyId, letter.SectionId);
    }

    /// <summary>Those the actor may read, as a condition of the query.</summary>
    public static IQueryable<Letter> Of(IQueryable<Letter> rows, Actor actor)
    {
        var (everywhere, agencies, sections) = Reach(actor);
        return everywhere ? rows : rows.Where(l => agencies.Contains(l.AgencyId) || (l.SectionId != null && sections.Contains(l.SectionId)));
    }

    /// <summary>Whole agencies, and single sections.</summary>
    public static (bool Everywhere, List<string> Agencies, List<string> Sections) Reach(Actor actor)
    {
        var whole = actor.Grants.Where(g => g.Permissions.Contains(FeedbackPermissions.Dispatch) || (g.SectionId is null && g.Permissions.Contains(FeedbackPermissions.Handle))).ToList();
        return (whole.Exists(g => g.AgencyId is null), [.. whole.Select(g => g.AgencyId).OfType<string>()],
            [.. actor.Grants.Where(g => g.Permissions.Contains(FeedbackPermissions.Handle)).Select(g => g.SectionId).OfType<string>()]);
    }

    /// <summary>
    /// The letter for a verb, and the state it leads to. Failures: <c>letter.unknown</c>, <c>access.not-allowed</c>,
    /// <c>letter.wrong-state</c>.
    /// </summary>
    public static async Task<Result<(Letter Letter, LetterState To)>> ForAsync(PortalDbContext db, string letterId, LetterVerb verb, Actor actor, CancellationToken cancellation)
    {
        if (await db.Set<Letter>().FirstOrDefaultAsync(l => l.Id == letterId, cancellation) is not { } letter) return Failure.Of("letter.unknown");
        var permission = verb is LetterVerb.Draft or LetterVerb.GiveBack ? FeedbackPermissions.Handle : FeedbackPermissions.Dispatch;
        if (!May(actor, permission, letter)) return Failure.Of(Failure.NotAllowed);
        return LetterStates.Next(letter.State, verb) is { } to ? (letter, to) : Failure.Of("letter.wrong-state");
    }
}
