using System.Globalization;
using GovPortal.AdminUi.PageModels;
using GovPortal.Audit.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Audit.Areas.Admin.Pages.Audit;

/// <summary>The audit trail, newest first.</summary>
public sealed class IndexModel(
    ListEvents list, ExportEvents export, ExportChain chain, VerifyAudit verify, EventKinds kinds, CurrentActor current, TimeProvider time, ITexts texts) : AdminPageModel(texts)
{
    [BindProperty(SupportsGet = true, Name = "kind")]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true, Name = "actor")]
    public string? ActorName { get; set; }

    [BindProperty(SupportsGet = true, Name = "subject")]
    public string? Subject { get; set; }

    [BindProperty(SupportsGet = true, Name = "from")]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true, Name = "to")]
    public DateOnly? To { get; set; }

    [BindProperty(SupportsGet = true, Name = "before")]
    public long? Before { get; set; }

    public AuditPage List { get; private set; } = new([], null);

    public ChainCheck? Verification { get; private set; }

    /// <summary>Whether the reader may take the whole log away.</summary>
    public bool MayExportChain { get; private set; }

    public IReadOnlyList<SelectListItem> Kinds =>
        [.. kinds.All.OrderBy(k => k.Name, StringComparer.Ordinal).Select(k => new SelectListItem($"{T[k.Title]} · {k.Name}", k.Name))];

    private AuditFilter Filter => new(Clean(Kind), Clean(ActorName), Clean(Subject), From, To);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await ReaderAsync() is not { } actor) return Forbid();
        List = await list.HandleAsync(Filter, Before, actor, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnGetExportAsync(CancellationToken cancellation)
    {
        if (await ReaderAsync() is not { } actor) return Forbid();
        var name = $"audit-{time.UtcNow().ToCivil().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}.csv";
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        Response.Headers.CacheControl = "no-store";
        await export.HandleAsync(Filter, actor, Response.BodyWriter.AsStream(leaveOpen: true), cancellation);
        return new EmptyResult();
    }

    /// <summary>The whole log for verification without the application.</summary>
    public async Task<IActionResult> OnGetChainAsync(CancellationToken cancellation)
    {
        if (!ExportChain.Allowed(await current.GetAsync())) return Forbid();
        Response.ContentType = "application/x-ndjson; charset=utf-8";
        Response.Headers.ContentDisposition = $"attachment; filename=\"audit-{time.UtcNow().ToCivil().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}.jsonl\"";
        Response.Headers.CacheControl = "no-store";
        await chain.HandleAsync(Response.BodyWriter.AsStream(leaveOpen: true), cancellation);
        return new EmptyResult();
    }

    public async Task<IActionResult> OnPostVerifyAsync(CancellationToken cancellation)
    {
        if (await ReaderAsync() is not { } actor) return Forbid();
        Verification = (await verify.HandleAsync(actor, cancellation)).Value;
        List = await list.HandleAsync(Filter, Before, actor, cancellation);
        return Page();
    }

    private async Task<Actor?> ReaderAsync()
    {
        var actor = await current.GetAsync();
        MayExportChain = ExportChain.Allowed(actor);
        return actor.CanSomewhere(AuditPermissions.Read) ? actor : null;
    }

    /// <summary>PostgreSQL knows no zero character and would fail.</summary>
    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) || text.Contains('\0', StringComparison.Ordinal) ? null : text.Trim();
}
