namespace GovPortal.Concerns.Rules;

/// <summary>Where a public concern (舆情事项) is.</summary>
public enum ConcernState
{
    /// <summary>待研判: known, not graded; no clock runs.</summary>
    Triage,
    /// <summary>待交办: graded, the clock runs, no section has it.</summary>
    Graded,
    /// <summary>处置中: with the section.</summary>
    Handling,
    /// <summary>回应审查中: the response is drafted and not public yet.</summary>
    Responding,
    /// <summary>已回应: the response is public.</summary>
    Answered,
    /// <summary>已办结.</summary>
    Closed,
}

/// <summary>What is done with a concern. The last two are no person's: they follow the response item.</summary>
public enum ConcernVerb { Grade, Dispatch, Handle, GiveBack, SendBack, DraftResponse, Close, Publish, Unpublish }

/// <summary>Every step a concern can take; there are no others.</summary>
public static class ConcernStates
{
    /// <summary>Where the verb leads; null where it is not possible.</summary>
    public static ConcernState? Next(ConcernState from, ConcernVerb verb) => (from, verb) switch
    {
        (ConcernState.Triage or ConcernState.Graded, ConcernVerb.Grade) => ConcernState.Graded,
        // Graded anew, it stays where it is.
        (ConcernState.Handling or ConcernState.Responding, ConcernVerb.Grade) => from,
        (ConcernState.Graded or ConcernState.Handling, ConcernVerb.Dispatch) => ConcernState.Handling,
        (ConcernState.Handling, ConcernVerb.Handle) => ConcernState.Handling,
        (ConcernState.Handling, ConcernVerb.GiveBack) => ConcernState.Graded,
        (ConcernState.Responding or ConcernState.Answered, ConcernVerb.SendBack) => ConcernState.Handling,
        (ConcernState.Handling or ConcernState.Responding, ConcernVerb.DraftResponse) => ConcernState.Responding,
        (ConcernState.Handling or ConcernState.Responding, ConcernVerb.Publish) => ConcernState.Answered,
        (ConcernState.Answered, ConcernVerb.Unpublish) => ConcernState.Responding,
        (ConcernState.Responding, ConcernVerb.Unpublish) => ConcernState.Handling,
        (not ConcernState.Closed, ConcernVerb.Close) => ConcernState.Closed,
        _ => null,
    };

    /// <summary>A person does it, by the page of the concern.</summary>
    public static IReadOnlyList<ConcernVerb> OfPeople { get; } =
        [ConcernVerb.Grade, ConcernVerb.Dispatch, ConcernVerb.Handle, ConcernVerb.DraftResponse, ConcernVerb.GiveBack, ConcernVerb.SendBack, ConcernVerb.Close];

    public static bool IsOpen(ConcernState state) => state != ConcernState.Closed;

    /// <summary>A response is still owed.</summary>
    public static bool IsOwed(ConcernState state) => state is not (ConcernState.Answered or ConcernState.Closed);

    public static string Title(ConcernState state) => state switch
    {
        ConcernState.Triage => "待研判", ConcernState.Graded => "待交办", ConcernState.Handling => "处置中", ConcernState.Responding => "回应审查中", ConcernState.Answered => "已回应", _ => "已办结",
    };

    public static string Tone(ConcernState state) => state switch
    {
        ConcernState.Triage or ConcernState.Graded => "warning", ConcernState.Handling or ConcernState.Responding => "info", ConcernState.Answered => "success", _ => "neutral",
    };

    public static string VerbTitle(ConcernVerb verb) => verb switch
    {
        ConcernVerb.Grade => "研判定级", ConcernVerb.Dispatch => "交办科室", ConcernVerb.Handle => "登记核查处置", ConcernVerb.GiveBack => "退回办公室", ConcernVerb.SendBack => "退回科室处置",
        ConcernVerb.DraftResponse => "生成回应草稿", ConcernVerb.Close => "办结舆情", ConcernVerb.Publish => "回应已发布", _ => "回应已撤下",
    };
}
