using Microsoft.Extensions.Configuration;

namespace GovPortal.Workflows.Model;

/// <summary>How much a workflow may use; each key is described in docs/operations.md.</summary>
internal sealed class WorkflowSettings(IConfiguration configuration)
{
    /// <summary>Steps taken at a stretch; what is left goes on at the next sweep.</summary>
    public int StepsPerBurst { get; } = Math.Max(1, configuration.GetValue("Portal:Workflows:StepsPerBurst", 200));

    /// <summary>Steps of one instance; then it is faulted.</summary>
    public int MaxSteps { get; } = Math.Max(1, configuration.GetValue("Portal:Workflows:MaxSteps", 5_000));

    public int KeepFinishedDays { get; } = Math.Max(1, configuration.GetValue("Portal:Workflows:KeepFinishedDays", 90));

    public int ScriptMilliseconds { get; } = Math.Max(1, configuration.GetValue("Portal:Workflows:ScriptMilliseconds", 1_000));

    public int ScriptStatements { get; } = Math.Max(1, configuration.GetValue("Portal:Workflows:ScriptStatements", 100_000));

    public int ScriptMegabytes { get; } = Math.Max(1, configuration.GetValue("Portal:Workflows:ScriptMegabytes", 16));
}
