using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Results;
using GovPortal.Workflows.Model;

namespace GovPortal.Workflows.Features;

/// <param name="CorrelationId">Whom it is for; empty for all that wait for it.</param>
internal sealed record SendSignalCommand(string Signal, string? CorrelationId);

/// <summary>
/// Sends a signal; the reader of the event log starts and wakes by it. Failures: <c>access.not-allowed</c>,
/// <c>workflow.bad-signal</c>. Side effect: <c>workflow.signal</c>.
/// </summary>
internal sealed class SendSignal(PortalTransactions transactions)
{
    public async Task<Result> HandleAsync(SendSignalCommand command, Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(WorkflowPermissions.Manage)) return Failure.Of(Failure.NotAllowed);
        var (signal, correlation) = (command.Signal.Trim(), command.CorrelationId?.Trim());
        if (signal.Length is 0 or > 200 || correlation is { Length: > 64 } || (signal + correlation).Any(char.IsControl)) return Failure.At("Signal", "workflow.bad-signal");
        await using var tx = await transactions.BeginAsync(cancellation);
        tx.Append(new EventDraft(WorkflowEvents.Signal, actor.UserId, string.IsNullOrEmpty(correlation) ? null : correlation,
            Payload: new Dictionary<string, object?> { ["signal"] = signal, ["depth"] = 0 }));
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }
}
