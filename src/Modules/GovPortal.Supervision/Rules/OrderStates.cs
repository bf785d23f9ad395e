namespace GovPortal.Supervision.Rules;

/// <summary>Where an order (督办单) is.</summary>
public enum OrderState
{
    /// <summary>待整改: with the section.</summary>
    Issued,
    /// <summary>待核查: the section answered, the office looks.</summary>
    Answered,
    /// <summary>已销号.</summary>
    SignedOff,
    /// <summary>已撤回.</summary>
    TakenBack,
}

public enum OrderVerb { Answer, Return, SignOff, TakeBack }

/// <summary>Every step an order can take; there are no others.</summary>
public static class OrderStates
{
    /// <summary>Where the verb leads; null where it is not possible.</summary>
    public static OrderState? Next(OrderState from, OrderVerb verb) => (from, verb) switch
    {
        (OrderState.Issued, OrderVerb.Answer) => OrderState.Answered,
        (OrderState.Answered, OrderVerb.Return) => OrderState.Issued,
        (OrderState.Answered, OrderVerb.SignOff) => OrderState.SignedOff,
        (OrderState.Issued or OrderState.Answered, OrderVerb.TakeBack) => OrderState.TakenBack,
        _ => null,
    };

    public static bool IsOpen(OrderState state) => state is OrderState.Issued or OrderState.Answered;

    public static string Title(OrderState state) => state switch { OrderState.Issued => "待整改", OrderState.Answered => "待核查", OrderState.SignedOff => "已销号", _ => "已撤回" };

    public static string Tone(OrderState state) => state switch { OrderState.Issued => "warning", OrderState.Answered => "info", OrderState.SignedOff => "success", _ => "neutral" };

    public static string VerbTitle(OrderVerb verb) => verb switch { OrderVerb.Answer => "反馈整改情况", OrderVerb.Return => "退回整改", OrderVerb.SignOff => "核查销号", _ => "撤回督办单" };
}
