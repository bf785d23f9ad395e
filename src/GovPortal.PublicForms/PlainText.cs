namespace GovPortal.PublicForms;

/// <summary>What people type, without what nobody typed.</summary>
public static class PlainText
{
    /// <summary>Line ends as <c>\n</c>, no other control characters.</summary>
    public static string Of(string? typed) => string.Concat((typed ?? "").ReplaceLineEndings("\n").Where(c => c is '\n' or '\t' || !char.IsControl(c)));

    /// <summary>The same in one line, with nothing around it.</summary>
    public static string Line(string? typed) => Of(typed).Replace('\n', ' ').Replace('\t', ' ').Trim();
}
