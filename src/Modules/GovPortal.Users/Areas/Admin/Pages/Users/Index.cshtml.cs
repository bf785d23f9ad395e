using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using GovPortal.Users.Model;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Users.Areas.Admin.Pages.Users;

public sealed class IndexModel(PortalDbContext db, CurrentActor current, PortalStateReader state, TimeProvider time, ITexts texts) : AdminPageModel(texts)
{
    public sealed record Row(PortalUser User, IReadOnlyList<Membership> Memberships, bool Locked);

    [BindProperty(SupportsGet = true, Name = "")]
    public ListQuery Query { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? Role { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Section { get; set; }

    /// <summary>open, closed, locked, must-change or never.</summary>
    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    public UserChoices Choices { get; private set; } = null!;
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public int Total { get; private set; }

    public IReadOnlyList<SelectListItem> States =>
    [
        new(T["正常"], "open"), new(T["已停用"], "closed"), new(T["已锁定"], "locked"), new(T["须修改密码"], "must-change"), new(T["从未登录"], "never"),
    ];

    public bool Filtered => Query.Q is not null || !string.IsNullOrEmpty(Role) || !string.IsNullOrEmpty(Section) || !string.IsNullOrEmpty(State);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!actor.CanSomewhere(UsersModule.Manage)) return Forbid();
        var now = time.UtcNow();
        Choices = await UserChoices.LoadAsync(db, state.Current, actor, T, cancellation);

        var users = Filter(Visible(actor), now);
        Total = await users.CountAsync(cancellation);
        users = (Query.Sort, Query.Desc) switch
        {
            ("signedIn", true) => users.OrderByDescending(u => u.LastSignInUtc != null).ThenByDescending(u => u.LastSignInUtc),
            ("signedIn", false) => users.OrderBy(u => u.LastSignInUtc != null).ThenBy(u => u.LastSignInUtc),
            ("created", true) => users.OrderByDescending(u => u.CreatedUtc),
            ("created", false) => users.OrderBy(u => u.CreatedUtc),
            (_, true) => users.OrderByDescending(u => u.NormalizedUserName),
            _ => users.OrderBy(u => u.NormalizedUserName),
        };
        var page = await users.Skip(Query.Skip).Take(Query.PageSize).ToListAsync(cancellation);
        var ids = page.ConvertAll(u => u.Id);
        var held = (await db.Set<Membership>().Where(m => ids.Contains(m.UserId)).ToListAsync(cancellation)).ToLookup(m => m.UserId, StringComparer.Ordinal);
        Rows = page.ConvertAll(u => new Row(u, [.. held[u.Id].OrderBy(m => m.Role, StringComparer.Ordinal)], u.LockedUntilUtc > now));
        return Page();
    }

    /// <summary>People of the agencies whose users the actor manages.</summary>
    private IQueryable<PortalUser> Visible(Actor actor)
    {
        var users = db.Set<PortalUser>().AsQueryable();
        if (actor.AgenciesOf(UsersModule.Manage) is not { } agencies) return users;
        var own = agencies.ToList();
        return users.Where(u => own.Contains(u.AgencyId!) || db.Set<Membership>().Any(m => m.UserId == u.Id && own.Contains(m.AgencyId!)));
    }

    private IQueryable<PortalUser> Filter(IQueryable<PortalUser> users, DateTime now)
    {
        if (Query.Q is { } words)
        {
            var upper = PortalUser.Normalize(words);
            users = users.Where(u => u.NormalizedUserName!.Contains(upper) || u.DisplayName.Contains(words));
        }
        if (!string.IsNullOrEmpty(Role)) users = users.Where(u => db.Set<Membership>().Any(m => m.UserId == u.Id && m.Role == Role));
        if (!string.IsNullOrEmpty(Section)) users = users.Where(u => db.Set<Membership>().Any(m => m.UserId == u.Id && m.SectionId == Section));
        return State switch
        {
            "open" => users.Where(u => !u.IsClosed),
            "closed" => users.Where(u => u.IsClosed),
            "locked" => users.Where(u => u.LockedUntilUtc > now),
            "must-change" => users.Where(u => u.MustChangePassword),
            "never" => users.Where(u => u.LastSignInUtc == null),
            _ => users,
        };
    }
}
