using System.Text;
using System.Text.RegularExpressions;
using GovPortal.Screening.Files;
using GovPortal.Screening.Pdf;
using GovPortal.Screening.Reading;

namespace GovPortal.Screening;

/// <summary>
/// The text that a file shows to whoever opens it, for a search index: docx, xlsx, pptx, pdf, txt, csv. Hidden and deleted
/// text, comments, properties and formulas are left out. Reads within the limits of the screening and never refuses: of a
/// file that cannot be read, or not further, what was read before.
/// </summary>
public static partial class FileText
{
    /// <param name="file">Read to its end or to <see cref="ScreeningLimits.MaxFileBytes"/>, and not disposed.</param>
    /// <param name="fileName">Tells the kind; content and extension must agree.</param>
    /// <param name="maxCharacters">Where reading ends.</param>
    /// <param name="longest">When reading ends; at most <see cref="ScreeningLimits.MaxSeconds"/>.</param>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public static async Task<string> ReadAsync(Stream file, string fileName, int maxCharacters, TimeSpan longest, CancellationToken cancellation)
    {
        var bytes = await UploadBytes.ReadAsync(file, cancellation);
        if (!bytes.Succeeded) return "";
        TextCoding.Ready();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(longest);
        var shown = new Shown(maxCharacters);
        try
        {
            // A refusal, a broken file and an end reached early are the same here: what was read is the text.
            _ = Guarded.Run(() => shown.Read(bytes.Value, fileName, new Budget(limit.Token)));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Took too long.
        }
        return shown.Text;
    }

    private sealed class Shown(int maxCharacters)
    {
        private readonly StringBuilder _text = new();
        private int _row;

        public string Text => _text.Length <= maxCharacters ? _text.ToString() : _text.ToString(0, maxCharacters);

        public bool Read(byte[] bytes, string fileName, Budget budget)
        {
            var type = FileTypes.Of(bytes, fileName);
            switch (type)
            {
                case FileType.Word or FileType.Workbook or FileType.Slides: new OfficeReader(OfficePackage.Open(bytes, type, budget), type, Emit).Read(); break;
                case FileType.Pdf: PdfReader.Read(bytes, budget, Emit, _ => { }); break;
                case FileType.Text or FileType.Csv: _text.Append(TextCoding.Read(bytes).Text); break;
                default: break;
            }
            return true;

            void Emit(Block block)
            {
                budget.Characters(block);
                Add(block);
            }
        }

        private void Add(Block block)
        {
            if (block.Again || !Place().IsMatch(block.Where)) return;
            if (_text.Length > 0) _text.Append(block.Row != 0 && block.Row == _row ? ' ' : '\n');
            _row = block.Row;
            foreach (var segment in block.Segments)
            {
                if ((segment.Layer & (Layer.Deleted | Layer.Hidden)) == 0) _text.Append(segment.Text);
            }
            if (_text.Length >= maxCharacters) throw RefusalException.Of("screening.too-large", maxCharacters);
        }
    }

    /// <summary>Places a reader of the file sees; a hidden row, column, sheet or slide says so behind its place.</summary>
    [GeneratedRegex(@"^(第\d+段|表\d+第\d+行第\d+列|文本框|工作表“[^”]*”[A-Z]{1,3}\d+|第\d+张幻灯片|第\d+页)$")]
    private static partial Regex Place();
}
