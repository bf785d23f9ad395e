using System.Globalization;
using System.Text;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Search.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Search.Features;

/// <param name="WithoutResult">Of the times asked, how often nothing held the words as typed.</param>
public sealed record AskedCount(string Text, int Asked, int WithoutResult);

/// <param name="Asked">All counted questions of these days.</param>
public sealed record SearchReport(int Days, int Asked, int WithoutResult, IReadOnlyList<AskedCount> MostAsked, IReadOnlyList<AskedCount> MostWithout);

/// <summary>What was asked in the last days, and what of it found nothing. Failures: <c>access.not-allowed</c>.</summary>
public sealed class ShowSearchReport(PortalDbContext db, TimeProvider time)
{
    public const int Shown = 50;
    public const int MostDays = 3650;
    private const int Exported = 5_000;

    public async Task<Result<SearchReport>> HandleAsync(int days, Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(Permissions.SettingsManage)) return Failure.Of(Failure.NotAllowed);
        days = Math.Clamp(days, 1, MostDays);
        var sums = Rows(days);
        return new SearchReport(days, await sums.SumAsync(c => c.Asked, cancellation), await sums.SumAsync(c => c.WithoutResult, cancellation),
            await MostAsync(sums, Shown, cancellation), await MostAsync(sums.Where(c => c.WithoutResult > 0), Shown, cancellation));
    }

    /// <summary>The counts as CSV with a mark of its coding, so that spreadsheets read it.</summary>
    public async Task<Result<byte[]>> CsvAsync(int days, Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(Permissions.SettingsManage)) return Failure.Of(Failure.NotAllowed);
        var rows = await MostAsync(Rows(Math.Clamp(days, 1, MostDays)), Exported, cancellation);
        var csv = new StringBuilder("搜索词,搜索次数,无结果次数\r\n");
        foreach (var row in rows) csv.Append(CultureInfo.InvariantCulture, $"{Cell(row.Text)},{row.Asked},{row.WithoutResult}\r\n");
        return (byte[])[.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(csv.ToString())];
    }

    private IQueryable<SearchQueryCount> Rows(int days)
    {
        var first = time.UtcNow().ToCivilDate().AddDays(1 - days);
        return db.Set<SearchQueryCount>().AsNoTracking().Where(c => c.Day >= first);
    }

    private static async Task<List<AskedCount>> MostAsync(IQueryable<SearchQueryCount> rows, int most, CancellationToken cancellation)
    {
        var sums = await rows.GroupBy(c => c.Text).Select(g => new { g.Key, Asked = g.Sum(c => c.Asked), Without = g.Sum(c => c.WithoutResult) })
            .OrderByDescending(g => g.Asked).ThenBy(g => g.Key).Take(most).ToListAsync(cancellation);
        return [.. sums.Select(g => new AskedCount(g.Key, g.Asked, g.Without))];
    }

    /// <summary>Strangers typed it: quoted, and no formula of a spreadsheet.</summary>
    private static string Cell(string text) => $"\"{(text[0] is '=' or '+' or '-' or '@' ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
