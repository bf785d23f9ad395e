using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Editing.Features;

/// <summary>Takes the editor's form into an item's data; files sent with it are stored and named in their field.</summary>
public sealed class ReadForm(ContentElements elements, IMediaStore media)
{
    /// <summary>Answers the failures of the files; what could be read is in <paramref name="data"/> either way.</summary>
    public async Task<List<Failure>> HandleAsync(
        ContentTypeDefinition type, JsonObject data, IFormCollection form, string contentItemId, Actor actor, CancellationToken cancellation)
    {
        Prepare(type, data);
        var failures = new List<Failure>();
        foreach (var (element, context, value) in elements.Walk(type, data))
        {
            element.ReadForm(context, form, value);
            foreach (var file in form.Files.GetFiles(context.Name("Upload")).Where(f => f.Length > 0 || f.FileName.Length > 0))
            {
                await using var stream = file.OpenReadStream();
                var stored = await media.AddAsync(stream, file.FileName, contentItemId, actor, cancellation);
                if (stored.Succeeded) Append(value, stored.Value);
                else failures.AddRange(stored.Failures.Select(f => f with { Field = context.Path }));
            }
        }
        // An item that stands in no list has no such part.
        foreach (var (element, context, value) in elements.Walk(type, data).ToList())
        {
            if (element.IsWelded && value.Count == 0) data.Remove(context.Path);
        }
        return failures;
    }

    /// <summary>Every part and field of the type gets its object, so that what is read stays in the data.</summary>
    private static void Prepare(ContentTypeDefinition type, JsonObject data)
    {
        foreach (var part in type.Parts)
        {
            if (data[part.Name] is not JsonObject value) data[part.Name] = value = [];
            foreach (var field in part.Definition.Fields)
            {
                if (value[field.Name] is not JsonObject) value[field.Name] = new JsonObject();
            }
        }
    }

    private static void Append(JsonObject value, MediaInfo file)
    {
        if (value["Paths"] is not JsonArray paths) value["Paths"] = paths = [];
        if (value["MediaTexts"] is not JsonArray texts) value["MediaTexts"] = texts = [];
        while (texts.Count < paths.Count) texts.Add("");
        paths.Add(file.Path);
        texts.Add(file.FileName);
    }
}
