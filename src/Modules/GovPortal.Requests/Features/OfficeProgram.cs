using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace GovPortal.Requests.Features;

/// <summary>
/// Turns Word documents into PDF/A with the office program of the machine (LibreOffice), where there is one; without it, nothing is turned.
/// The documents lie for that time in a folder of their own that nobody else may read.
/// </summary>
public sealed class OfficeProgram(IConfiguration configuration, ILogger<OfficeProgram> logger) : IDisposable
{
    public const string SettingKey = "Portal:Requests:OfficeProgram";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>PDF/A-2b.</summary>
    private const string Format = """pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}}""";

    private readonly SemaphoreSlim _one = new(1, 1);

    public bool IsThere => Find(configuration[SettingKey] ?? "soffice") is not null;

    /// <summary>By position; what could not be turned is absent.</summary>
    public async Task<IReadOnlyDictionary<int, byte[]>> ToPdfAsync(IReadOnlyList<byte[]> documents, CancellationToken cancellation)
    {
        var turned = new Dictionary<int, byte[]>();
        if (documents.Count == 0 || Find(configuration[SettingKey] ?? "soffice") is not { } program) return turned;
        await _one.WaitAsync(cancellation);
        var folder = Directory.CreateTempSubdirectory("govportal-letters-").FullName;
        try
        {
            for (var i = 0; i < documents.Count; i++) await File.WriteAllBytesAsync(Path.Combine(folder, $"{i}.docx"), documents[i], cancellation);
            await RunAsync(program, folder, documents.Count, cancellation);
            for (var i = 0; i < documents.Count; i++)
            {
                var made = Path.Combine(folder, $"{i}.pdf");
                if (File.Exists(made) && await File.ReadAllBytesAsync(made, cancellation) is var bytes && bytes.AsSpan().StartsWith("%PDF-"u8)) turned[i] = bytes;
            }
        }
        finally
        {
            _one.Release();
            Directory.Delete(folder, recursive: true);
        }
        return turned;
    }

    private async Task RunAsync(string program, string folder, int count, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        string[] arguments =
        [
            "-env:UserInstallation=" + new Uri(Path.Combine(folder, "profile")).AbsoluteUri, "--headless", "--norestore", "--convert-to", Format, "--outdir", folder,
            .. Enumerable.Range(0, count).Select(i => Path.Combine(folder, $"{i}.docx")),
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            using var process = Process.Start(start)!;
            try
            {
                // Read to the end, so that it never waits for its output to be taken.
                await Task.WhenAll(process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token), process.WaitForExitAsync(limit.Token));
                if (process.ExitCode != 0) logger.LogWarning("The office program ended with {Code}", process.ExitCode);
            }
            finally
            {
                if (!process.HasExited)
                {
                    process.Kill(entireProcessTree: true);
                    await process.WaitForExitAsync(CancellationToken.None);
                }
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            logger.LogWarning("The office program took longer than {Patience}", Patience);
        }
        catch (Win32Exception error)
        {
            logger.LogWarning(error, "The office program could not be started");
        }
    }

    /// <summary>A path as it is; a name in the folders of PATH. Null for none.</summary>
    private static string? Find(string program)
    {
        if (program.Length == 0) return null;
        if (Path.IsPathRooted(program)) return File.Exists(program) ? program : null;
        string[] names = OperatingSystem.IsWindows() ? [program + ".exe", program] : [program];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(n => Path.Combine(folder, n))).FirstOrDefault(File.Exists);
    }

    public void Dispose() => _one.Dispose();
}
