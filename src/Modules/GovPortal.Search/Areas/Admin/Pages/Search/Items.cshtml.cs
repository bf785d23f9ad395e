using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Text;
using GovPortal.Search.Features;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Search.Areas.Admin.Pages.Search;

/// <summary>What the search box of the admin's top bar finds.</summary>
public sealed class ItemsModel(ITexts texts, CurrentActor current, FindItems find, PortalStateReader state) : AdminPageModel(texts)
{
    [BindProperty(SupportsGet = true, Name = "")]
    public ListQuery Query { get; set; } = new();

    public FoundItems Found { get; private set; } = FoundItems.None;

    public async Task OnGetAsync(CancellationToken cancellation) =>
        Found = await find.HandleAsync(Query.Q, Query.Skip, Query.PageSize, await current.GetAsync(), cancellation);

    public string TypeOf(ContentIndexRow row) => state.Current.Definitions.Type(row.ContentType)?.DisplayName ?? row.ContentType;

    public string ColumnOf(ContentIndexRow row) =>
        state.Current.Organisation is var all && all.Column(row.ColumnId) is { } column ? all.FullTitle(column) : "—";

    public static string NameOf(VersionState state) => state switch
    {
        VersionState.Draft => "草稿",
        VersionState.InReview => "审查中",
        VersionState.Returned => "已退回",
        VersionState.Recalled => "已撤回",
        VersionState.Approved => "待发布",
        VersionState.Scheduled => "定时发布",
        VersionState.Published => "已发布",
        VersionState.Superseded => "已被新版本取代",
        VersionState.Withdrawn => "已下线",
        VersionState.Purged => "已清除",
        _ => "已放弃",
    };

    public static string ToneOf(VersionState state) => state switch
    {
        VersionState.Published => "success",
        VersionState.InReview or VersionState.Approved or VersionState.Scheduled => "info",
        VersionState.Returned or VersionState.Recalled => "warning",
        VersionState.Withdrawn or VersionState.Purged => "danger",
        _ => "neutral",
    };
}
