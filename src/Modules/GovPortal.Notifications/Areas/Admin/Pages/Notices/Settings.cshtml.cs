using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Text;
using GovPortal.Notifications.Features;
using GovPortal.Notifications.Model;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Notifications.Areas.Admin.Pages.Notices;

/// <summary>How I am told by mail.</summary>
public sealed class SettingsModel(PortalDbContext db, IPeople people, ChooseMail choose, MailSettings mail, CurrentActor current, ITexts texts) : AdminPageModel(texts)
{
    public MailMode Mode { get; private set; }
    public string Email { get; private set; } = "";
    public bool MailIsOn => mail.IsOn;
    public bool ShowsTitles => mail.ShowTitles;

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        Mode = await db.Set<NoticePreference>().Where(p => p.UserId == actor.UserId).Select(p => p.Mail).FirstOrDefaultAsync(cancellation);
        Email = (await people.ActiveEmailsAsync(db, [actor.UserId], cancellation)).GetValueOrDefault(actor.UserId, "");
    }

    public async Task<IActionResult> OnPostAsync(MailMode mode, CancellationToken cancellation)
    {
        if (!ModelState.IsValid || !Enum.IsDefined(mode)) return BadRequest();
        await choose.HandleAsync(mode, await current.GetAsync(), cancellation);
        Flash(T["接收方式已保存。"]);
        return LocalRedirect("/Admin/Notices/Settings");
    }
}
