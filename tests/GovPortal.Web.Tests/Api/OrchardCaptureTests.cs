using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using GovPortal.Api.Features;
using GovPortal.Kernel.Content;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Api;

/// <summary>
/// What a running Orchard Core was asked and answered, asked here: status, shape, kinds and values are the same. Where this
/// portal answers otherwise on purpose, a test says so by name.
/// </summary>
[Collection(nameof(OrchardSite))]
public sealed class OrchardCaptureTests(OrchardSite site)
{
    /// <summary>Of a path Orchard stores what was written, here its switches always stand beside it.</summary>
    private static readonly string[] Beyond = ["+ AutoroutePart.SetHomepage", "+ AutoroutePart.Disabled", "+ AutoroutePart.RouteContainedItems", "+ AutoroutePart.Absolute"];

    private readonly ApiClient _client = site.Client;

    private static JsonObject Requests { get; } = OrchardSite.File("api-content-post-request.json").AsObject();
    private static JsonObject Responses { get; } = OrchardSite.File("api-content-post-response.json").AsObject();
    private static JsonObject Errors { get; } = OrchardSite.File("api-content-errors.json").AsObject();

    public static TheoryData<int> Reads => [.. Enumerable.Range(0, OrchardSite.File("api-content-get.json").AsArray().Count)];

    [Theory]
    [MemberData(nameof(Reads))]
    public void An_item_is_read_as_Orchard_gives_it(int index)
    {
        var pair = OrchardSite.File("api-content-get.json")[index]!;
        var answer = site.Reads[index].Is((int)pair["response"]!["status"]!);
        Assert.Equal("application/json", answer.MediaType);
        Same(pair["response"]!["body"], answer.Json);
    }

    [Fact]
    public async Task Drafts_are_written_merged_and_hidden_as_Orchard_does()
    {
        var made = await AsCapturedAsync("createDraft");
        var id = (string)made.Json!["ContentItemId"]!;
        (await _client.SendAsync("GET", $"{ApiClient.Root}/{id}", site.Token)).IsProblem((int)Responses["getDraftOnly"]!["status"]!);

        var revised = Request("publishDraftByMerge", id);
        (await _client.SendAsync("POST", ApiClient.Root + "?draft=true", site.Token, revised)).Is(200);
        await site.PublishAsync(id);
        // Orchard takes the owner away from whoever leaves it out; here the owner stays.
        Same(Responses["getAfterPublish"]!["body"], (await _client.SendAsync("GET", $"{ApiClient.Root}/{id}", site.Token)).Is(200).Json, "! Owner Null String");

        var next = (await _client.SendAsync("POST", (string)Requests["newDraftOfPublished"]!["path"]!, site.Token, Request("newDraftOfPublished", id))).Is(200).Json!;
        Same(Responses["newDraftOfPublished"]!["body"], next, "! Owner Null String");
        Assert.NotEqual((string?)made.Json["ContentItemVersionId"], (string?)next["ContentItemVersionId"]);
        Same(Responses["getWhileDraftPending"]!["body"], (await _client.SendAsync("GET", $"{ApiClient.Root}/{id}", site.Token)).Is(200).Json, "! Owner Null String");

        // A failed change changes nothing.
        var refused = Errors["validationFailureOnUpdate"]!;
        var body = (JsonObject)refused["request"]!["body"]!.DeepClone();
        body["ContentItemId"] = id;
        Assert.Empty(Keys(refused).Except((await _client.SendAsync("POST", ApiClient.Root, site.Token, body)).IsProblem(400).Fields));
        var kept = (await _client.SendAsync("GET", $"{ApiClient.Root}/{id}", site.Token)).Json!["ServiceGuide"]!["PromiseDays"]!;
        Assert.Equal(refused["getAfterwards"]!["ServiceGuide.PromiseDays"]!.ToJsonString(), kept.ToJsonString());
    }

    [Fact]
    public async Task A_request_to_publish_is_told_every_missing_step_and_goes_through_its_reviews()
    {
        foreach (var name in new[] { "createPublished", "createWithOwnIdsAndDates", "looseValueTypes" })
        {
            var refused = (await _client.SendAsync("POST", (string)Requests[name]!["path"]!, site.Token, Request(name, null))).IsProblem(409);
            Assert.Equal(2, refused.Codes.Count(c => c == "publish.step-missing"));
            var item = (await _client.SendAsync("POST", ApiClient.Root + "?draft=true", site.Token, Request(name, null))).Is(200).Json!;
            await site.PublishAsync((string)item["ContentItemId"]!);
            var read = (await _client.SendAsync("GET", $"{ApiClient.Root}/{item["ContentItemId"]}", site.Token)).Is(200);
            // The title of an item with a title is that title; Orchard keeps what the caller says it is called.
            Same(Responses[name]!["body"], read.Json, "! DisplayText");
            if (name == "createWithOwnIdsAndDates")
            {
                (await _client.SendAsync("GET", (string)Requests["getOwnId"]!["path"]!, site.Token)).IsProblem((int)Responses["getOwnId"]!["status"]!);
                Same(Responses["getCreatedWithOwnIds"]!["body"], read.Json, "! DisplayText");
                var gone = await _client.SendAsync("DELETE", $"{ApiClient.Root}/{item["ContentItemId"]}", site.Token);
                Same(Responses["delete"]!["body"], gone.Is(200).Json, "! DisplayText");
                (await _client.SendAsync("GET", $"{ApiClient.Root}/{item["ContentItemId"]}", site.Token)).IsProblem((int)Responses["getDeleted"]!["status"]!);
            }
        }
    }

