using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Api.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Testing;
using GovPortal.Users.Features;
using GovPortal.Users.Model;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Api;

/// <summary>A portal with the types and the content of the Orchard Core site whose answers were captured.</summary>
public sealed class OrchardSite : IAsyncLifetime
{
    internal ApiClient Client { get; private set; } = null!;

    /// <summary>Of an application that may write, publish and withdraw everything.</summary>
    internal string Token { get; private set; } = "";

    /// <summary>What the reads of the captured file are answered while the site is as it was captured; tests change it afterwards.</summary>
    internal IReadOnlyList<Answer> Reads { get; private set; } = [];

    /// <summary>The same for the captured questions in GraphQL, by file.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<Answer>> GraphQl { get; private set; } = null!;

    internal static IReadOnlyList<string> GraphQlFiles { get; } = ["graphql-errors.json", "graphql-nested.json", "graphql-filter-order-page.json"];

    private PortalApp App => Client.App;

    internal static JsonNode File(string name) =>
        JsonNode.Parse(System.IO.File.ReadAllText(Fixture(Path.Combine("orchard", name))), null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!;

    public async ValueTask InitializeAsync()
    {
        var app = await PortalApp.StartAsync([.. ApiClient.Settings, "Portal:SetupRecipe=" + Fixture(Path.Combine("orchard", "site.recipe.json"))]);
        Client = new ApiClient(app);
        foreach (var (name, role) in new[] { ("writer", "SectionEditor"), ("head", "SectionHead"), ("reviewer", "ConfidentialityReviewer"), ("publisher", "Publisher") })
        {
            Must(await app.Get<CreateUser>().HandleAsync(new CreateUserCommand(name, "测试" + name, [new MembershipSpec(role, "home")], Password: Password, Trusted: true), Actor.System, default));
        }
        await ImportAsync();
        Token = await Client.TokenOfAsync("client", new ApplicationRole("SectionEditor", "home"), new ApplicationRole("Publisher", "home"));
        await app.CatchUpAsync();
        var reads = new List<Answer>();
        foreach (var pair in File("api-content-get.json").AsArray()) reads.Add(await Client.SendAsync("GET", (string)pair!["request"]!["path"]!, Token));
        Reads = reads;
        var questions = new Dictionary<string, IReadOnlyList<Answer>>();
        foreach (var file in GraphQlFiles)
        {
            var answers = new List<Answer>();
            foreach (var pair in File(file).AsArray()) answers.Add(await AskAsync(pair!["request"]!, (string?)pair["note"] == "anonymous" ? null : Token));
            questions[file] = answers;
        }
        GraphQl = questions;
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    /// <summary>Sends a captured request as it stands.</summary>
    private Task<Answer> AskAsync(JsonNode request, string? token)
    {
        var content = request["body"] is { } body ? new StringContent(body is JsonValue text ? (string)text! : body.ToJsonString(), Encoding.UTF8) : null;
        if (content is not null) content.Headers.ContentType = MediaTypeHeaderValue.Parse((string)request["contentType"]!);
        return Client.SendRawAsync((string)request["method"]!, (string)request["path"]!, token, content);
    }

    internal async Task<Actor> ActorAsync(string userName) =>
        (await App.Get<Actors>().LoadAsync((await App.QueryAsync(db => App.Get<IPeople>().IdOfAsync(db, userName, default)))!, default))!;

    /// <summary>Brings a draft through its reviews to the public.</summary>
    internal async Task PublishAsync(string contentItemId)
    {
        var version = await App.QueryAsync(db => db.Set<ContentItemRow>().Where(i => i.Id == contentItemId).Select(i => i.LatestVersionId).SingleAsync());
        if (await App.QueryAsync(db => db.Set<ContentVersion>().AnyAsync(v => v.Id == version && v.State == VersionState.Draft)))
        {
            Must(await App.Get<SubmitVersion>().HandleAsync(new SubmitVersionCommand(version, Form), await ActorAsync("writer"), default));
        }
        foreach (var (step, by) in new[] { ("content", "head"), ("confidentiality", "reviewer") })
        {
            var hash = await App.QueryAsync(db => db.Set<ContentVersion>().Where(v => v.Id == version).Select(v => v.ManifestHash).SingleAsync());
            Must(await App.Get<DecideReview>().HandleAsync(new DecideReviewCommand(version, hash!, step, ReviewDecision.Approved, null), await ActorAsync(by), default));
        }
        Must(await App.Get<PublishVersion>().HandleAsync(new PublishVersionCommand(version), await ActorAsync("publisher"), default));
    }

    /// <summary>The captured site's content recipe, with the files its items name put where this portal keeps files.</summary>
    private async Task ImportAsync()
    {
        var recipe = File("content.recipe.json").AsObject();
        recipe["variables"] = new JsonObject { ["now"] = "2026-11-23T08:40:27.314Z" };
        var step = recipe["steps"]![0]!.AsObject();
        step["reviewForm"] = ApiOffice.Form;
        foreach (var item in step["data"]!.AsArray().OfType<JsonObject>())
        {
            // Where this portal's own columns stand, no item may.
            if ((string?)item["AutoroutePart"]?["Path"] == "columns") item["AutoroutePart"]!["Path"] = "column-terms";
            if (item["ServiceGuide"] is not JsonObject guide) continue;
            foreach (var (field, bytes) in new[] { ("Attachments", Word()), ("Cover", Png) })
            {
                if (guide[field]?["Paths"] is not JsonArray paths) continue;
                for (var i = 0; i < paths.Count; i++)
                {
                    using var stream = new MemoryStream(bytes);
                    paths[i] = Must(await App.Get<IMediaStore>().AddAsync(stream, Path.ChangeExtension(Path.GetFileName((string)paths[i]!), field == "Cover" ? ".png" : ".docx"), (string)item["ContentItemId"]!, await ActorAsync("writer"), default)).Path;
                }
            }
        }
        Must(await App.Get<RunRecipe>().HandleAsync(new RunRecipeCommand(recipe.ToJsonString(), "content.recipe.json", Path.GetTempPath(), Trusted: true), Actor.System, null, default));
        foreach (var item in step["data"]!.AsArray()) await PublishAsync((string)item!["ContentItemId"]!);
    }

    /// <summary>The smallest document a screening can read.</summary>
    private static byte[] Word()
    {
        const string Office = "http://schemas.openxmlformats.org/";
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            Add("[Content_Types].xml", $"""<Types xmlns="{Office}package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>""");
            Add("_rels/.rels", $"""<Relationships xmlns="{Office}package/2006/relationships"><Relationship Id="r1" Type="{Office}officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>""");
            Add("word/document.xml", $"""<w:document xmlns:w="{Office}wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>申请表</w:t></w:r></w:p></w:body></w:document>""");

            void Add(string name, string xml)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(xml);
            }
        }
        return stream.ToArray();
    }

    private static byte[] Png { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR4nGOYKSiIFTEMLQkAZtYuwdrtHc4AAAAASUVORK5CYII=");
}

[CollectionDefinition(nameof(OrchardSite))]
public sealed class OrchardSiteTests : ICollectionFixture<OrchardSite>;
