using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GovPortal.Api.GraphQl;

namespace GovPortal.Web.Tests.Api;

/// <summary>What a running Orchard Core was asked in GraphQL and answered, asked here: the schema is the same, and so are status, shape, kinds and values.</summary>
[Collection(nameof(OrchardSite))]
public sealed partial class GraphQlCaptureTests(OrchardSite site)
{
    /// <summary>What is in the captured schema and not here, and why.</summary>
    private static readonly Dictionary<string, string> LeftOut = new()
    {
        ["Query.mediaAssets"] = "files belong to items, which say what they have; there is no folder for all",
        ["MediaAsset"] = "as above",
        ["Long"] = "as above: it is the size of such a file",
        ["Query.recentTitles"] = "a saved query of the captured site",
        ["Query.guidesByKind"] = "a saved query of the captured site",
        ["RecentTitles"] = "a saved query of the captured site",
        ["*.render"] = "an item is shown by the site's pages, at its path",
    };

    /// <summary>Captured answers that are Orchard's mistakes by the notes beside them, and what is answered here.</summary>
    private static readonly Dictionary<string, string> Mended = new()
    {
        ["part filter: AliasPart"] = "an error of the database there; here the item with the alias",
        ["taxonomy terms"] = "the same",
        ["NOT on a field: does not exclude (the item has other text fields)"] = "here it excludes",
        ["status ALL: every version"] = "here the live version and the latest",
        ["saved queries as fields"] = "the captured site's own",
    };

    /// <summary>Texts and switches that each site has of its own: who people are, where items and files stand, which drafts there are.</summary>
    private static readonly string[] Own = ["owner", "author", "path", "url", "fileName", "mediaText", "latest", "published", "contentItemVersionId", "modifiedUtc", "publishedUtc", "createdUtc", "users"];

    /// <summary>Items that the captured site has from its content recipe, and the path that the recipe gives one; the others were posted to it later.</summary>
    private static readonly HashSet<string> Known =
        [.. OrchardSite.File("content.recipe.json")["steps"]!.AsArray()[0]!["data"]!.AsArray().Select(i => (string)i!["DisplayText"]!), "guides/wengang-fanhuan"];

