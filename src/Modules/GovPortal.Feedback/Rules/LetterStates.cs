namespace GovPortal.Feedback.Rules;

/// <summary>Where a letter is.</summary>
public enum LetterState
{
    /// <summary>With the office, not yet given to a section (待分办).</summary>
    Received,
    /// <summary>With a section, which drafts the answer (待答复).</summary>
    Assigned,
    /// <summary>The section's draft is with the office (待发送).</summary>
    Drafted,
    /// <summary>已答复.</summary>
    Answered,
    /// <summary>Closed without an answer, with a reason (不再答复).</summary>
    Closed,
}

public enum LetterVerb { Dispatch, Draft, Return, GiveBack, Send, Close }

public sealed record LetterTransition(LetterState From, LetterVerb Verb, LetterState To);

/// <summary>Every step a letter can take; there are no others.</summary>
public static class LetterStates
{
    public static IReadOnlyList<LetterTransition> All { get; } =
    [
        new(LetterState.Received, LetterVerb.Dispatch, LetterState.Assigned),
        new(LetterState.Received, LetterVerb.Send, LetterState.Answered),
        new(LetterState.Received, LetterVerb.Close, LetterState.Closed),
        new(LetterState.Assigned, LetterVerb.Dispatch, LetterState.Assigned),
        new(LetterState.Assigned, LetterVerb.Draft, LetterState.Drafted),
        new(LetterState.Assigned, LetterVerb.GiveBack, LetterState.Received),
        new(LetterState.Assigned, LetterVerb.Send, LetterState.Answered),
        new(LetterState.Assigned, LetterVerb.Close, LetterState.Closed),
        new(LetterState.Drafted, LetterVerb.Dispatch, LetterState.Assigned),
        new(LetterState.Drafted, LetterVerb.Draft, LetterState.Drafted),
        new(LetterState.Drafted, LetterVerb.Return, LetterState.Assigned),
        new(LetterState.Drafted, LetterVerb.Send, LetterState.Answered),
        new(LetterState.Drafted, LetterVerb.Close, LetterState.Closed),
    ];

    /// <summary>Where the verb leads; null where it is not possible.</summary>
    public static LetterState? Next(LetterState from, LetterVerb verb) => All.FirstOrDefault(t => t.From == from && t.Verb == verb)?.To;

    public static bool IsOpen(LetterState state) => state is LetterState.Received or LetterState.Assigned or LetterState.Drafted;

    /// <summary>As the office calls it.</summary>
    public static string Title(LetterState state) => state switch
    {
        LetterState.Received => "待分办", LetterState.Assigned => "待科室答复", LetterState.Drafted => "答复待发送", LetterState.Answered => "已答复", _ => "已办结（未答复）",
    };

    /// <summary>As the writer is told.</summary>
    public static string PublicTitle(LetterState state) => state switch
    {
        LetterState.Received => "已收到", LetterState.Assigned or LetterState.Drafted => "办理中", LetterState.Answered => "已答复", _ => "已办结",
    };
}
