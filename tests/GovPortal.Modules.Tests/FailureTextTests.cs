using System.Reflection;
using System.Text.Json;
using GovPortal.Clocks;
using GovPortal.Columns.Rules;
using GovPortal.Kernel.Text;
using GovPortal.Tables;

namespace GovPortal.Modules.Tests;

public sealed class FailureTextTests
{
    public static TheoryData<Type, string> Codes => new()
    {
        { typeof(Deadline), "clock.bad-date clock.date-out-of-range clock.bad-rule clock.rule-out-of-range clock.instant-needed" },
        { typeof(Deadline), "calendar.not-json calendar.no-years calendar.bad-year calendar.bad-date calendar.foreign-date calendar.day-twice calendar.make-up-on-weekday" },
        { typeof(TableReader), "table.wrong-kind table.not-a-workbook table.encrypted table.macro table.too-large table.unsafe-entry table.broken table.formula table.empty" },
        { typeof(TaskTableReader), "task-table.no-header task-table.no-columns task-table.duplicate-column" },
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
    public void Both_languages_have_the_same_keys(Type owner) => Assert.Equal(Keys(owner.Assembly, "zh"), Keys(owner.Assembly, "en"));

    private static IEnumerable<string> Keys(Assembly assembly, string language)
    {
        using var stream = assembly.GetManifestResourceStream($"{assembly.GetName().Name}.Resources.Texts.{language}.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.Keys.Order(StringComparer.Ordinal);
    }
}
