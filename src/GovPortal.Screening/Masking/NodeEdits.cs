using System.Text;
using GovPortal.Screening.Reading;

namespace GovPortal.Screening.Masking;

/// <summary>The edits of one part, by node.</summary>
internal sealed class NodeEdits
{
    private readonly Dictionary<int, List<Edit>> _edits = [];

    public void Add(Edit edit)
    {
        if (!_edits.TryGetValue(edit.Node, out var list)) _edits[edit.Node] = list = [];
        list.Add(edit);
    }

    /// <summary>The node's text with its edits. Where values overlap, what either mask hides is hidden.</summary>
    public string Apply(int node, string text)
    {
        if (!_edits.TryGetValue(node, out var list)) return text;
        var pieces = new string?[text.Length];
        foreach (var edit in list.OrderBy(e => e.Text.Length == e.Length))
        {
            for (var i = 0; i < edit.Length; i++)
            {
                var place = edit.Start + i;
                if (edit.Text.Length != edit.Length) pieces[place] = i == 0 ? edit.Text : "";
                else if (edit.Text[i] == '*') pieces[place] = "*";
            }
        }
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++) result.Append(pieces[i] ?? text[i].ToString());
        return result.ToString();
    }
}
