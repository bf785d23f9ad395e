using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Results;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Web.Tests.Reliability;

/// <summary>An inspection or an import takes minutes; what is to happen at its minute does not wait for it.</summary>
public sealed class LongJobTests
{
    [Fact]
    public async Task A_quick_job_is_done_while_a_long_one_runs_and_the_long_one_runs_once()
    {
        var slow = new SlowWork();
        await using var one = await PortalApp.StartAsync(s => s.AddSingleton<IDueJobHandler>(slow).AddSingleton<IDueJobHandler, QuickWork>());
        await using var two = await one.SecondNodeAsync();
        await AppointAsync(one, SlowWork.Name, "first");
        var long_ = Task.Run(() => one.SweepAsync());
        await slow.Begun.WaitAsync();

        await AppointAsync(one, QuickWork.Name, "punctual");
        var second = Task.Run(() => one.SweepAsync());
        await DoneAsync(one, "punctual");
        await AppointAsync(one, QuickWork.Name, "punctual elsewhere");
        Assert.Equal(0, await two.SweepAsync());
        var third = Task.Run(() => one.SweepAsync());
        await DoneAsync(two, "punctual elsewhere");
        Assert.False(long_.IsCompleted);

        slow.End.Release();
        Assert.Equal(1, await long_);
        await Task.WhenAll(second, third);
        await two.SweepAsync();
        Assert.Equal(1, slow.Runs);
        await DoneAsync(one, "first");
    }

    private static Task<int> AppointAsync(PortalApp app, string kind, string subject) => app.QueryAsync(async db =>
    {
        db.Add(DueJob.At(kind, subject, app.Clock.GetUtcNow().UtcDateTime, "system"));
        return await db.SaveChangesAsync();
    });

    private static async Task DoneAsync(PortalApp app, string subject)
    {
        for (var looks = 0; looks < 200; looks++)
        {
            if (await app.QueryAsync(db => db.Set<DueJob>().AnyAsync(j => j.SubjectId == subject && j.DoneUtc != null && j.LastError == null))) return;
            await Task.Delay(50);
        }
        Assert.Fail(subject + " was not done.");
    }

    private sealed class SlowWork : IDueJobHandler
    {
        public const string Name = "slow-work";

        public SemaphoreSlim Begun { get; } = new(0);
        public SemaphoreSlim End { get; } = new(0);
        public int Runs { get; private set; }
        public string Kind => Name;
        public bool IsLong => true;

        public async Task<Result> RunAsync(DueJob job, CancellationToken cancellation)
        {
            Runs++;
            Begun.Release();
            await End.WaitAsync(cancellation);
            return Result.Ok;
        }
    }

    private sealed class QuickWork : IDueJobHandler
    {
        public const string Name = "quick-work";

        public string Kind => Name;

        public Task<Result> RunAsync(DueJob job, CancellationToken cancellation) => Task.FromResult(Result.Ok);
    }
}
