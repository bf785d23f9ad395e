using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Testing;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Api;

/// <summary>A type of the tests' own: notes with fields of each kind that may be looked for, and with what they refer to.</summary>
internal static class GraphQlNotes
{
    private const string Recipe =
        """
        {
          "name": "notes",
          "steps": [
            {
              "name": "ContentDefinition",
              "ContentTypes": [
                {
                  "Name": "Note", "DisplayName": "便笺", "Settings": { "ContentTypeSettings": { "Listable": true, "Creatable": true } },
                  "ContentTypePartDefinitionRecords": [
                    { "PartName": "TitlePart", "Name": "TitlePart", "Settings": {} },
                    { "PartName": "AliasPart", "Name": "AliasPart", "Settings": {} },
                    { "PartName": "AutoroutePart", "Name": "AutoroutePart", "Settings": {} },
                    { "PartName": "DisclosurePart", "Name": "DisclosurePart", "Settings": {} },
                    { "PartName": "HtmlBodyPart", "Name": "HtmlBodyPart", "Settings": {} },
                    { "PartName": "Note", "Name": "Note", "Settings": {} }
                  ]
                }
              ],
              "ContentParts": [
                {
                  "Name": "Note", "Settings": {},
                  "ContentPartFieldDefinitionRecords": [
                    { "FieldName": "TextField", "Name": "Kind", "Settings": {} },
                    { "FieldName": "TextField", "Name": "Secret", "Settings": { "DisclosureFieldSettings": { "Internal": true } } },
                    { "FieldName": "NumericField", "Name": "Days", "Settings": { "NumericFieldSettings": { "Scale": 0 } } },
                    { "FieldName": "NumericField", "Name": "Fee", "Settings": { "NumericFieldSettings": { "Scale": 2 } } },
                    { "FieldName": "BooleanField", "Name": "Online", "Settings": {} },
                    { "FieldName": "DateField", "Name": "SignedOn", "Settings": {} },
                    { "FieldName": "TimeField", "Name": "OpensAt", "Settings": {} },
                    { "FieldName": "ContentPickerField", "Name": "Related", "Settings": { "ContentPickerFieldSettings": { "Multiple": true, "DisplayedContentTypes": ["Note"] } } }
                  ]
                }
              ]
            }
          ]
        }
        """;

    public static async Task DefineAsync(PortalApp app, string? recipe = null)
    {
        Must(await app.Get<RunRecipe>().HandleAsync(new RunRecipeCommand(recipe ?? Recipe, "notes.json", Path.GetTempPath(), Trusted: true), Actor.System, null, default));
        await app.CatchUpAsync();
    }

    /// <summary>A note with these values, which an editor saved; with <paramref name="publish"/> through its reviews.</summary>
    public static async Task<string> WriteAsync(Bureau bureau, string title, JsonObject? fields = null, bool publish = true, string? alias = null, string column = "就业政策", string? itemId = null)
    {
        var data = bureau.Article(title, column: column);
        data["Note"] = fields ?? new JsonObject();
        if (alias is not null) data["AliasPart"] = new JsonObject { ["Alias"] = alias };
        var draft = Must(await bureau.App.Get<SaveDraft>().HandleAsync(new SaveDraftCommand(itemId, "Note", data), await bureau.ActorAsync("editor"), default));
        if (!publish) return draft.ContentItemId;
        Must(await bureau.SubmitAsync(draft.VersionId));
        Must(await bureau.DecideAsync(draft.VersionId, "section-head", "head"));
        Must(await bureau.DecideAsync(draft.VersionId, "confidentiality", "reviewer"));
        Must(await bureau.PublishAsync(draft.VersionId));
        return draft.ContentItemId;
    }

    public static JsonObject Related(params string[] ids) => new() { ["Related"] = new JsonObject { ["ContentItemIds"] = new JsonArray([.. ids.Select(i => JsonValue.Create(i))]) } };

    public static JsonObject Of(string kind, decimal? days = null, decimal? fee = null, bool? online = null, string? signed = null, string? opens = null)
    {
        var fields = new JsonObject { ["Kind"] = new JsonObject { ["Text"] = kind } };
        if (days is not null) fields["Days"] = new JsonObject { ["Value"] = days };
        if (fee is not null) fields["Fee"] = new JsonObject { ["Value"] = fee };
        if (online is not null) fields["Online"] = new JsonObject { ["Value"] = online };
        if (signed is not null) fields["SignedOn"] = new JsonObject { ["Value"] = signed };
        if (opens is not null) fields["OpensAt"] = new JsonObject { ["Value"] = opens };
        return fields;
    }

    public static Task<Answer> AskAsync(ApiClient client, string query, string? token, JsonNode? variables = null) =>
        client.SendAsync("POST", "/api/graphql", token, new JsonObject { ["query"] = query, ["variables"] = variables?.DeepClone() });

    /// <summary>The titles of a list, in its order.</summary>
    public static string[] Titles(Answer answer, string field = "note") => [.. answer.Is(200).Json!["data"]![field]!.AsArray().Select(i => (string)i!["displayText"]!)];
}
