using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GovPortal.Audit.Features;
using GovPortal.Kernel.Events;
using GovPortal.Testing;
using GovPortal.Web.Commands;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Web.Tests.Audit;

/// <summary>The exported chain is verified by the product, by a stranger's few lines, and by the script in <c>tools</c>.</summary>
public sealed class AuditExportTests : IAsyncLifetime
{
    private PortalApp _app = null!;
    private string _path = null!;
    private string[] _lines = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await PortalApp.StartAsync();
        await AuditLog.AppendAsync(_app, 200);
        _path = Path.Combine(_app.DataPath, "audit.jsonl");
        await using (var scope = _app.Services.CreateAsyncScope())
        await using (var file = File.Create(_path))
        {
            Assert.Equal(await AuditLog.LastAsync(_app), await scope.ServiceProvider.GetRequiredService<ExportChain>().HandleAsync(file, CancellationToken.None));
        }
        _lines = (await File.ReadAllTextAsync(_path)).TrimEnd('\n').Split('\n');
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_verifier_written_from_the_document_alone_agrees_with_the_product()
    {
        Assert.Null(StrangersVerdict(_lines));
        Assert.Null((await VerifyAsync(_lines)).Fault);
        var random = new Random(AuditLog.Seed);
        for (var n = 0; n < 60; n++)
        {
            var at = random.Next(1, _lines.Length);
            var changed = _lines.ToList();
            if (n % 3 == 0) changed.RemoveAt(at);
            else if (n % 3 == 1 && at + 1 < changed.Count) (changed[at], changed[at + 1]) = (changed[at + 1], changed[at]);
            else changed[at] = changed[at].Replace("\"kind\":\"", "\"kind\":\"x", StringComparison.Ordinal);
            var stranger = StrangersVerdict(changed);
            Assert.Equal(at, stranger);
            Assert.Equal(stranger, (await VerifyAsync(changed)).Fault?.Number);
        }
    }

    [Fact]
    public async Task Cut_off_swapped_and_unreadable_files_are_refused()
    {
        Assert.Equal(ChainFaultKind.MissingAtEnd, (await VerifyAsync(_lines[..^1])).Fault?.Kind);
        Assert.Equal(ChainFaultKind.Reordered, (await VerifyAsync([.. _lines[..5], _lines[6], _lines[5], .. _lines[7..]])).Fault?.Kind);
        Assert.Equal("audit.not-an-export", (await ReadAsync(_lines[1..])).Failures[0].Code);
        Assert.Equal("audit.unreadable-line", (await ReadAsync([.. _lines[..^1], _lines[^1][..^9]])).Failures[0].Code);
    }

    [Fact]
    public async Task The_verb_verifies_a_file_without_a_database()
    {
        Assert.Equal(0, await CommandLine.RunAsync(["audit", "verify", _path]));
        await File.WriteAllTextAsync(_path + ".cut", string.Join('\n', _lines[..^1]));
        Assert.Equal(1, await CommandLine.RunAsync(["audit", "verify", _path + ".cut"]));
    }

    [Fact]
    public async Task The_script_agrees()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/python3")) Assert.Skip("python3 is not installed.");
        await File.WriteAllTextAsync(_path + ".changed", string.Join('\n', _lines).Replace("\"id\":7,\"kind\":\"", "\"id\":7,\"kind\":\"x", StringComparison.Ordinal));
        Assert.Equal(0, (await PythonAsync(_path)).Code);
        var (code, error) = await PythonAsync(_path + ".changed");
        Assert.Equal((1, "record 7: altered"), (code, error.Trim()));
    }

    [Fact]
    public async Task An_administrator_downloads_the_chain_and_sees_it_verified()
    {
        using var visitor = await _app.Visitor().SignInAsync("admin", PortalApp.AdminPassword);
        using var response = await visitor.GetRawAsync("/Admin/Audit?handler=Chain");
        Assert.Null(StrangersVerdict((await response.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n')));
        await visitor.GoAsync("/Admin/Audit");
        await visitor.SubmitAsync("form[action*=Verify]");
        Assert.Contains("审计链完整", visitor.Text, StringComparison.Ordinal);
    }

    private static async Task<Kernel.Results.Result<ChainCheck>> ReadAsync(IEnumerable<string> lines)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
        return await VerifyChainFile.HandleAsync(stream, CancellationToken.None);
    }

    private static async Task<ChainCheck> VerifyAsync(IEnumerable<string> lines) => (await ReadAsync(lines)).Value!;

    private static async Task<(int Code, string Error)> PythonAsync(string path)
    {
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardError = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(Root(), "tools", "verify-audit.py"));
        start.ArgumentList.Add(path);
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, error);
    }

    private static string Root()
    {
        var at = AppContext.BaseDirectory;
        while (!Directory.Exists(Path.Combine(at, "tools")) || !Directory.Exists(Path.Combine(at, "src"))) at = Path.GetDirectoryName(at)!;
        return at;
    }

    /// <summary>docs/audit.md in a few lines, without the product: the number of the first bad event, or null.</summary>
    private static long? StrangersVerdict(IReadOnlyList<string> lines)
    {
        var head = JsonDocument.Parse(lines[0]).RootElement;
        if (head.GetProperty("format").GetString() != "govportal-audit/1") return 0;
        var previous = new string('0', 64);
        long number = 0;
        foreach (var line in lines.Skip(1))
        {
            var e = JsonDocument.Parse(line).RootElement;
            number++;
            var text = "govportal-event/1\n" + e.GetProperty("id").GetInt64();
            foreach (var member in new[] { "kind", "occurred", "actor", "subject", "version", "agency", "payload", "previous" }) text += "\n" + e.GetProperty(member).GetString();
            var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
            if (e.GetProperty("id").GetInt64() != number || e.GetProperty("previous").GetString() != previous) return number;
            if (!string.Equals(hash, e.GetProperty("hash").GetString(), StringComparison.OrdinalIgnoreCase)) return number;
            previous = e.GetProperty("hash").GetString()!;
        }
        if (number < head.GetProperty("count").GetInt64()) return number + 1;
        return head.GetProperty("last").GetString() == previous ? null : number;
    }
}
