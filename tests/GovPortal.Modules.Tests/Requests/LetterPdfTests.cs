using GovPortal.Papers;
using GovPortal.Requests.Features;
using GovPortal.Requests.Rules;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using UglyToad.PdfPig;

namespace GovPortal.Modules.Tests.Requests;

/// <summary>Letters through the office program of the machine; in <c>./test full</c>, where there is one.</summary>
public sealed class LetterPdfTests
{
    private static OfficeProgram Office(string? program = null)
    {
        var settings = program is null ? [] : new Dictionary<string, string?> { [OfficeProgram.SettingKey] = program };
        return new OfficeProgram(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), NullLogger<OfficeProgram>.Instance);
    }

    [Fact]
    public async Task Every_kind_of_letter_becomes_a_PDF_that_names_its_number()
    {
        if (Environment.GetEnvironmentVariable("GOVPORTAL_TEST_SCALE") != "1") Assert.Skip("Long; ./test full runs it.");
        using var office = Office();
        if (!office.IsThere) Assert.Skip("There is no office program on this machine (soffice).");
        var kinds = LetterKinds.All;
        var letters = kinds.Select(k => PaperTemplate.Fill(LetterPaper.Standard(k.Code), LetterValues.Of(LetterTests.Case(), k, "示例公开〔2026〕9号", new DateOnly(2026, 11, 24)))).ToList();
        var pages = await office.ToPdfAsync(letters, default);
        Assert.Equal(kinds.Count, pages.Count);
        foreach (var (kind, i) in kinds.Select((k, i) => (k, i)))
        {
            using var pdf = PdfDocument.Open(pages[i]);
            Assert.InRange(pdf.NumberOfPages, 1, 2);
            var text = string.Concat(pdf.GetPages().Select(p => p.Text)).Replace(" ", "", StringComparison.Ordinal);
            Assert.Contains(kind.IsNumbered ? "示例公开〔2026〕9号" : "〔2026〕第7号", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("no-such-program-here")]
    [InlineData("/no/such/program")]
    public async Task Without_an_office_program_nothing_is_turned(string program)
    {
        using var office = Office(program);
        Assert.False(office.IsThere);
        Assert.Empty(await office.ToPdfAsync([LetterPaper.Standard("receipt")], default));
    }

    [Fact]
    public async Task A_program_that_fails_leaves_nothing_and_harms_nothing()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Needs a program that fails.");
        using var office = Office("false");
        Assert.Empty(await office.ToPdfAsync([LetterPaper.Standard("receipt")], default));
    }
}