    [Fact]
    public async Task Contained_items_are_replaced_whole_and_the_owner_stays()
    {
        var owner = await OwnerAsync("4gvgde00000000000000000001");
        var bag = await _client.SendAsync("POST", (string)Requests["bagUpdate"]!["path"]!, site.Token, Requests["bagUpdate"]!["body"]);
        Same(Responses["bagUpdate"]!["body"], bag.Is(200).Json, "! Owner Null String");
        Assert.Equal(owner, (string?)bag.Json!["Owner"]);
        Assert.Equal(owner, await OwnerAsync("4gvgde00000000000000000001"));
        (await _client.SendAsync("DELETE", $"{ApiClient.Root}/4gvgde00000000000000000001?draft=true", await DraftOnlyTokenAsync())).IsProblem(403);
    }

    [Fact]
    public async Task An_item_of_a_list_is_written_as_Orchard_does() => await AsCapturedAsync("listItem");

    [Fact]
    public async Task Unknown_parts_and_properties_are_refused_with_their_paths() => Assert.Equal(
        ["ServiceGuide.ItemCode.Extra", "ServiceGuide.UnknownField", "UnknownPart", "UnknownScalar"],
        (await _client.SendAsync("POST", ApiClient.Root + "?draft=true", site.Token, Requests["unknownProperties"]!["body"])).IsProblem(400).Fields.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("validationFailure")]
    [InlineData("duplicatePath")]
    [InlineData("duplicateAlias")]
    [InlineData("badSlugPath")]
    public async Task What_fails_is_named_at_the_fields_Orchard_names(string name)
    {
        var answer = await SendAsync(name);
        Assert.Equal((int)Errors[name]!["response"]!["status"]!, answer.IsProblem(400).Status);
        Assert.Empty(Keys(Errors[name]!).Except(answer.Fields));
        Assert.All(((JsonObject)Errors[name]!["response"]!["body"]!).Select(m => m.Key), m => Assert.NotNull(answer.Json![m]));
        Assert.All(answer.Json!["errors"]!.AsObject(), e => Assert.All(e.Value!.AsArray(), t => Assert.False(string.IsNullOrEmpty((string?)t))));
    }

    [Theory]
    [InlineData("unknownContentType")]
    [InlineData("noContentType")]
    [InlineData("unknownIdNoType")]
    [InlineData("emptyObject")]
    [InlineData("emptyBody")]
    [InlineData("malformedJson")]
    [InlineData("jsonArray")]
    [InlineData("partIsString")]
    [InlineData("notFound")]
    [InlineData("deleteNotFound")]
    public async Task A_bad_request_is_refused_with_Orchards_status_in_a_document(string name) =>
        (await SendAsync(name)).IsProblem((int)Errors[name]!["response"]!["status"]!);

    [Fact]
    public async Task Names_in_camel_case_are_refused_as_in_Orchard() =>
        (await _client.SendAsync("POST", ApiClient.Root, site.Token, Requests["camelCaseProperties"]!["body"])).IsProblem((int)Responses["camelCaseProperties"]!["status"]!);

    [Theory]
    [InlineData("wrongFieldType", "ServiceGuide.PromiseDays.Value")]
    [InlineData("wrongDate", "ServiceGuide.EffectiveDate.Value")]
    public async Task A_value_of_the_wrong_kind_is_refused_and_not_lost(string name, string field)
    {
        Assert.Equal([field], (await SendAsync(name)).IsProblem(400).Fields);
        Assert.Equal([field], (await _client.SendAsync("POST", ApiClient.Root + "?draft=true", site.Token, Errors[name]!["request"]!["body"])).IsProblem(400).Fields);
    }

    [Fact]
    public async Task A_draft_needs_a_title_and_known_fields_and_may_be_incomplete()
    {
        Assert.Equal(["TitlePart.Title"], (await SendAsync("validationFailureOnDraft")).IsProblem(400).Fields);
        var body = (JsonObject)Errors["validationFailureOnDraft"]!["request"]!["body"]!.DeepClone();
        body["TitlePart"]!["Title"] = "只有标题的草稿";
        (body["ServiceGuide"] as JsonObject)!.Remove("ApplyLink");
        (await _client.SendAsync("POST", ApiClient.Root + "?draft=true", site.Token, body)).Is(200);
    }

