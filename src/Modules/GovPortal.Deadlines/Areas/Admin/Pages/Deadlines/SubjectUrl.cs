using GovPortal.Deadlines.Model;
using GovPortal.Deadlines.Rules;

namespace GovPortal.Deadlines.Areas.Admin.Pages.Deadlines;

/// <summary>Where what a clock runs for is shown; another module's subject is shown by its clock.</summary>
internal static class SubjectUrl
{
    public static string Of(Obligation clock) => clock.Kind switch
    {
        DisclosureClock.Internal or DisclosureClock.Statutory => "/Admin/Content/Item/" + clock.SubjectId,
        _ when clock.VersionId is not null => "/Admin/Content/Item/" + clock.SubjectId,
        _ => "/Admin/Deadlines/" + clock.Id,
    };
}
