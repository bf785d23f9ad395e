namespace GovPortal.Web.Commands;

/// <summary>The verbs of the command line.</summary>
public static class CommandLine
{
    public static bool IsVerb(string[] args) => args.Length > 0 && !args[0].StartsWith('-');

    public static Task<int> RunAsync(string[] args) => Task.FromResult(2);
}
