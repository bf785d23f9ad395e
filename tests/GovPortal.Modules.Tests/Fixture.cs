namespace GovPortal.Modules.Tests;

/// <summary>Files of <c>tests/Fixtures</c>, copied beside the tests.</summary>
internal static class Fixture
{
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    /// <summary>The folder of the solution, for tests that look at the sources.</summary>
    public static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder!.FullName, "GovPortal.sln"))) folder = folder.Parent;
            return folder.FullName;
        }
    }

    public static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    public static string Text(string name) => File.ReadAllText(PathOf(name));
}
