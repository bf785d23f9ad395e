using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Fields;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace GovPortal.Modules.Tests.Fields;

/// <summary>The module's elements as they are registered, and short ways to ask them.</summary>
internal static class Elements
{
    /// <summary>16:00 of 15 October 2026 in Asia/Shanghai.</summary>
    public static readonly DateTimeOffset Now = new(2026, 10, 15, 8, 0, 0, TimeSpan.Zero);

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static ContentElements All { get; } = Registered();

    private static ContentElements Registered()
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(new StoppedClock());
        new FieldsModule().AddServices(services, new ConfigurationBuilder().Build());
        return new ContentElements(services.BuildServiceProvider().GetServices<ContentElement>());
    }

    public static ContentElement Named(string name) => All.Find(name)!;

    /// <summary>A field <c>Part.Field</c> of the kind, titled 字段, with its settings.</summary>
    public static ElementContext Field(string kind, string settings = "{}", string? editor = null, string? others = null)
    {
        var all = Object(others ?? "{}");
        all[kind + "Settings"] = Object(settings);
        all["ContentPartFieldSettings"] = new JsonObject { ["DisplayName"] = "字段", ["Editor"] = editor };
        var field = new FieldDefinition("Field", kind, all);
        var part = new TypePart("Part", new PartDefinition("Part", [], [field]), []);
        var type = new ContentTypeDefinition("Type", "类型", [], [part]);
        return new ElementContext(type, part, field, "Part.Field", field.DisplayName, field.TypeSettings, null);
    }

    public static ElementContext Part(string name, string settings = "{}")
    {
        var part = new TypePart(name, new PartDefinition(name, [], []), Object(settings));
        return new ElementContext(new ContentTypeDefinition("Type", "类型", [], [part]), part, null, name, name, part.Settings, null);
    }

    public static JsonObject Object(string json) => (JsonObject)JsonNode.Parse(json, null, Lenient)!;

    public static JsonNode File(string path) =>
        JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, path)), null, Lenient)!;

    /// <summary><c>code@Property</c> of every refusal.</summary>
    public static string Refusals(this ElementContext context, string json, bool complete)
    {
        var element = Named(context.Field?.FieldType ?? context.Part.Definition.Name);
        return string.Join(' ', element.Check(context, Object(json), complete).Select(f => Brief(f, context)));
    }

    private static string Brief(Failure failure, ElementContext context) => $"{failure.Code}@{failure.Field![(context.Path.Length + 1)..]}";

    /// <summary>The value after the form was read into it.</summary>
    public static JsonObject Read(this ElementContext context, string json, params (string Property, string Value)[] fields)
    {
        var value = Object(json);
        var form = new FormCollection(fields.GroupBy(f => f.Property)
            .ToDictionary(g => context.Name(g.Key), g => new StringValues([.. g.Select(f => f.Value)])));
        Named(context.Field?.FieldType ?? context.Part.Definition.Name).ReadForm(context, form, value);
        return value;
    }

    /// <summary>As <see cref="Read"/> from an empty value, with one field that stands outside the element.</summary>
    public static JsonObject ReadWith(this ElementContext context, string outside, string text, params (string Property, string Value)[] fields)
    {
        var form = fields.GroupBy(f => f.Property).ToDictionary(g => context.Name(g.Key), g => new StringValues([.. g.Select(f => f.Value)]));
        form[outside] = text;
        var value = new JsonObject();
        Named(context.Field!.FieldType).ReadForm(context, new FormCollection(form), value);
        return value;
    }

    public static void Is(this JsonNode actual, string expected) =>
        Assert.Equal(CanonicalJson.Of(JsonNode.Parse(expected)), CanonicalJson.Of(actual));

    public static string? Html(this ElementContext context, string json) =>
        Named(context.Field?.FieldType ?? context.Part.Definition.Name).Html(context, Object(json));

    public static string Text(this ElementContext context, string json) =>
        Named(context.Field?.FieldType ?? context.Part.Definition.Name).Text(context, Object(json));

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
