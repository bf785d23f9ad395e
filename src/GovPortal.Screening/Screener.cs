using GovPortal.Kernel.Results;
using GovPortal.Screening.Files;
using GovPortal.Screening.Reading;

namespace GovPortal.Screening;

/// <summary>
/// Reads texts and files before people do and reports what must not be published. A file that can't be read safely is refused,
/// because a file nobody can read can't be screened: <c>screening.empty</c>, <c>screening.unknown-kind</c>, <c>screening.wrong-extension</c>,
/// <c>screening.legacy-office</c>, <c>screening.not-text</c>, <c>screening.encrypted</c>, <c>screening.macro</c>, <c>screening.active-content</c>,
/// <c>screening.external-link</c>, <c>screening.too-large</c>, <c>screening.too-many-entries</c>, <c>screening.too-many-pages</c>,
/// <c>screening.too-deep</c>, <c>screening.too-slow</c>, <c>screening.unsafe-entry</c>, <c>screening.unsafe-xml</c>, <c>screening.broken</c>.
/// No value found leaves the library: not in a finding, a refusal, an exception or a log.
/// </summary>
public static class Screener
{
    /// <summary>Screens a text field.</summary>
    /// <param name="text">The text; HTML where the options say so.</param>
    /// <param name="options">County words and the column's rules.</param>
    /// <param name="where">The field's name, told before the place: <c>正文</c>. It also labels the value, as a column's heading does.</param>
    public static ScreeningReport ScreenText(string text, ScreeningOptions? options = null, string where = "")
    {
        options ??= ScreeningOptions.Default;
        var screener = new BlockScreener(options);
        if (options.IsHtml) new HtmlReader(text, where, screener.Screen).Read();
        else PlainReader.Text(text, where, screener.Screen);
        return new ScreeningReport([.. screener.Finish().Select(f => f.Finding)]);
    }

    /// <summary>Screens a file. The stream is read to its end or to <see cref="ScreeningLimits.MaxFileBytes"/>, and not disposed.</summary>
    /// <param name="file">The file's bytes, from the current position.</param>
    /// <param name="fileName">The name it came with; content and extension must agree. The name is screened too.</param>
    /// <param name="options">County words and the column's rules.</param>
    /// <param name="cancellation">Stops reading; the only exception that leaves this method for a readable stream.</param>
    public static async Task<Result<ScreeningReport>> ScreenFileAsync(Stream file, string fileName, ScreeningOptions? options = null, CancellationToken cancellation = default)
    {
        var bytes = await UploadBytes.ReadAsync(file, cancellation);
        if (!bytes.Succeeded) return bytes.As<ScreeningReport>();
        return Guarded.Run(() => new ScreeningReport(Findings(bytes.Value, fileName, options ?? ScreeningOptions.Default, cancellation)));
    }

    internal static IReadOnlyList<Finding> Findings(byte[] bytes, string fileName, ScreeningOptions options, CancellationToken cancellation)
    {
        TextCoding.Ready();
        var screener = new FileScreener(options, new Budget(cancellation));
        screener.Screen(bytes, fileName);
        return screener.Findings;
    }
}
