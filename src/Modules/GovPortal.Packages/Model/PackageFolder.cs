using System.IO.Compression;
using System.Security.Cryptography;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Results;

namespace GovPortal.Packages.Model;

/// <summary>Where packages lie unpacked: <c>packages/{id}</c> in the data path. Several nodes share the folder.</summary>
public sealed class PackageFolder(Node node, PackageLimits limits)
{
    /// <summary>Orchard's name for the recipe in a package.</summary>
    public const string RecipeName = "Recipe.json";

    private const int BufferBytes = 128 * 1024;

    public string PathOf(string id) => Path.Combine(node.DataPath, "packages", id);

    /// <summary>Forgets what was unpacked; nothing where there is none.</summary>
    public void Remove(string id)
    {
        if (Directory.Exists(PathOf(id))) Directory.Delete(PathOf(id), recursive: true);
    }

    /// <summary>
    /// Unpacks a package, or takes a recipe as it is. Nothing outside the folder is written, whatever the names say, and no more than the limits
    /// let through. Failures: <c>package.not-a-package</c>, <c>package.unsafe-name</c>, <c>package.too-many-files</c>,
    /// <c>package.too-large-unpacked</c>, <c>package.no-recipe</c>; then nothing is left of it.
    /// </summary>
    public async Task<Result> UnpackAsync(Stream file, string folder, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        Directory.CreateDirectory(folder);
        var unpacked = await IsArchiveAsync(file, cancellation) ? await UnpackArchiveAsync(file, folder, cancellation) : await TakeRecipeAsync(file, folder, cancellation);
        if (!unpacked.Succeeded) Directory.Delete(folder, recursive: true);
        return unpacked;
    }

    /// <summary>SHA-256 and length of a stream from its start, left at its start again.</summary>
    public static async Task<(string Sha256, long Length)> MeasureAsync(Stream file, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.Position = 0;
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
        var length = file.Position;
        file.Position = 0;
        return (hash, length);
    }

    private static async Task<bool> IsArchiveAsync(Stream file, CancellationToken cancellation)
    {
        var head = new byte[2];
        file.Position = 0;
        var read = await file.ReadAtLeastAsync(head, 2, throwOnEndOfStream: false, cancellation);
        file.Position = 0;
        return read == 2 && head is [(byte)'P', (byte)'K'];
    }

    private static async Task<Result> TakeRecipeAsync(Stream file, string folder, CancellationToken cancellation)
    {
        await using var target = File.Create(Path.Combine(folder, RecipeName));
        await file.CopyToAsync(target, cancellation);
        return Result.Ok;
    }

    private async Task<Result> UnpackArchiveAsync(Stream file, string folder, CancellationToken cancellation)
    {
        try
        {
            await using var archive = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellation);
            var entries = archive.Entries.Where(e => !e.FullName.EndsWith('/')).ToList();
            if (entries.Count > PackageLimits.MaxFiles) return Failure.Of("package.too-many-files", PackageLimits.MaxFiles);
            var (left, root) = (limits.MaxUnpackedBytes, Path.GetFullPath(folder) + Path.DirectorySeparatorChar);
            foreach (var entry in entries)
            {
                var name = entry.FullName.Replace('\\', '/');
                var target = Path.GetFullPath(Path.Combine(folder, name));
                if (name.Split('/').Any(s => s is "" or "." or "..") || name.Contains('\0', StringComparison.Ordinal) || !target.StartsWith(root, StringComparison.Ordinal) || File.Exists(target)) return Failure.Of("package.unsafe-name", name);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                left -= await CopyAsync(entry, target, left, cancellation);
                if (left < 0) return Failure.Of("package.too-large-unpacked", limits.MaxUnpackedBytes / 1024 / 1024);
            }
        }
        catch (InvalidDataException)
        {
            return Failure.Of("package.not-a-package");
        }
        return NameRecipe(folder);
    }

    /// <summary>Answers how many bytes came, at most one buffer more than are left.</summary>
    private static async Task<long> CopyAsync(ZipArchiveEntry entry, string target, long left, CancellationToken cancellation)
    {
        await using var source = await entry.OpenAsync(cancellation);
        await using var file = File.Create(target);
        var (buffer, taken) = (new byte[BufferBytes], 0L);
        for (int read; taken <= left && (read = await source.ReadAsync(buffer, cancellation)) > 0;)
        {
            taken += read;
            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }
        return taken;
    }

    /// <summary>The recipe may have another name where it is the only one.</summary>
    private static Result NameRecipe(string folder)
    {
        var wanted = Path.Combine(folder, RecipeName);
        if (File.Exists(wanted)) return Result.Ok;
        var recipes = Directory.GetFiles(folder, "*.json").Where(f => f.EndsWith(".recipe.json", StringComparison.OrdinalIgnoreCase) || Path.GetFileName(f).Equals(RecipeName, StringComparison.OrdinalIgnoreCase)).ToList();
        if (recipes.Count != 1) return Failure.Of("package.no-recipe", RecipeName);
        File.Move(recipes[0], wanted);
        return Result.Ok;
    }
}
