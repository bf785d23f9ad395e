using GovPortal.Screening.Reading;

namespace GovPortal.Screening.Masking;

/// <summary>Masks a text that is one node.</summary>
internal static class TextMasker
{
    public static string Mask(string text, Action<Action<Block>> read, MaskPlan plan)
    {
        var edits = new NodeEdits();
        foreach (var edit in plan.Edits(read)) edits.Add(edit);
        return edits.Apply(0, text);
    }
}
