using GovPortal.AdminUi.PageModels;
using GovPortal.Channels.Features;
using GovPortal.Channels.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Channels.Areas.Admin.Pages.Channels;

/// <summary>The channels, what waits for them and what went wrong.</summary>
public sealed class IndexModel(ListChannels list, PortalStateReader state, CurrentActor current, ITexts texts) : AdminPageModel(texts)
{
    public IReadOnlyList<ChannelRow> Rows { get; private set; } = [];

    public string AgencyName(string? id) => id is null ? T["全部机关"] : state.Current.Organisation.Agency(id)?.Name ?? id;

    public string Columns(Channel channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return channel.ColumnList.Count == 0 ? T["手工报送"] : string.Join('、', channel.ColumnList.Select(c => state.Current.Organisation.Column(c)?.Title ?? c));
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!actor.CanSomewhere(ChannelPermissions.Manage)) return Forbid();
        Rows = await list.HandleAsync(actor, cancellation);
        return Page();
    }
}
