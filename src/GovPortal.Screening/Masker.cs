using GovPortal.Kernel.Results;
using GovPortal.Screening.Files;
using GovPortal.Screening.Masking;
using GovPortal.Screening.Reading;

namespace GovPortal.Screening;

/// <summary>What is masked, and what goes with it.</summary>
public sealed record MaskOptions
{
    /// <summary>All that is a person's, metadata kept.</summary>
    public static MaskOptions Default { get; } = new();

    /// <summary>The kinds to mask; marks and titles can't be.</summary>
    public IReadOnlySet<FindingKind> Kinds { get; init; } = FindingKinds.Personal;

    /// <summary>Whether author, company, custom properties and the like are removed too.</summary>
    public bool StripMetadata { get; init; }
}

/// <summary>A new file with every value masked.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="FileName">Its name, masked where the name held a value.</param>
/// <param name="Masked">How many places were masked.</param>
public sealed record MaskedFile(byte[] Content, string FileName, int Masked);

/// <summary>
/// Masks values in the official form: <c>138****1234</c>, <c>35*************123</c>. A masked value is nowhere in the new file,
/// and the new file is screened again before it is handed out.
/// </summary>
public static class Masker
{
    /// <summary>The text with every value masked; HTML where the screening options say so.</summary>
    /// <param name="text">The text.</param>
    /// <param name="options">What is masked.</param>
    /// <param name="screening">How it is screened.</param>
    public static string MaskText(string text, MaskOptions? options = null, ScreeningOptions? screening = null)
    {
        screening ??= ScreeningOptions.Default;
        return TextMasker.Mask(text, emit =>
        {
            if (screening.IsHtml) new HtmlReader(text, "", emit).Read();
            else PlainReader.Text(text, "", emit);
        }, new MaskPlan(options ?? MaskOptions.Default, screening));
    }

    /// <summary>
    /// Masks a file: text, CSV, HTML, .docx, .xlsx, .pptx and .zip of these. Refused as in <see cref="Screener.ScreenFileAsync"/>, and with
    /// <c>screening.mask-unsupported</c> (PDF and pictures) and <c>screening.mask-left</c> (something blocking is left, as a secrecy mark).
    /// </summary>
    /// <param name="file">The file's bytes, from the current position.</param>
    /// <param name="fileName">The name it came with.</param>
    /// <param name="options">What is masked.</param>
    /// <param name="screening">How it is screened.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static async Task<Result<MaskedFile>> MaskFileAsync(
        Stream file, string fileName, MaskOptions? options = null, ScreeningOptions? screening = null, CancellationToken cancellation = default)
    {
        var bytes = await UploadBytes.ReadAsync(file, cancellation);
        if (!bytes.Succeeded) return bytes.As<MaskedFile>();
        return Guarded.Run(() =>
        {
            TextCoding.Ready();
            if (FileTypes.Of(bytes.Value, fileName) is FileType.Pdf or FileType.Picture) throw RefusalException.Of("screening.mask-unsupported");
            // A file that may not be screened may not be masked: the limits of reading hold here too.
            Screener.Findings(bytes.Value, fileName, screening ?? ScreeningOptions.Default, cancellation);
            var plan = new MaskPlan(options ?? MaskOptions.Default, screening ?? ScreeningOptions.Default, cancellation);
            var masked = new FileMasker(plan, new Budget(cancellation)).Mask(bytes.Value, fileName, 0);
            // What the last file of an archive gave away is masked in the first one too.
            if (plan.StartAgain()) masked = new FileMasker(plan, new Budget(cancellation)).Mask(bytes.Value, fileName, 0);
            var left = Screener.Findings(masked.Content, masked.Name, plan.Screening, cancellation);
            if (left.Any(f => f.Severity == Severity.Blocking)) throw RefusalException.Of("screening.mask-left");
            return new MaskedFile(masked.Content, masked.Name, plan.Count);
        });
    }
}
