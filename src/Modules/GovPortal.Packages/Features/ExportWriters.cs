using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GovPortal.Packages.Features;

/// <summary>Where an export goes: files one after the other.</summary>
internal interface IExportWriter
{
    /// <summary>Writes a recipe; items are its last step, written as they come. Null: no such step.</summary>
    Task RecipeAsync(string fileName, string name, string title, IReadOnlyList<JsonObject> steps, IAsyncEnumerable<JsonNode>? items, CancellationToken cancellation);

    /// <summary>Copies a file; nothing where its bytes are gone.</summary>
    Task FileAsync(string path, Func<Stream?> open, CancellationToken cancellation);
}

/// <summary>A .zip file.</summary>
internal sealed class PackageWriter : IExportWriter, IAsyncDisposable
{
    private readonly ZipArchive _archive;

    private PackageWriter(ZipArchive archive) => _archive = archive;

    public static async Task<PackageWriter> CreateAsync(Stream target, CancellationToken cancellation) =>
        new(await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation));

    public async Task RecipeAsync(string fileName, string name, string title, IReadOnlyList<JsonObject> steps, IAsyncEnumerable<JsonNode>? items, CancellationToken cancellation)
    {
        await using var stream = await _archive.CreateEntry(fileName).OpenAsync(cancellation);
        await RecipeWriter.WriteAsync(stream, name, title, steps, items, cancellation);
    }

    public async Task FileAsync(string path, Func<Stream?> open, CancellationToken cancellation)
    {
        await using var source = open();
        if (source is null) return;
        await using var stream = await _archive.CreateEntry(path).OpenAsync(cancellation);
        await source.CopyToAsync(stream, cancellation);
    }

    public ValueTask DisposeAsync() => _archive.DisposeAsync();
}

/// <summary>A folder, made where there is none.</summary>
internal sealed class FolderWriter(DirectoryInfo folder) : IExportWriter
{
    public async Task RecipeAsync(string fileName, string name, string title, IReadOnlyList<JsonObject> steps, IAsyncEnumerable<JsonNode>? items, CancellationToken cancellation)
    {
        folder.Create();
        await using var stream = File.Create(Path.Combine(folder.FullName, fileName));
        await RecipeWriter.WriteAsync(stream, name, title, steps, items, cancellation);
    }

    public async Task FileAsync(string path, Func<Stream?> open, CancellationToken cancellation)
    {
        await using var source = open();
        if (source is null) return;
        var target = Path.Combine(folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        await using var stream = File.Create(target);
        await source.CopyToAsync(stream, cancellation);
    }
}

/// <summary>A recipe as Orchard writes it, two-space JSON.</summary>
internal static class RecipeWriter
{
    private static readonly JsonWriterOptions Written = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int FlushedBytes = 256 * 1024;

    public static async Task WriteAsync(Stream stream, string name, string title, IReadOnlyList<JsonObject> steps, IAsyncEnumerable<JsonNode>? items, CancellationToken cancellation)
    {
        await using (var json = new Utf8JsonWriter(stream, Written))
        {
            json.WriteStartObject();
            foreach (var (member, text) in new[] { ("name", name), ("displayName", title), ("description", ""), ("author", ""), ("website", ""), ("version", "1.0") }) json.WriteString(member, text);
            json.WriteBoolean("issetuprecipe", false);
            foreach (var list in (string[])["categories", "tags"])
            {
                json.WriteStartArray(list);
                json.WriteEndArray();
            }
            json.WriteStartObject("variables");
            json.WriteEndObject();
            json.WriteStartArray("steps");
            foreach (var step in steps) step.WriteTo(json);
            if (items is not null)
            {
                json.WriteStartObject();
                json.WriteString("name", "Content");
                json.WriteStartArray("data");
                await foreach (var item in items.WithCancellation(cancellation))
                {
                    item.WriteTo(json);
                    if (json.BytesPending > FlushedBytes) await json.FlushAsync(cancellation);
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        await stream.WriteAsync("\n"u8.ToArray(), cancellation);
    }
}
