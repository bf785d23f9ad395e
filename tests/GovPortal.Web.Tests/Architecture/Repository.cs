using System.Text.Json;
using System.Text.Json.Nodes;

namespace GovPortal.Web.Tests.Architecture;

/// <summary>The sources as they lie in the repository, found from the tests' folder upwards.</summary>
internal static class Repository
{
    private static readonly string[] Skipped = [".git", ".test", "bin", "obj", "App_Data", "TestResults", "BenchmarkDotNet.Artifacts", "artifacts", ".vs", ".vscode", ".idea"];

    public static string Root { get; } = FindRoot();

    /// <summary>Every file below a folder, with <c>/</c> and relative to the root; what builds and tools leave behind is passed over.</summary>
    public static IEnumerable<string> Files(string folder, params string[] extensions) =>
        Walk(new DirectoryInfo(Path.Combine(Root, folder)))
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Where(f => (extensions.Length == 0 || extensions.Any(e => f.EndsWith(e, StringComparison.Ordinal))) && !f.EndsWith("packages.lock.json", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <summary>C# as people wrote it: migrations are made by a tool.</summary>
    public static IEnumerable<string> Code(string folder) => Files(folder, ".cs").Where(f => !f.Contains("/Migrations/", StringComparison.Ordinal));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    public static bool Exists(string path) => File.Exists(Path.Combine(Root, path)) || Directory.Exists(Path.Combine(Root, path));

    public static JsonNode Json(string file) =>
        JsonNode.Parse(Read(file), null, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip })!;

    private static IEnumerable<string> Walk(DirectoryInfo folder) =>
        folder.EnumerateFiles().Select(f => f.FullName)
            .Concat(folder.EnumerateDirectories().Where(d => !Skipped.Contains(d.Name) && d.LinkTarget is null).SelectMany(Walk));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "GovPortal.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}
