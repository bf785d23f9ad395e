using GovPortal.Audit.Features;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Web.Tests.Audit;

/// <summary>每日根值: derived from the log, written down elsewhere, compared later.</summary>
public sealed class DailyRootsTests
{
    [Fact]
    public async Task Every_closed_day_has_its_root_and_a_changed_log_no_longer_agrees_with_it()
    {
        await using var app = await PortalApp.StartAtAsync("2026-03-02 23:30");
        var first = await AuditLog.LastAsync(app);
        app.Clock.Set("2026-03-03 00:00");
        await AuditLog.AppendAsync(app, 7);
        app.Clock.Set("2026-03-03 23:59:59");
        await AuditLog.AppendAsync(app, 2);
        app.Clock.Set("2026-03-05 00:05");
        await AuditLog.AppendAsync(app, 1);

        await using var scope = app.Services.CreateAsyncScope();
        var roots = scope.ServiceProvider.GetRequiredService<DailyRoots>();
        var list = await roots.HandleAsync(null, CancellationToken.None);
        Assert.Equal([(new DateOnly(2026, 3, 3), first + 9, 9), (new DateOnly(2026, 3, 2), first, (int)first)], list.Roots.Select(r => (r.Day, r.LastEventId, r.Count)));
        Assert.Null(list.Older);
        Assert.Equal(new DateOnly(2026, 3, 3), (await roots.HandleAsync(null, CancellationToken.None, size: 1)).Older);
        Assert.Null(await roots.OfAsync(new DateOnly(2026, 3, 4), CancellationToken.None));
        Assert.Null(await roots.OfAsync(new DateOnly(2026, 3, 5), CancellationToken.None));
        var root = (await roots.OfAsync(new DateOnly(2026, 3, 3), CancellationToken.None))!;

        var check = scope.ServiceProvider.GetRequiredService<CheckRoot>();
        Assert.Equal(root, (await check.HandleAsync(root.Day, root.ToString(), CancellationToken.None)).Value);
        Assert.Equal("audit.root-unreadable", (await check.HandleAsync(root.Day, "abc", CancellationToken.None)).Failures[0].Code);
        Assert.Equal("audit.root-none", (await check.HandleAsync(new DateOnly(2026, 3, 4), root.Hash, CancellationToken.None)).Failures[0].Code);
        Assert.Equal("audit.root-differs", (await check.HandleAsync(new DateOnly(2026, 3, 2), root.Hash, CancellationToken.None)).Failures[0].Code);

        await app.QueryAsync(db => db.Database.ExecuteSqlRawAsync("""UPDATE "PortalEvents" SET "ActorId" = 'other' WHERE "Id" = 3"""));
        var altered = (await check.HandleAsync(root.Day, root.Hash, CancellationToken.None)).Failures[0];
        Assert.Equal(("audit.altered", 3L), (altered.Code, altered.Args[0]));
    }

    [Fact]
    public async Task The_page_lists_downloads_and_compares()
    {
        await using var app = await PortalApp.StartAtAsync("2026-03-02 10:00");
        app.Clock.Set("2026-03-03 10:00");
        using var visitor = await app.Visitor().SignInAsync("admin", PortalApp.AdminPassword);
        await visitor.GoAsync("/Admin/Audit/Roots");
        var hash = visitor.Page.QuerySelector("tbody code")!.TextContent;
        Assert.Contains("复核人", visitor.Text, StringComparison.Ordinal);
        Assert.Contains(hash, await (await visitor.GetRawAsync("/Admin/Audit/Roots?handler=Text")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("PK"u8.ToArray(), (await (await visitor.GetRawAsync("/Admin/Audit/Roots?handler=Docx")).Content.ReadAsByteArrayAsync())[..2]);
        await visitor.SubmitAsync("form[action*=Check]", new() { ["Day"] = "2026-03-02", ["Root"] = hash });
        Assert.Contains("核对一致", visitor.Text, StringComparison.Ordinal);
        await visitor.SubmitAsync("form[action*=Check]", new() { ["Day"] = "2026-03-02", ["Root"] = new string('0', 64) });
        Assert.Contains("核对不通过", visitor.Text, StringComparison.Ordinal);
    }
}
