using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace GovPortal.Browser.Tests;

/// <summary>The portal as its own process, on a free port and a data folder of its own; ended by its id.</summary>
internal sealed partial class PortalServer : IAsyncDisposable
{
    public const string AdminPassword = "Correct-horse-2026";

    private readonly Process _process;
    private readonly string _dataPath;

    private PortalServer(Process process, string dataPath, string address) => (_process, _dataPath, Address) = (process, dataPath, address);

    /// <summary>Without a slash at the end.</summary>
    public string Address { get; }

    /// <summary>The folder that holds the solution, above the test's own.</summary>
    public static string Repository { get; } = FindRepository();

    public static async Task<PortalServer> StartAsync(bool demo)
    {
        var content = Path.Combine(Repository, "src", "GovPortal.Web");
        var dataPath = Directory.CreateTempSubdirectory("govportal-browser-").FullName;
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = content, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            Path.Combine(content, "bin", "Debug", "net10.0", "GovPortal.Web.dll"), "--urls=http://127.0.0.1:0", $"--contentRoot={content}",
            $"--Portal:DataPath={dataPath}", $"--Portal:Demo={demo}", $"--Portal:Admin:Password={AdminPassword}", "--Portal:SignInsPerMinute=1000",
            "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information",
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";

        var (said, listening) = (new StringBuilder(), new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
        void Hear(string? line)
        {
            if (line is null) return;
            lock (said) said.AppendLine(line);
            if (Listening().Match(line) is { Success: true } match) listening.TrySetResult(match.Groups[1].Value);
        }
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, e) => Hear(e.Data);
        process.ErrorDataReceived += (_, e) => Hear(e.Data);
        process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException("The portal ended before it listened."));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            return new PortalServer(process, dataPath, await listening.Task.WaitAsync(TimeSpan.FromMinutes(3)));
        }
        catch (Exception e)
        {
            await EndAsync(process, dataPath);
            lock (said) throw new InvalidOperationException($"{e.Message}\n{said}", e);
        }
    }

    public async ValueTask DisposeAsync() => await EndAsync(_process, _dataPath);

    private static async Task EndAsync(Process process, string dataPath)
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(dataPath, recursive: true);
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "GovPortal.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run inside the repository.");
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();
}
