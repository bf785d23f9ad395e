using System.Globalization;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using GovPortal.Tables;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>The list as a workbook (.xlsx), without who applied, what they asked and what they were answered. Failure: <c>access.not-allowed</c>.</summary>
public sealed class ExportRequests(IDbContextFactory<PortalDbContext> contexts, ListRequests list, StandIns standIns, ITexts texts)
{
    public const int MostRows = 20_000;

    private static readonly (string Title, double Width)[] Header =
        [("编号", 18), ("收到方式", 14), ("收到之日", 12), ("申请人类别", 14), ("状态", 16), ("科室", 18), ("答复期限", 12), ("办结日期", 12), ("办理结果", 40)];

    public async Task<Result<byte[]>> HandleAsync(string? words, RequestFilter filter, Actor person, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var actor = await standIns.WithAsync(db, person, cancellation);
        if (!RequestAccess.Anywhere(actor)) return Failure.Of(Failure.NotAllowed);
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        var rows = await list.Where(db, words, filter, actor).OrderBy(r => r.Year).ThenBy(r => r.Number).Take(MostRows).ToListAsync(cancellation);
        return SheetWriter.Write(
            "依申请公开", texts["依申请公开办理台账"], [.. Header.Select(h => (texts[h.Title], h.Width))], [.. rows.Select(r => CellsOf(r, organisation))]);
    }

    private string[] CellsOf(DisclosureRequest r, OrganisationSnapshot organisation) =>
    [
        r.NumberText, texts[ReceiptDay.Title(r.Channel)], Day(r.ReceivedOn), texts[ApplicantClasses.All[r.ApplicantClass]], texts[RequestStates.Title(r.State)],
        organisation.Section(r.SectionId)?.Name ?? texts["办公室"], r.DueUtc is { } due ? Day(due.ToCivilDate()) : "", r.EndedUtc is { } ended ? Day(ended.ToCivilDate()) : "",
        !r.IsOpen && Outcomes.Of(r.Outcome) is { } outcome ? texts[outcome.Title] : "",
    ];

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
