using System.Text;
using System.Text.Json;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Results;

namespace GovPortal.Audit.Features;

/// <summary>
/// Verifies an exported chain, one line at a time, without a database. Failures: <c>audit.not-an-export</c>,
/// <c>audit.unreadable-line</c>; a broken chain is an answer and not a refusal.
/// </summary>
public static class VerifyChainFile
{
    public static async Task<Result<ChainCheck>> HandleAsync(Stream file, CancellationToken cancellation)
    {
        using var reader = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024, leaveOpen: true);
        if (Read<ChainFileHead>(await reader.ReadLineAsync(cancellation)) is not { Format: ChainFile.Format } head) return Failure.Of("audit.not-an-export");
        var walk = new ChainWalk(head.Count);
        for (var number = 2L; await reader.ReadLineAsync(cancellation) is { } text; number++)
        {
            if (Read<ChainFileLine>(text) is not { } line) return Failure.Of("audit.unreadable-line", number);
            if (walk.Take(line.ToEvent()) is not { } fault) continue;
            return walk.Of(fault.Kind == ChainFaultKind.Missing && await FollowsAsync(reader, fault.Number, cancellation)
                ? new ChainFault(ChainFaultKind.Reordered, fault.Number, fault.Number) : fault);
        }
        return walk.End(head.Count, head.Last);
    }

    /// <summary>Whether the number that is missing here stands further down.</summary>
    private static async Task<bool> FollowsAsync(StreamReader reader, long id, CancellationToken cancellation)
    {
        while (await reader.ReadLineAsync(cancellation) is { } text)
        {
            if (Read<ChainFileLine>(text)?.Id == id) return true;
        }
        return false;
    }

    private static T? Read<T>(string? line) where T : class
    {
        try
        {
            return line is null ? null : JsonSerializer.Deserialize<T>(line, ChainFile.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
