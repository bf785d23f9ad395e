using System.Net;
using System.Text;

namespace GovPortal.Screening.Tests.Corpus;

/// <summary>Text fields, pages, .txt and .csv.</summary>
internal static class TextFiles
{
    public static CorpusDocument Text(IReadOnlyList<Piece> pieces, string container, Encoding encoding)
    {
        var labels = new List<Label>();
        for (var i = 0; i < pieces.Count; i++)
        {
            if (pieces[i].Kind is not null) labels.Add(pieces[i].At($"第{i + 1}行"));
        }
        var lineEnd = pieces.Count % 2 == 0 ? "\n" : "\r\n";
        return new CorpusDocument(container, "公示.txt", [.. encoding.GetPreamble(), .. encoding.GetBytes(string.Join(lineEnd, pieces.Select(p => p.Text)))], labels);
    }

    public static CorpusDocument Html(IReadOnlyList<Piece> pieces, Random random)
    {
        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"zh\"><head><meta charset=\"utf-8\"><title>公示</title><style>p{margin:13800138000px}</style></head><body>\n");
        var labels = new List<Label>();
        foreach (var piece in pieces)
        {
            if (piece.Kind is null)
            {
                html.Append($"<p>{WebUtility.HtmlEncode(piece.Text)}</p>\n");
                continue;
            }
            var place = piece.Kind == "process-document" ? 1 : random.Next(5);
            var text = WebUtility.HtmlEncode(piece.Text);
            var at = "正文";
            switch (place)
            {
                case 0:
                    var cut = piece.Before.Length + Math.Max(1, piece.Value.Length / 2);
                    html.Append($"<p>{WebUtility.HtmlEncode(piece.Text[..cut])}<b></b><span style=\"color:red\">{WebUtility.HtmlEncode(piece.Text[cut..])}</span></p>\n");
                    break;
                case 1: html.Append($"<p>{text}</p>\n"); break;
                case 2: html.Append($"<!-- {text.Replace("--", "—", StringComparison.Ordinal)} -->\n"); at = "网页注释"; break;
                case 3: html.Append($"<img src=\"a.png\" alt=\"{text}\">\n"); at = "网页属性"; break;
                default: html.Append($"<table><tr><td>1</td><td style=\"display:none\">{text}</td></tr></table>\n"); break;
            }
            labels.Add(piece.At(at));
        }
        return new CorpusDocument("html", "公示.html", Encoding.UTF8.GetBytes(html.Append("</body></html>").ToString()), labels);
    }

    public static CorpusDocument Csv(IReadOnlyList<Piece> pieces, string container, Encoding encoding)
    {
        var lines = new StringBuilder();
        var labels = new List<Label>();
        for (var i = 0; i < pieces.Count; i++)
        {
            lines.Append($"{i + 1},\"{pieces[i].Text.Replace("\"", "\"\"", StringComparison.Ordinal)}\",合格\n");
            if (pieces[i].Kind is not null) labels.Add(pieces[i].At($"B{i + 1}"));
        }
        return new CorpusDocument(container, "名单.csv", encoding.GetBytes(lines.ToString()), labels);
    }
}
