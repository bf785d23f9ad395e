using System.Globalization;
using System.Text;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Text;
using GovPortal.Requests.Features;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using GovPortal.Testing;
using static GovPortal.Web.Tests.Requests.CaseOffice;

namespace GovPortal.Web.Tests.Requests;

/// <summary>
/// The working of the statutory clocks as a case shows it, word for word (<c>tests/Fixtures/requests/clocks</c>): across 春节 and 国庆, with a
/// correction, a third party, an extension, a fee, and into a year whose holidays are not announced. A file that is not there is written
/// and the test fails: look at it, then keep it.
/// </summary>
public sealed class ClockWordsTests
{
    [Theory]
    [InlineData("spring-festival-extended")]
    [InlineData("national-day-third-party")]
    [InlineData("correction-restarts")]
    [InlineData("fee-restarts")]
    [InlineData("into-a-year-not-announced")]
    public async Task The_working_reads_as_it_was_approved(string path)
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var people = new Dictionary<string, Actor>();
        foreach (var who in (string[])["office", "editor", "leader"]) people[who] = await bureau.ActorAsync(who);
        app.Clock.Set(Begins(path) + " 02:00");
        var given = await bureau.DispatchedAsync();
        await LiveAsync(path, app, people, new CaseRef(given.Id));
        var full = Bureau.Must(await app.Get<ReadRequest>().HandleAsync(given.Id, people["office"], default));
        var words = Words(full, app.Get<ITexts>());

        var file = Bureau.Fixture(Path.Combine("requests", "clocks", path + ".txt"));
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, words);
            Assert.Fail("Written: " + file);
        }
        Assert.Equal((await File.ReadAllTextAsync(file)).ReplaceLineEndings("\n"), words);
    }

    private static string Begins(string path) => path switch
    {
        "spring-festival-extended" => "2026-02-06", "national-day-third-party" => "2026-09-18", "correction-restarts" => "2026-01-30", "fee-restarts" => "2026-03-30", _ => "2026-12-15",
    };

    private static async Task LiveAsync(string path, PortalApp app, Dictionary<string, Actor> people, CaseRef which)
    {
        switch (path)
        {
            case "spring-festival-extended":
                app.Clock.Set("2026-03-06 02:00");
                Done(await app.Get<ExtendAnswer>().HandleAsync(which, 10, "涉及多年资料，需要逐件核对", people["leader"], default));
                break;
            case "national-day-third-party":
                app.Clock.Set("2026-09-24 02:00");
                Done(await app.Get<ConsultOthers>().AskThirdPartyAsync(which, "纱线公司", "是否同意公开合同金额", people["editor"], default));
                app.Clock.Set("2026-10-15 02:00");
                Done(await app.Get<ConsultOthers>().HearThirdPartyAsync(which, HeardAnswer.Agrees, "同意公开", people["editor"], default));
                break;
            case "correction-restarts":
                app.Clock.Set("2026-02-05 02:00");
                Done(await app.Get<CorrectRequest>().AskAsync(which, "请写明文件名称或者文号", new DateOnly(2026, 3, 5), people["office"], default));
                app.Clock.Set("2026-02-25 02:00");
                Done(await app.Get<CorrectRequest>().ReceiveAsync(which, Matter, new DateOnly(2026, 2, 25), people["office"], default));
                break;
            case "fee-restarts":
                app.Clock.Set("2026-04-02 02:00");
                Done(await app.Get<ChargeFee>().ChargeAsync(which, FeeScheme.PerPage, 120, people["office"], default));
                app.Clock.Set("2026-04-30 02:00");
                Done(await app.Get<ChargeFee>().TakeAsync(which, new DateOnly(2026, 4, 29), people["office"], default));
                break;
            default:
                app.Clock.Set("2026-12-21 02:00");
                Done(await app.Get<ConsultOthers>().AskOrganAsync(which, "澄溪县财政局", "共同制作的文件是否公开", people["editor"], default));
                break;
        }
    }

    private static string Words(RequestInFull full, ITexts texts)
    {
        var words = new StringBuilder();
        foreach (var (clock, working) in full.Clocks)
        {
            words.Append(CultureInfo.InvariantCulture, $"{texts["event.kind." + clock.Kind]} {clock.RuleText} {Day(clock.DueUtc)}{(clock.Provisional ? " 暂定" : "")}{(clock.MetUtc is null ? "" : " 已完成")}\n{clock.Basis}\n");
            foreach (var day in working) words.Append(CultureInfo.InvariantCulture, $"  {day.Date:yyyy-MM-dd} {(day.Counts ? "计" : "不计")} {day.Why}\n");
            words.Append('\n');
        }
        return words.ToString();
    }
}
