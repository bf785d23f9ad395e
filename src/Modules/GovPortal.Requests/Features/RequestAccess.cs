using GovPortal.Kernel.Access;
using GovPortal.Kernel.Publishing;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;

namespace GovPortal.Requests.Features;

/// <summary>
/// Who may see and do what. The office (whoever may dispatch) and the deputy leader (whoever may approve) see the whole agency; a section
/// sees what it was given.
/// </summary>
internal static class RequestAccess
{
    /// <summary>What a verb asks for. Withdrawing is the applicant's; the office records it where it came on paper.</summary>
    public static string PermissionOf(RequestVerb verb) => verb switch
    {
        RequestVerb.Draft or RequestVerb.GiveBack or RequestVerb.AskThirdParty or RequestVerb.HearThirdParty or RequestVerb.AskOtherOrgan or RequestVerb.HearOtherOrgan => RequestPermissions.Handle,
        RequestVerb.Approve or RequestVerb.Extend => RequestPermissions.Approve,
        RequestVerb.Answer => RequestPermissions.Answer,
        _ => RequestPermissions.Dispatch,
    };

    public static bool May(Actor actor, string permission, DisclosureRequest request) =>
        permission is RequestPermissions.Handle or RequestPermissions.Applicant
            ? (actor.Can(RequestPermissions.Dispatch, request.AgencyId) && actor.Can(permission, request.AgencyId)) || ContentAccess.Holds(actor, permission, request.AgencyId, request.SectionId)
            : actor.Can(permission, request.AgencyId);

    public static bool MayRead(Actor actor, DisclosureRequest request) =>
        May(actor, RequestPermissions.Dispatch, request) || May(actor, RequestPermissions.Approve, request)
        || ContentAccess.Holds(actor, RequestPermissions.Read, request.AgencyId, request.SectionId);

    /// <summary>A draft goes back from whoever has it before them: the leader who decides, the office that sends.</summary>
    public static bool May(Actor actor, RequestVerb verb, DisclosureRequest request) => verb == RequestVerb.Return
        ? May(actor, request.State == RequestState.AnswerDrafted ? RequestPermissions.Approve : RequestPermissions.Answer, request)
        : May(actor, PermissionOf(verb), request);

    /// <summary>The office makes letters, voids and serves them; the section those by which it asks others.</summary>
    public static bool MayMake(Actor actor, LetterKind kind, DisclosureRequest request) =>
        May(actor, RequestPermissions.Dispatch, request) || May(actor, RequestPermissions.Answer, request) || (kind.BySection && May(actor, RequestPermissions.Handle, request));

    /// <summary>The archive of a case says who applied.</summary>
    public static bool MayArchive(Actor actor, DisclosureRequest request) => May(actor, RequestPermissions.Dispatch, request) && May(actor, RequestPermissions.Applicant, request);

    /// <summary>Whether the person sees any case at all.</summary>
    public static bool Anywhere(Actor actor) => actor.CanSomewhere(RequestPermissions.Read) || actor.CanSomewhere(RequestPermissions.Dispatch) || actor.CanSomewhere(RequestPermissions.Approve);

    /// <summary>Those the actor may read, as a condition of the query.</summary>
    public static IQueryable<DisclosureRequest> Of(IQueryable<DisclosureRequest> rows, Actor actor)
    {
        var (everywhere, agencies, sections) = Reach(actor);
        return everywhere ? rows : rows.Where(r => agencies.Contains(r.AgencyId) || (r.SectionId != null && sections.Contains(r.SectionId)));
    }

    /// <summary>Those that run; named one by one, so that the index of state and due day is used.</summary>
    public static IQueryable<DisclosureRequest> StillOpen(this IQueryable<DisclosureRequest> rows) => rows.Where(r => RequestStates.Open.Contains(r.State));

    /// <summary>Whole agencies, and single sections.</summary>
    public static (bool Everywhere, List<string> Agencies, List<string> Sections) Reach(Actor actor)
    {
        var whole = actor.Grants.Where(g => g.Permissions.Contains(RequestPermissions.Dispatch) || g.Permissions.Contains(RequestPermissions.Approve)
            || (g.SectionId is null && g.Permissions.Contains(RequestPermissions.Read))).ToList();
        return (whole.Exists(g => g.AgencyId is null), [.. whole.Select(g => g.AgencyId).OfType<string>()],
            [.. actor.Grants.Where(g => g.Permissions.Contains(RequestPermissions.Read)).Select(g => g.SectionId).OfType<string>()]);
    }
}