    public static TheoryData<string, int> Captured
    {
        get
        {
            var rows = new TheoryData<string, int>();
            foreach (var file in OrchardSite.GraphQlFiles)
            {
                for (var i = 0; i < OrchardSite.File(file).AsArray().Count; i++)
                {
                    if (!Mended.ContainsKey((string?)OrchardSite.File(file)[i]!["note"] ?? "")) rows.Add(file, i);
                }
            }
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Captured))]
    public void A_question_is_answered_as_Orchard_answers_it(string file, int index)
    {
        var pair = OrchardSite.File(file)[index]!;
        var (response, answer) = (pair["response"]!, site.GraphQl[file][index]);
        answer.Is((int)response["status"]!);
        if (response["body"] is not JsonObject captured) return;
        Assert.Equal((string?)response["contentType"], answer.MediaType);
        if (captured["errors"] is not null)
        {
            Assert.Equal(captured.ToJsonString(), answer.Json!.ToJsonString());
            return;
        }
        Assert.Equal(["data"], answer.Json!.AsObject().Select(m => m.Key));
        var query = pair["request"]!["body"] is JsonObject body ? (string)body["query"]! : Uri.UnescapeDataString(pair["request"]!.ToJsonString());
        foreach (var (field, value) in captured["data"]!.AsObject()) Same(query, value, answer.Json["data"]![field]);
    }

    [Fact]
    public void Where_Orchard_errs_the_answer_is_right()
    {
        Answer Asked(string note) => OrchardSite.GraphQlFiles.SelectMany(f => OrchardSite.File(f).AsArray().Zip(site.GraphQl[f])).Single(p => (string?)p.First!["note"] == note).Second;
        Assert.Equal("关于做好失业保险稳岗返还工作的通知", (string?)Asked("part filter: AliasPart").Is(200).Json!["data"]!["normativeDocument"]!.AsArray().Single()!["displayText"]);
        Assert.Equal(["政策", "政务服务", "便民服务", "政策问答"], Asked("taxonomy terms").Is(200).Json!["data"]!["taxonomy"]!.AsArray().Single()!["taxonomy"]!["contentItems"]!.AsArray().Select(t => (string)t!["displayText"]!));
        Assert.Equal(["失业保险稳岗返还"], Titles(Asked("NOT on a field: does not exclude (the item has other text fields)").Is(200).Json!["data"]!["serviceGuide"]));
        Assert.Equal(["创业担保贷款", "失业保险稳岗返还"], Titles(Asked("status ALL: every version").Is(200).Json!["data"]!["serviceGuide"]));
        Assert.Equal(400, Asked("saved queries as fields").Status);
    }

    [Fact]
    public async Task The_schema_is_told_to_programs_as_Orchard_tells_it()
    {
        var captured = OrchardSite.File("graphql-introspection.json");
        var answer = await site.Client.SendAsync("POST", "/api/graphql", site.Token, new JsonObject { ["query"] = (string)captured["request"]!["query"]! });
        var schema = answer.Is(200).Json!["data"]!["__schema"]!;
        Assert.Equal("Query", (string?)schema["queryType"]!["name"]);
        Assert.Null(schema["mutationType"]);
        Assert.Null(schema["subscriptionType"]);
        var types = schema["types"]!.AsArray().Where(t => !((string)t!["name"]!).StartsWith("__", StringComparison.Ordinal)).ToDictionary(t => (string)t!["name"]!, t => t!.AsObject());
        var expected = captured["types"]!.AsArray().Select(t => t!.AsObject()).Where(t => !LeftOut.ContainsKey((string)t["name"]!)).ToDictionary(t => (string)t["name"]!);
        Assert.Equal(expected.Keys.Append("Query").Order(StringComparer.Ordinal), types.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, type) in expected)
        {
            foreach (var (member, value) in type)
            {
                if (member == "fields" && value is JsonArray fields)
                {
                    Assert.Equal(fields.Where(f => !IsLeftOut(name, (string)f!["name"]!)).Select(f => f!.ToJsonString()), types[name]["fields"]!.AsArray().Select(f => f!.ToJsonString()));
                }
                // Types of that site which no query reaches (menus) were captured by their names alone.
                else if (member == "possibleTypes" && value is JsonArray possible) Assert.Equal(Names(possible).Where(expected.ContainsKey), Names(types[name][member]!.AsArray()));
                else Assert.Equal(value?.ToJsonString(), types[name][member]?.ToJsonString());
            }
        }
        Assert.Equal(
            captured["queryFields"]!.AsArray().Where(f => !IsLeftOut("Query", (string)f!["name"]!)).Select(f => f!.ToJsonString()), types["Query"]["fields"]!.AsArray().Select(f => f!.ToJsonString()));
    }

    [Fact]
    public void The_schema_that_people_read_is_written_as_Orchards()
    {
        var captured = Blocks(System.IO.File.ReadAllText(Testing.Bureau.Fixture(Path.Combine("orchard", "graphql-schema.graphql"))));
        var written = Blocks(string.Join("\n\n", SchemaText.Of(site.Client.App.Get<GraphSchemas>().Current).Select(t => t.Text)));
        foreach (var name in LeftOut.Keys) captured.Remove(name);
        foreach (var (name, block) in captured) captured[name] = [.. block.Where(l => !IsLeftOut(name, l.Trim().Split('(', ':')[0]))];
        Assert.Equal(captured.Keys.Order(StringComparer.Ordinal), written.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, block) in captured) Assert.Equal(block, written[name]);
    }

    [Fact]
    public void What_is_left_out_or_mended_was_captured()
    {
        var notes = OrchardSite.GraphQlFiles.SelectMany(f => OrchardSite.File(f).AsArray().Select(p => (string?)p!["note"])).ToList();
        Assert.All(Mended.Keys, n => Assert.Contains(n, notes));
        var captured = System.IO.File.ReadAllText(Testing.Bureau.Fixture(Path.Combine("orchard", "graphql-schema.graphql")));
        Assert.All(LeftOut.Keys, n => Assert.Contains(n.Split('.')[^1], captured, StringComparison.Ordinal));
    }

    /// <summary>
    /// An answer's field as the captured one. Of a list those items count that both sites have; where it is a page of a list the site has
    /// more items for, what items look like.
    /// </summary>
    private static void Same(string query, JsonNode? captured, JsonNode? answered)
    {
        if (captured is not JsonArray items)
        {
            Assert.Equal([], Differences(captured, answered));
            return;
        }
        var ours = answered!.AsArray();
        var common = items.Where(i => Known.Contains((string?)(i!["displayText"] ?? i["path"]) ?? "")).ToList();
        if (common.Count < items.Count && (query.Contains("first:", StringComparison.Ordinal) || query.Contains("DRAFT", StringComparison.Ordinal)))
        {
            Assert.All(ours, o => Assert.Equal(items[0]!.AsObject().Select(m => m.Key), o!.AsObject().Select(m => m.Key)));
            return;
        }
        static IEnumerable<JsonNode?> Sorted(IEnumerable<JsonNode?> nodes) => nodes.OrderBy(n => (string?)(n!["displayText"] ?? n["path"]), StringComparer.Ordinal);
        var ordered = query.Contains("orderBy", StringComparison.Ordinal);
        var pairs = (ordered ? common : Sorted(common)).Zip(ordered ? ours : Sorted(ours)).ToList();
        Assert.Equal(common.Count, ours.Count);
        Assert.All(pairs, p => Assert.Equal([], Differences(p.First, p.Second)));
    }

    private static IEnumerable<string> Differences(JsonNode? captured, JsonNode? answered) =>
        Shape.Differences(captured, answered).Where(d => !Own.Any(o => Member().Matches(d).Any(m => m.Groups[1].Value == o)));

    private static IEnumerable<string> Titles(JsonNode? list) => list!.AsArray().Select(i => (string)i!["displayText"]!).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Names(JsonArray types) => types.Select(t => (string)t!["name"]!).Order(StringComparer.Ordinal);

    private static bool IsLeftOut(string type, string field) => LeftOut.ContainsKey($"{type}.{field}") || LeftOut.ContainsKey($"*.{field}");

    private static Dictionary<string, List<string>> Blocks(string schema) => schema.Split("\n\n").Select(b => b.Split('\n').Where(l => l.Length > 0 && l[0] != '#').ToList()).Where(b => b.Count > 0)
        .ToDictionary(b => b[0].Split(' ')[1]);

    [GeneratedRegex(@"([A-Za-z]+)(?=[\[\] .]|$)")]
    private static partial Regex Member();
}
