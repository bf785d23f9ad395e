namespace GovPortal.Screening.Tests.Corpus;

/// <summary>What stands in a document and has to be found.</summary>
/// <param name="Kind">The kind's stable code.</param>
/// <param name="Masked">The value in its official mask: what the finding has to show.</param>
/// <param name="Place">Words that the finding's place has to hold.</param>
/// <param name="Value">The planted value as it stands in the document; it must be nowhere after masking.</param>
/// <param name="Severity">The severity's code where it is settled; null where either is right.</param>
public sealed record Label(string Kind, string Masked, string Place, string Value, string? Severity);

/// <summary>A document with all that has to be found in it, and nothing else.</summary>
/// <param name="Container">The kind of file: <c>docx</c>, <c>csv-gb18030</c> …; <c>text</c> is a text field.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Content">The file's bytes; of a text field, UTF-8.</param>
/// <param name="Labels">What has to be found.</param>
public sealed record CorpusDocument(string Container, string Name, byte[] Content, IReadOnlyList<Label> Labels);

/// <summary>A sentence of a document, with at most one value in it.</summary>
/// <param name="Before">The words before the value, or the whole of a harmless sentence.</param>
/// <param name="Value">The value as written, disguises included; empty where there is none.</param>
/// <param name="After">The words after it.</param>
/// <param name="Kind">The kind's code; null for a harmless sentence.</param>
/// <param name="Masked">The official mask.</param>
/// <param name="Severity">The settled severity, if it is.</param>
public sealed record Piece(string Before, string Value = "", string After = "", string? Kind = null, string Masked = "", string? Severity = null)
{
    public string Text => Before + Value + After;

    public Label At(string place) => new(Kind!, Masked, place, Value, Severity);
}
