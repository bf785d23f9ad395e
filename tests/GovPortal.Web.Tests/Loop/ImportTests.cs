using GovPortal.Kernel.Events;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Loop;

/// <summary>The administrator's first minute: one table in, a running portal out.</summary>
public sealed class ImportTests
{
    [Fact]
    public async Task An_administrator_imports_the_task_table_and_a_second_time_changes_nothing()
    {
        await using var app = await PortalApp.StartAsync();
        using var admin = await app.Visitor().SignInAsync("admin", PortalApp.AdminPassword);
        Assert.Contains("导入任务分解表", admin.Text, StringComparison.Ordinal);

        await ImportAsync(admin);
        Assert.Contains("28", admin.Text, StringComparison.Ordinal);
        await app.CatchUpAsync();
        using var citizen = app.Visitor();
        await citizen.GoAsync("/");
        Assert.Equal(27, citizen.Page.QuerySelectorAll("main a[href^='/columns/'][href*='/']").Select(a => a.GetAttribute("href")!).Where(h => h.Count(c => c == '/') == 3).Distinct().Count());
        Assert.Contains("社会保险事业中心", citizen.Text, StringComparison.Ordinal);

        var head = await app.QueryAsync(db => db.Set<PortalEvent>().CountAsync(e => e.Kind == "columns.changed"));
        await admin.GoAsync("/Admin/Columns/Import");
        await admin.SubmitAsync("form[enctype]", files: ("file", "栏目任务分解表.xlsx", await File.ReadAllBytesAsync(Bureau.Fixture("栏目任务分解表.xlsx"))));
        Assert.Null(admin.Page.QuerySelector("gp-confirm, [data-confirm]"));
        Assert.Equal(head, await app.QueryAsync(db => db.Set<PortalEvent>().CountAsync(e => e.Kind == "columns.changed")));
    }

    private static async Task ImportAsync(Visitor admin)
    {
        await admin.GoAsync("/Admin/Columns/Import");
        await admin.SubmitAsync("form[enctype]", files: ("file", "栏目任务分解表.xlsx", await File.ReadAllBytesAsync(Bureau.Fixture("栏目任务分解表.xlsx"))));
        Assert.Contains("28", admin.Text, StringComparison.Ordinal);
        await admin.SubmitAsync("form[action*='handler=Apply']");
    }
}
