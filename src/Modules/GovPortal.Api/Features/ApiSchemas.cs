using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Publishing;

namespace GovPortal.Api.Features;

/// <summary>The JSON schemas of the interface's description, and the words they are made of.</summary>
internal static class ApiSchemas
{
    public static JsonObject Question() => Object(new JsonObject { ["indexName"] = Text(), ["query"] = Text(), ["parameters"] = Text() });

    public static JsonObject Found() => Object(new JsonObject { ["items"] = new JsonObject { ["type"] = new JsonArray("array", "null"), ["items"] = new JsonObject { ["type"] = "object" } }, ["count"] = Whole(0, null) });

    public static JsonObject Receipt() => new()
    {
        ["type"] = "object", ["required"] = new JsonArray("delivery", "state"),
        ["properties"] = new JsonObject
        {
            ["delivery"] = Text(), ["state"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("accepted", "online", "refused") }, ["url"] = Text(), ["reason"] = Text(), ["id"] = Text(),
        },
    };

    public static JsonObject ConcernMessage() => new()
    {
        ["type"] = "object", ["required"] = new JsonArray("id", "title"), ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["id"] = Text(), ["title"] = Text(), ["text"] = Text(), ["source"] = Text(), ["link"] = Text(), ["foundUtc"] = Instant(),
            ["channel"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("wechat", "weibo", "work-group", "website", "hotline", "media", "other") },
        },
    };

    public static JsonObject ItemMembers() => Object(new JsonObject
    {
        ["ContentItemId"] = Text(), ["ContentItemVersionId"] = Text(), ["ContentType"] = Text(), ["DisplayText"] = Text(), ["Latest"] = Flag(), ["Published"] = Flag(),
        ["ModifiedUtc"] = Instant(), ["PublishedUtc"] = Nullable("string", "date-time"), ["CreatedUtc"] = Instant(), ["Owner"] = Text(), ["Author"] = Text(), ["reviewForm"] = Reference("schemas", "ReviewForm"),
    });

    public static JsonObject ContentItem(List<ContentTypeDefinition> types) => new()
    {
        ["description"] = "按 Orchard Core 的方式序列化的内容：自身成员之后是各部件",
        ["anyOf"] = new JsonArray([.. types.Select(t => (JsonNode)Reference("schemas", t.Name + "Item")), Reference("schemas", "ItemMembers")]),
    };

    public static JsonObject ItemType(ContentTypeDefinition type)
    {
        var parts = new JsonObject { ["ContentType"] = new JsonObject { ["const"] = type.Name } };
        foreach (var part in type.Parts)
        {
            var fields = new JsonObject();
            foreach (var field in part.Definition.Fields.Where(f => !f.IsInternal))
            {
                var schema = Object(Properties(field.FieldType));
                schema["description"] = field.DisplayName;
                fields[field.Name] = schema;
            }
            parts[part.Name] = Object(fields);
        }
        return new JsonObject { ["description"] = type.DisplayName, ["allOf"] = new JsonArray(Reference("schemas", "ItemMembers"), Object(parts)) };
    }

    public static JsonObject Properties(string fieldType) => fieldType switch
    {
        "TextField" => new JsonObject { ["Text"] = Nullable("string") },
        "HtmlField" => new JsonObject { ["Html"] = Nullable("string") },
        "MarkdownField" => new JsonObject { ["Markdown"] = Nullable("string") },
        "BooleanField" => new JsonObject { ["Value"] = Flag() },
        "NumericField" => new JsonObject { ["Value"] = Nullable("number") },
        "DateField" or "DateTimeField" or "TimeField" => new JsonObject { ["Value"] = Nullable("string") },
        "LinkField" => new JsonObject { ["Url"] = Nullable("string"), ["Text"] = Nullable("string"), ["Target"] = Nullable("string") },
        "MultiTextField" => new JsonObject { ["Values"] = Texts() },
        "ContentPickerField" => new JsonObject { ["ContentItemIds"] = Texts() },
        "UserPickerField" => new JsonObject { ["UserIds"] = Texts(), ["UserNames"] = Texts() },
        "TaxonomyField" => new JsonObject { ["TaxonomyContentItemId"] = Nullable("string"), ["TermContentItemIds"] = Texts() },
        "MediaField" => new JsonObject { ["Paths"] = Texts(), ["MediaTexts"] = Texts() },
        _ => [],
    };

    public static JsonObject Page() => Object(new JsonObject { ["items"] = Items(Reference("schemas", "ContentItem")), ["count"] = Whole(0, null), ["page"] = Whole(1, null), ["pageSize"] = Whole(1, ReadContent.MaxPageSize) });

    public static JsonObject Changes() => Object(new JsonObject
    {
        ["items"] = Items(Object(new JsonObject
        {
            ["eventId"] = Whole(1, null), ["kind"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("published", "gone", "columns-changed") },
            ["contentItemId"] = Text(), ["contentItem"] = new JsonObject { ["oneOf"] = new JsonArray(Reference("schemas", "ContentItem"), new JsonObject { ["type"] = "null" }) },
        })),
        ["next"] = Whole(0, null), ["hasMore"] = Flag(),
    });

    public static JsonObject ReviewForm()
    {
        JsonObject Choice(IEnumerable<string> keys) => new() { ["type"] = "string", ["enum"] = new JsonArray([.. keys.Select(k => JsonValue.Create(k))]) };
        var form = Object(new JsonObject
        {
            ["carrier"] = Choice(ReviewFormInput.Carriers.Keys), ["documentNumber"] = Text(), ["source"] = Choice(ReviewFormInput.Sources.Keys), ["channels"] = Text(), ["plannedOn"] = Day(), ["noSecrets"] = Flag(),
            ["personalData"] = Choice(ReviewFormInput.PersonalDataChoices.Keys), ["personalDataNote"] = Text(), ["thirdParty"] = Choice(ReviewFormInput.ThirdPartyChoices.Keys), ["thirdPartyNote"] = Text(), ["note"] = Text(),
        });
        form["description"] = "信息发布审查表";
        form["required"] = new JsonArray("carrier", "source", "channels", "noSecrets", "personalData", "thirdParty");
        return form;
    }

    public static JsonObject Problem()
    {
        var problem = Object(new JsonObject
        {
            ["type"] = Text(), ["title"] = Text(), ["status"] = Whole(400, 599), ["detail"] = Text(),
            ["errors"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = Texts() },
            ["reasons"] = Items(Object(new JsonObject { ["code"] = Text(), ["field"] = Text(), ["text"] = Text() })),
        });
        problem["required"] = new JsonArray("type", "title", "status", "detail", "errors", "reasons");
        return problem;
    }

    public static JsonObject Query(string name, string description, JsonObject schema) => new() { ["name"] = name, ["in"] = "query", ["description"] = description, ["schema"] = schema };

    public static JsonObject Reference(string kind, string name) => new() { ["$ref"] = $"#/components/{kind}/{name}" };

    public static JsonObject Object(JsonObject properties) => new() { ["type"] = "object", ["properties"] = properties };

    public static JsonObject Items(JsonObject of) => new() { ["type"] = "array", ["items"] = of };

    public static JsonObject Texts() => Items(Text());

    public static JsonObject Text() => new() { ["type"] = "string" };

    public static JsonObject Flag() => new() { ["type"] = "boolean" };

    public static JsonObject Day() => new() { ["type"] = "string", ["format"] = "date" };

    public static JsonObject Instant() => new() { ["type"] = "string", ["format"] = "date-time" };

    public static JsonObject Nullable(string type, string? format = null)
    {
        var schema = new JsonObject { ["type"] = new JsonArray(type, "null") };
        if (format is not null) schema["format"] = format;
        return schema;
    }

    public static JsonObject Whole(long least, long? most)
    {
        var schema = new JsonObject { ["type"] = "integer", ["minimum"] = least };
        if (most is not null) schema["maximum"] = most;
        return schema;
    }
}
