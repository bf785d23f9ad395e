using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using GovPortal.Clocks;
using GovPortal.Columns.Rules;
using GovPortal.Deadlines;
using GovPortal.Kernel.Text;
using GovPortal.Tables;

namespace GovPortal.Modules.Tests;

public sealed partial class FailureTextTests
{
    public static TheoryData<Type, string> Codes => new()
    {
        { typeof(Deadline), "clock.bad-date clock.date-out-of-range clock.bad-rule clock.rule-out-of-range clock.instant-needed" },
        { typeof(Deadline), "calendar.not-json calendar.no-years calendar.bad-year calendar.bad-date calendar.foreign-date calendar.day-twice calendar.make-up-on-weekday" },
        { typeof(TableReader), "table.wrong-kind table.not-a-workbook table.encrypted table.macro table.too-large table.unsafe-entry table.broken table.formula table.empty" },
        { typeof(TaskTableReader), "task-table.no-header task-table.no-columns task-table.duplicate-column task-table.too-long task-table.unread task-table.preview-stale task-table.other-file" },
        { typeof(TaskTableReader), "task-table.unread-not-accepted task-table.upload-gone task-table.choose-file task-table.file-too-large task-table.no-file task-table.agency-unknown task-table.agency-needed" },
        { typeof(TaskTableReader), "column.unknown column.title-required column.title-taken column.too-long column.section-unknown column.route-unknown" },
        { typeof(TaskTableReader), "section.unknown section.name-required section.name-taken section.name-reserved section.too-long" },
        { typeof(DeadlinesModule), "obligation.no-due deadline.bad-line" },
    };

    [Theory]
    [MemberData(nameof(Codes), DisableDiscoveryEnumeration = true)]
    public void Every_failure_has_a_Chinese_and_an_English_text(Type owner, string codes)
    {
        var texts = new Texts([new TextSource(owner.Assembly)]);
        foreach (var code in codes.Split(' '))
        {
            Assert.True(texts.Has(code, "zh"), code + " zh");
            Assert.True(texts.Has(code, "en"), code + " en");
        }
    }

    [Theory]
    [InlineData(typeof(Deadline))]
    [InlineData(typeof(TableReader))]
    [InlineData(typeof(TaskTableReader))]
    [InlineData(typeof(DeadlinesModule))]
    public void Both_languages_have_the_same_failure_codes(Type owner) =>
        Assert.Equal(Keys(owner.Assembly, "zh"), Keys(owner.Assembly, "en").Where(k => FailureCode().IsMatch(k)));

    [Theory]
    [InlineData("GovPortal.Columns", typeof(TaskTableReader))]
    [InlineData("GovPortal.Deadlines", typeof(DeadlinesModule))]
    public void Every_text_of_a_page_has_an_English_one(string module, Type owner)
    {
        var texts = new Texts([new TextSource(owner.Assembly)]);
        var folder = Path.Combine(Fixture.Repository, "src", "Modules", module);
        var used = Directory.EnumerateFiles(folder, "*.cs*", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(f => TextKey().Matches(File.ReadAllText(f)).Select(m => m.Groups["key"].Value)).Distinct();
        Assert.DoesNotContain(used, k => !texts.Has(k, "en"));
    }

    [GeneratedRegex("(?:\\bT|texts)\\[\"(?<key>[^\"]+)\"")]
    private static partial Regex TextKey();

    [GeneratedRegex(@"^[a-z-]+(\.[A-Za-z-]+)+\z")]
    private static partial Regex FailureCode();

    private static IEnumerable<string> Keys(Assembly assembly, string language)
    {
        using var stream = assembly.GetManifestResourceStream($"{assembly.GetName().Name}.Resources.Texts.{language}.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.Keys.Order(StringComparer.Ordinal);
    }
}