    [Fact]
    public async Task Who_may_not_gets_Orchards_status()
    {
        var (get, post) = (Errors["anonymousGet"]!["request"]!, Errors["anonymousPost"]!["request"]!);
        foreach (var (name, request) in new[] { ("anonymousGet", get), ("anonymousPost", post) })
        {
            (await _client.SendAsync((string)request["method"]!, (string)request["path"]!, null, request["body"])).IsProblem((int)Errors[name]!["response"]!["status"]!);
        }
        var without = await _client.TokenOfAsync("without", new ApplicationRole("SectionHead", "home"));
        foreach (var (name, request) in new[] { ("getWithoutAccessContentApi", get), ("postWithoutAccessContentApi", post) })
        {
            (await _client.SendAsync((string)request["method"]!, (string)request["path"]!, without, request["body"])).IsProblem((int)Errors[name]!["response"]!["status"]!);
        }
        (await _client.SendAsync("DELETE", (string)Errors["deleteWithoutDeleteContent"]!["request"]!["path"]!, await DraftOnlyTokenAsync()))
            .IsProblem((int)Errors["deleteWithoutDeleteContent"]!["response"]!["status"]!);
        using var person = await _client.App.Visitor().SignInAsync("publisher", Bureau.Password);
        Assert.Equal((int)Errors["cookieOnly"]!["response"]!["status"]!, (int)(await person.GetRawAsync((string)get["path"]!)).StatusCode);
    }

    [Fact]
    public async Task A_wrong_method_or_format_is_said_to_be_that()
    {
        // Orchard knows no list and answers 404; here it is one.
        (await _client.SendAsync("GET", (string)Errors["wrongMethod"]!["request"]!["path"]!, site.Token)).Is(200);
        (await _client.SendAsync("PUT", ApiClient.Root, site.Token)).IsProblem(405);
        Assert.Contains("api.other-method", (await _client.SendAsync("POST", ApiClient.Root + "/4gvgde00000000000000000001", site.Token)).IsProblem(405).Codes);
        var text = new StringContent((string)Errors["wrongMediaType"]!["request"]!["body"]!, Encoding.UTF8, "text/plain");
        (await _client.SendRawAsync("POST", ApiClient.Root, site.Token, text)).IsProblem(415);
    }

    [Fact]
    public void Every_captured_case_is_asked_by_a_test()
    {
        var source = System.IO.File.ReadAllText(Path.Combine(Architecture.Repository.Root, "tests/GovPortal.Web.Tests/Api/OrchardCaptureTests.cs"));
        Assert.All(Requests.Select(r => r.Key).Concat(Errors.Select(e => e.Key)), name => Assert.Contains($"\"{name}\"", source, StringComparison.Ordinal));
    }

    private static void Same(JsonNode? captured, JsonNode? answered, params string[] otherwise) =>
        Assert.Equal([], Shape.Differences(captured, answered).Where(d => !Beyond.Contains(d) && !otherwise.Any(o => d.StartsWith(o, StringComparison.Ordinal))));

    private async Task<Answer> AsCapturedAsync(string name)
    {
        var answer = (await _client.SendAsync("POST", (string)Requests[name]!["path"]!, site.Token, Requests[name]!["body"])).Is((int)Responses[name]!["status"]!);
        Same(Responses[name]!["body"], answer.Json);
        return answer;
    }

    /// <summary>A captured body for an item that has another id here.</summary>
    private static JsonObject Request(string name, string? id)
    {
        var body = (JsonObject)Requests[name]!["body"]!.DeepClone();
        if (id is not null) body["ContentItemId"] = id;
        return body;
    }

    private Task<Answer> SendAsync(string name)
    {
        var request = Errors[name]!["request"]!;
        var body = request["body"];
        var content = body is null ? null : new StringContent(body is JsonValue text ? (string)text! : body.ToJsonString(), Encoding.UTF8);
        if (content is not null) content.Headers.ContentType = MediaTypeHeaderValue.Parse((string)request["contentType"]!);
        return _client.SendRawAsync((string)request["method"]!, (string)request["path"]!, site.Token, content);
    }

    private static IEnumerable<string> Keys(JsonNode pair) => pair["response"]!["body"]!["errors"]!.AsObject().Select(e => e.Key);

    private Task<string> OwnerAsync(string id) => _client.App.QueryAsync(db => db.Set<ContentItemRow>().Where(i => i.Id == id).Select(i => i.OwnerId).SingleAsync());

    private async Task<string> DraftOnlyTokenAsync() => await _client.PersonalAsync(await site.ActorAsync("writer"));
}
