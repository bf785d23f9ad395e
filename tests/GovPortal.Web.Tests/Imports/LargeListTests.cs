using System.Diagnostics;
using System.Globalization;
using GovPortal.Imports.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Web.Tests.Imports;

/// <summary>A county's whole power list in one sheet, 2,000 entries at full scale. Figures are printed, not judged.</summary>
public sealed class LargeListTests(ITestOutputHelper output)
{
    private static int Size => Math.Max(100, (int)(2_000 * double.Parse(Environment.GetEnvironmentVariable("GOVPORTAL_TEST_SCALE") ?? "0.05", CultureInfo.InvariantCulture)));

    [Fact]
    public async Task All_entries_become_drafts_or_after_a_crash_none()
    {
        var crash = new Crash();
        await using var office = await ListOffice.OpenAsync(services => services.AddSingleton<IContentReaction>(crash));
        var (upload, actor) = await office.GivenAsync(Powers(Size));
        var start = Stopwatch.GetTimestamp();
        var preview = (await office.App.Get<PreviewImport>().HandleAsync(upload, actor, default)).Value!;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Size} entries: preview {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s"));
        Assert.Equal(Size, preview.Plan.Entries.Count);

        crash.After = Size / 2;
        await Assert.ThrowsAsync<InvalidOperationException>(() => office.App.Get<ApplyImport>().HandleAsync(upload, preview.Plan.Token, actor, null, default));
        Assert.Equal((0, 0), await office.App.QueryAsync(async db => (await db.Set<ContentItemRow>().CountAsync(), await db.Set<ContentVersion>().CountAsync())));

        crash.After = int.MaxValue;
        start = Stopwatch.GetTimestamp();
        var done = await office.App.Get<ApplyImport>().HandleAsync(upload, preview.Plan.Token, actor, null, default);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Size} entries: apply {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s"));
        Assert.Equal(new ListApplied(Size, 0, 0), done.Value);

        start = Stopwatch.GetTimestamp();
        var again = (await office.App.Get<PreviewImport>().HandleAsync(upload, actor, default)).Value!;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Size} entries: preview over {Size} items {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s"));
        Assert.False(again.Plan.HasChanges);
    }

    private static byte[] Powers(int count) => ListOffice.Sheet(
        ["序号", "职权编码", "职权名称", "职权类型", "法定主体", "实施依据", "责任事项", "追责情形", "监督电话"],
        [
            .. Enumerable.Range(1, count).Select(i => new[]
            {
                $"{i}", $"XK-{i:0000}", $"行政职权事项第{i}项", i % 2 == 0 ? "行政许可" : "行政处罚", "县人力资源和社会保障局", string.Concat(Enumerable.Repeat($"《条例》第{i}条规定的条款原文。", 12)),
                "1.立案责任：登记线索。\n2.调查责任：收集证据。\n3.决定责任：作出书面决定。\n4.送达责任：依法送达。", "不依法履行职责的，依规依纪依法追究责任。", "0600-5550103",
            }),
        ]);

    /// <summary>Breaks the transaction in its middle.</summary>
    private sealed class Crash : IContentReaction
    {
        private int _seen;

        public int After { get; set; } = int.MaxValue;

        public Task OnAsync(PortalTransaction tx, ContentChangeKind change, VersionInHand version, Actor actor, CancellationToken cancellation) =>
            ++_seen > After ? throw new InvalidOperationException("The power went out.") : Task.CompletedTask;
    }
}
