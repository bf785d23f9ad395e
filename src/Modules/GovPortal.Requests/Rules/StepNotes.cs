namespace GovPortal.Requests.Rules;

/// <summary>Notes of steps that hold two things: how they are written, and how letters read them again.</summary>
public static class StepNotes
{
    private const string Colon = "：", Reason = "）。理由：", Transferred = "您的申请已移送";

    /// <summary>Who was asked, and what.</summary>
    public static string Asked(string whom, string what) => $"{whom}{Colon}{what}";

    /// <summary>The other way round; where the name itself has a colon, it ends at the first.</summary>
    public static (string Whom, string What) ReadAsked(string note) => Cut(note, Colon);

    public static string Extended(int days, string reason) => $"经批准，您的申请延长{days}个工作日答复（《政府信息公开条例》第三十三条{Reason}{reason}";

    /// <summary>The reason for an extension.</summary>
    public static string ReadExtended(string note) => Cut(note, Reason).Second;

    public static string Transfer(string organ, string reason) => $"{Transferred}{organ}。{reason}";

    public static (string Organ, string Reason) ReadTransfer(string note) => note.StartsWith(Transferred, StringComparison.Ordinal) ? Cut(note[Transferred.Length..], "。") : ("", note);

    private static (string First, string Second) Cut(string note, string at) =>
        note.IndexOf(at, StringComparison.Ordinal) is var place and >= 0 ? (note[..place], note[(place + at.Length)..]) : (note, "");
}
