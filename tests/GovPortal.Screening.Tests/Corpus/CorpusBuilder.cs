using System.Globalization;
using System.Text;

namespace GovPortal.Screening.Tests.Corpus;

/// <summary>
/// A labelled corpus of office files, the same for the same seed: every kind of value in every container and disguise
/// between harmless sentences, and files without any value.
/// </summary>
public static class CorpusBuilder
{
    public static readonly string[] Containers = ["text", "html", "txt-utf8", "txt-gb18030", "csv-utf8", "csv-gb18030", "docx", "xlsx", "pptx", "pdf", "zip"];

    /// <summary>Documents per round: text files are quick to check by eye, Office files have more places.</summary>
    private static readonly string[] Round = ["docx", "xlsx", "pptx", "pdf", "docx", "xlsx", "text", "html", "txt-utf8", "txt-gb18030", "csv-utf8", "csv-gb18030", "zip", "docx", "xlsx", "pptx", "pdf"];

    /// <summary>2,100 documents at full size; never fewer than 300.</summary>
    public static int Size => Math.Max(306, (int)(2_100 * double.Parse(Environment.GetEnvironmentVariable("GOVPORTAL_TEST_SCALE") ?? "0.05", CultureInfo.InvariantCulture)));

    static CorpusBuilder() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static IEnumerable<CorpusDocument> Build(int count, int seed)
    {
        for (var i = 0; i < count; i++)
        {
            // Each document stands on its own: a failing one is built again from its number.
            var random = new Random(HashCode(seed, i));
            yield return Container(Round[i % Round.Length], Content(new Values(random), i), random);
        }
    }

    private static int HashCode(int seed, int number) => unchecked(seed * 486_187_739 + number * 16_777_619);

    private static List<Piece> Content(Values values, int number)
    {
        var (pieces, negatives) = (new Pieces(values), new Negatives(values));
        var content = new List<Piece>();
        for (var i = values.Random.Next(3, 9); i > 0; i--) content.Add(negatives.Next());
        if (number % 4 == 3) return content;
        for (var i = values.Random.Next(1, 4); i > 0; i--)
        {
            var kind = Pieces.Kinds[(number + i * 5) % Pieces.Kinds.Length];
            var piece = pieces.Of(kind, values.Pick(Disguises.All));
            if (kind != "process-document") content.Insert(values.Random.Next(content.Count + 1), piece);
            else if (content[0].Kind != kind) content.Insert(0, piece);
        }
        var title = content.FindIndex(p => p.Kind == "process-document");
        if (title > 0) (content[0], content[title]) = (content[title], content[0]);
        return content;
    }

    private static CorpusDocument Container(string container, List<Piece> content, Random random) => container switch
    {
        "text" => TextFiles.Text(content, container, new UTF8Encoding(false)),
        "txt-utf8" => TextFiles.Text(content, container, new UTF8Encoding(random.Next(2) == 0)),
        "txt-gb18030" => TextFiles.Text(content, container, Encoding.GetEncoding("GB18030")),
        "csv-utf8" => TextFiles.Csv(content, container, new UTF8Encoding(false)),
        "csv-gb18030" => TextFiles.Csv(content, container, Encoding.GetEncoding("GB18030")),
        "html" => TextFiles.Html(content, random),
        "docx" => WordFiles.Write(content, random),
        "xlsx" => SheetFiles.Write(content, random),
        "pptx" => SlideFiles.Write(content, random),
        "pdf" => PdfFiles.Write(content, random),
        _ => Zip(content, random),
    };

    private static CorpusDocument Zip(List<Piece> content, Random random)
    {
        string[] inside = ["docx", "xlsx", "txt-gb18030", "csv-utf8", "pptx"];
        var first = Container(inside[random.Next(inside.Length)], content, random);
        var files = new List<(string, byte[])> { ("附件/" + first.Name, first.Content), ("说明.txt", Encoding.UTF8.GetBytes("附件为公示名单。")) };
        if (random.Next(3) == 0) files = [("内层.zip", Package.Zip([.. files]))];
        return new CorpusDocument("zip", "附件.zip", Package.Zip([.. files]), [.. first.Labels.Select(l => l with { Place = first.Name + "|" + l.Place })]);
    }
}
