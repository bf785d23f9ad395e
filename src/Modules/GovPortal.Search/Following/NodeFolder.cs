using System.Globalization;

namespace GovPortal.Search.Following;

/// <summary>
/// The folder of this process's index among those of all nodes on one data path: the first of <c>node-1</c>,
/// <c>node-2</c> … whose lock file is free. The system frees the lock with the process, however it ends, so a single
/// node finds its own folder again.
/// </summary>
internal sealed class NodeFolder : IDisposable
{
    private const int MaxNodes = 64;

    private readonly FileStream _lock;

    private NodeFolder(string path, FileStream held) => (FullPath, _lock) = (path, held);

    public string FullPath { get; }

    public static NodeFolder Take(string root)
    {
        Directory.CreateDirectory(root);
        for (var number = 1; ; number++)
        {
            var path = Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"node-{number}"));
            try
            {
                return new NodeFolder(path, new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (number < MaxNodes)
            {
                // Held by another node.
            }
        }
    }

    public void Dispose() => _lock.Dispose();
}
