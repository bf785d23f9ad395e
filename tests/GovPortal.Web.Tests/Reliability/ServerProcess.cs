using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GovPortal.Web.Tests.Reliability;

/// <summary>The real server, <c>dotnet GovPortal.Web.dll</c>, on a free loopback port.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>Starts it and waits until it answers the page with 200.</summary>
    /// <param name="program">Folder of the program; without one, the build beside the tests.</param>
    public static async Task<ServerProcess> StartAsync(Place place, string page = "/health/ready", int pollMilliseconds = 50, string? program = null)
    {
        program ??= AppContext.BaseDirectory;
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = program, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var argument in (string[])[Path.Combine(program, "GovPortal.Web.dll"), .. place.Settings, $"--urls={address}"]) start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        var said = new StringBuilder();
        process.OutputDataReceived += (_, line) => { lock (said) said.AppendLine(line.Data); };
        process.ErrorDataReceived += (_, line) => { lock (said) said.AppendLine(line.Data); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new ServerProcess(process, address);
        using var http = new HttpClient { BaseAddress = address };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience && !process.HasExited; await Task.Delay(pollMilliseconds))
        {
            try
            {
                using var response = await http.GetAsync(new Uri(page, UriKind.Relative));
                if (response.IsSuccessStatusCode) return server;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
        server.Dispose();
        lock (said) throw new InvalidOperationException($"The server did not start: {said}");
    }

    /// <summary>SIGKILL: no handler of ours runs, nothing is flushed.</summary>
    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
