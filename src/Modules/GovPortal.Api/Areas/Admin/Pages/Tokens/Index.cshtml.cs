using GovPortal.AdminUi.PageModels;
using GovPortal.Api.Features;
using GovPortal.Api.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Api.Areas.Admin.Pages.Tokens;

/// <summary>A person's own keys, and the applications they let act for them.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class IndexModel(PortalDbContext db, PersonalTokens tokens, ConsentToApplication consents, CurrentActor current, TimeProvider time, ITexts texts) : AdminPageModel(texts)
{
    public sealed class TokenForm
    {
        public string? Name { get; set; }
        public int Days { get; set; } = 90;
        public bool MayWrite { get; set; }
    }

    [BindProperty]
    public TokenForm Input { get; set; } = new();

    public IReadOnlyList<PersonalToken> Tokens { get; private set; } = [];
    public IReadOnlyList<GivenConsent> Consents { get; private set; } = [];

    /// <summary>On the page that made it and kept nowhere in the clear.</summary>
    public string? Secret { get; private set; }

    public bool IsOver(PersonalToken token) => token.ExpiresUtc <= time.UtcNow();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await LoadAsync(cancellation) is null ? Forbid() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var result = await tokens.MakeAsync(new MakeTokenCommand(Input.Name ?? "", Input.Days, Input.MayWrite), await current.GetAsync(), cancellation);
        if (result.Has(Failure.NotAllowed)) return Forbid();
        ModelState.Clear();
        if (result.Succeeded) (Secret, Input) = (result.Value.Secret, new TokenForm());
        else AddFailures(result, "Input");
        return await LoadAsync(cancellation) is null ? Forbid() : Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync(string id, CancellationToken cancellation) =>
        Answer(await tokens.RevokeAsync(id, await current.GetAsync(), cancellation), T["访问令牌已吊销，使用它的程序立即失效。"]);

    public async Task<IActionResult> OnPostTakeBackAsync(string id, CancellationToken cancellation) =>
        Answer(await consents.RevokeAsync(id, await current.GetAsync(), cancellation), T["已撤销授权，应用不能再以您的名义办理。"]);

    private LocalRedirectResult Answer(Result result, string done)
    {
        if (result.Succeeded) Flash(done);
        else FlashError(result);
        return LocalRedirect("/Admin/Tokens");
    }

    /// <summary>Null where the person may not use the interface.</summary>
    private async Task<Actor?> LoadAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!actor.CanSomewhere(ApiPermissions.AccessContentApi)) return null;
        Tokens = await PersonalTokens.ListAsync(db, actor, cancellation);
        Consents = await ConsentToApplication.ListAsync(db, actor, cancellation);
        return actor;
    }
}
