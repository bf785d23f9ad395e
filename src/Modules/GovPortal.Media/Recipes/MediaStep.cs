using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using GovPortal.Media.Features;
using GovPortal.Media.Model;
using GovPortal.Media.Rules;

namespace GovPortal.Media.Recipes;

/// <summary>
/// <c>media</c>, Orchard's: <c>Files[]</c> with <c>TargetPath</c> and <c>SourcePath</c> (beside the recipe) or <c>Base64</c>; ours besides
/// are <c>ContentItemId</c>, the item a file belongs to, and <c>FileName</c>, the name to save it under. A file without an item is
/// shared: any item may refer to it. Each file is inspected and scanned as an upload is, keeps its address, and stays closed until a
/// version that refers to it is live. Addresses elsewhere and files outside the recipe's folder are not fetched and reported. A file that is there with the same bytes is left alone. Failures: <c>media.path-invalid</c>,
/// <c>media.source-missing</c>, <c>media.path-taken</c> and those of <see cref="AddMedia"/>, at <c>$.Files[n]</c>.
/// </summary>
internal sealed partial class MediaStep(AddMedia add) : IRecipeStep
{
    private const string ToUpload = "MediaImporter";

    public string Name => "media";

    public Task<IReadOnlyDictionary<string, NotApplied>> PassOverAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        var passed = new Dictionary<string, NotApplied>();
        var files = context.Step["Files"] as JsonArray ?? [];
        for (var i = 0; i < files.Count; i++)
        {
            if (Text(files[i], "SourceUrl") is { } url) passed[$"$.Files[{i}]"] = new NotApplied($"media {url}", "不从外部地址取文件，请把文件放进配方所在的文件夹");
            // In a folder of somebody's recipes such a path is usual; in what was uploaded it is an attempt, and refused below.
            else if (context.Trusted && Text(files[i], "Base64") is null && Text(files[i], "SourcePath") is { } source && !context.IsBeside(Slashes(source)))
            {
                passed[$"$.Files[{i}]"] = new NotApplied($"media {source}", "文件不在配方所在的文件夹里，不取用");
            }
        }
        return Task.FromResult<IReadOnlyDictionary<string, NotApplied>>(passed);
    }

    public Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        var failures = new List<Failure>();
        var files = context.Step["Files"] as JsonArray ?? [];
        for (var i = 0; i < files.Count; i++)
        {
            if (context.PassedOver.Contains($"$.Files[{i}]")) continue;
            var target = Text(files[i], "TargetPath");
            if (target is null || !IsPath(target)) failures.Add(Failure.At($"$.Files[{i}].TargetPath", "media.path-invalid", target ?? ""));
            if (Text(files[i], "ContentItemId") is { } owner && !ItemId().IsMatch(owner)) failures.Add(Failure.At($"$.Files[{i}].ContentItemId", "recipe.value-missing", "ContentItemId"));
            if (Text(files[i], "Base64") is { } base64 ? !Convert.TryFromBase64String(base64, new byte[base64.Length], out _) : Source(context, files[i]) is null)
            {
                failures.Add(Failure.At($"$.Files[{i}].SourcePath", "media.source-missing", Text(files[i], "SourcePath") ?? ""));
            }
        }
        return Task.FromResult<IReadOnlyList<Failure>>(failures);
    }

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        // Whoever may run a recipe brings files for every section; reviewing and publishing stay with others.
        var importer = new Actor(context.Actor.UserId, context.Actor.DisplayName,
            [new Grant(ToUpload, new HashSet<string> { MediaPermissions.Upload, Permissions.ContentEdit }, null, null)]);
        var files = context.Step["Files"] as JsonArray ?? [];
        for (var i = 0; i < files.Count; i++)
        {
            if (context.PassedOver.Contains($"$.Files[{i}]")) continue;
            var target = Text(files[i], "TargetPath")!;
            await using var bytes = Text(files[i], "Base64") is { } base64 ? new MemoryStream(Convert.FromBase64String(base64)) : (Stream)File.OpenRead(Source(context, files[i])!);
            var added = await add.HandleAsync(
                new AddMediaCommand(bytes, Text(files[i], "FileName") ?? Path.GetFileName(target), Text(files[i], "ContentItemId") ?? MediaFile.Shared) { GivenPath = target }, importer, cancellation);
            if (!added.Succeeded) return added.Failures.Select(f => f with { Field = $"$.Files[{i}]" }).ToList();
            context.Progress?.Report($"media {i + 1}/{files.Count}");
        }
        return Result.Ok;
    }

    private static string? Source(RecipeStepContext context, JsonNode? file) => Text(file, "SourcePath") is { Length: > 0 } source ? context.FileBeside(Slashes(source)) : null;

    private static string Slashes(string path) => path.Replace('\\', '/');

    private static string? Text(JsonNode? file, string member) => file is JsonObject o && o[member] is JsonValue v && v.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Segments as our own addresses have them; no dots that lead elsewhere.</summary>
    private static bool IsPath(string path) =>
        path.Length is > 0 and <= MediaFile.MaxPath && path.Split('/').All(s => s.Length > 0 && s == s.Trim('.', ' ') && MediaName.Clean(s) == s);

    [GeneratedRegex("^[0-9a-z]{26}$")]
    private static partial Regex ItemId();
}
