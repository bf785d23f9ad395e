using System.Diagnostics;

namespace GovPortal.Browser.Tests;

/// <summary>The checkers that <c>./test</c> fetches into <c>.test/tools</c>: axe-core, the Nu HTML checker, Lighthouse. They are not part of the project.</summary>
internal static class Tools
{
    /// <summary>Long runs are whole in <c>./test full</c> only.</summary>
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("GOVPORTAL_TEST_SCALE") == "1";

    /// <summary>A file of a tool; skips the test where it is not there.</summary>
    public static string File(string path)
    {
        var file = Path.Combine(PortalServer.Repository, ".test", "tools", "node_modules", path);
        if (!System.IO.File.Exists(file)) Assert.Skip($"{path.Split('/')[0]} is not installed; ./test installs it where Node is there.");
        return file;
    }

    /// <summary>Runs a program to its end and answers what it said on both channels.</summary>
    public static async Task<(int Code, string Output)> RunAsync(string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        try
        {
            using var process = Process.Start(start)!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return (process.ExitCode, await output + await errors);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"{program} is not installed; ./test installs it where it can.");
            throw;
        }
    }
}
