namespace GovPortal.Workflows.Model;

public static class WorkflowEvents
{
    /// <summary>A type was made, changed, enabled or disabled; payload: version, enabled.</summary>
    public const string TypeChanged = "workflow.type-changed";
    /// <summary>Someone started an instance by hand.</summary>
    public const string Started = "workflow.started";
    public const string Cancelled = "workflow.cancelled";
    public const string Retried = "workflow.retried";
    /// <summary>An instance stands still; payload: type, activity, codes.</summary>
    public const string Faulted = "workflow.faulted";
    /// <summary>Someone decided on a task; payload: type, activity.</summary>
    public const string TaskDecided = "workflow.task-decided";
    /// <summary>A signal was sent; subject: the correlation id it is for, absent for all; payload: signal, depth.</summary>
    public const string Signal = "workflow.signal";
}

public static class WorkflowPermissions
{
    public const string Read = "workflows.read";
    public const string Manage = "workflows.manage";
}
