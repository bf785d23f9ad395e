using System.Text.Json.Nodes;
using GovPortal.Api.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using static GovPortal.Api.Features.ApiSchemas;

namespace GovPortal.Api.Features;

/// <summary>
/// The OpenAPI 3.1 document of the interface. Types of items are those in force here: a schema each, without the fields that are
/// internal to the office. A test holds the paths against the route list.
/// </summary>
public sealed class DescribeApi(PortalStateReader state)
{
    private const string Json = "application/json";

    public JsonObject Describe()
    {
        var current = state.Current;
        var types = current.Definitions.Types.Where(t => t.Creatable || t.Listable).OrderBy(t => t.Name, StringComparer.Ordinal).ToList();
        var schemas = new JsonObject
        {
            ["ContentItem"] = ContentItem(types), ["ItemMembers"] = ItemMembers(), ["ContentPage"] = Page(), ["ContentChanges"] = Changes(), ["ReviewForm"] = ReviewForm(), ["LuceneQuestion"] = Question(), ["QueryAnswer"] = Found(), ["Problem"] = Problem(),
            ["GraphQlQuestion"] = Object(new JsonObject { ["query"] = Text(), ["operationName"] = Nullable("string"), ["variables"] = Nullable("object") }),
            ["Receipt"] = Receipt(), ["ConcernMessage"] = ConcernMessage(),
            ["GraphQlAnswer"] = Object(new JsonObject { ["data"] = Nullable("object"), ["errors"] = Items(Object(new JsonObject { ["message"] = Text() })) }),
        };
        foreach (var type in types) schemas[type.Name + "Item"] = ItemType(type);
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = $"{current.Site.Name} 内容接口", ["version"] = "1",
                ["description"] = "内容的读写，地址和 JSON 与 Orchard Core 一致。写入经过与后台相同的权限和审查：未经审查不发布。",
                ["license"] = new JsonObject { ["name"] = "MIT", ["identifier"] = "MIT" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = current.Site.BaseUrl is { Length: > 0 } url ? url.TrimEnd('/') : "/" }),
            ["security"] = new JsonArray(new JsonObject { ["oauth2"] = new JsonArray(OpenIdServer.ReadScope) }, new JsonObject { ["personalToken"] = new JsonArray() }),
            ["tags"] = new JsonArray(new JsonObject { ["name"] = "content", ["description"] = "内容" }, new JsonObject { ["name"] = "queries", ["description"] = "索引查询" }, new JsonObject { ["name"] = "channels", ["description"] = "发布渠道" }, new JsonObject { ["name"] = "concerns", ["description"] = "舆情监测" }),
            ["paths"] = Paths(),
            ["components"] = new JsonObject { ["schemas"] = schemas, ["securitySchemes"] = Schemes(), ["responses"] = Refusals(), ["parameters"] = Parameters() },
        };
    }

    private static JsonObject Paths() => new()
    {
        ["/api/content"] = new JsonObject
        {
            ["get"] = Operation("listContent", "已发布内容的列表，最新的在前",
                [Query("type", "内容类型", Text()), Query("column", "栏目的编号或路径，含下级栏目", Text()), Query("section", "责任科室的编号", Text()), Query("from", "发布日期自", Day()), Query("to", "发布日期至", Day()),
                    Query("page", "页码", Whole(1, 100_000)), Query("pageSize", "每页条数", Whole(1, ReadContent.MaxPageSize))],
                null, new() { ["200"] = Answer("一页内容", "ContentPage", new JsonObject { ["items"] = new JsonArray(Example(true)), ["count"] = 1, ["page"] = 1, ["pageSize"] = 20 }) }, 400, 401, 403, 429),
            ["post"] = Operation("postContent", "新建或合并一条内容：存草稿、提交审查，或请求发布",
                [Query("draft", "只存草稿", Flag()), Query("submit", "提交审查，须随附 reviewForm", Flag()), Query("keepDraft", "未能达到所请求的程度时，仍留下草稿", Flag()), Reference("parameters", "IfMatch")],
                Body("ContentItem", NewExample()),
                new()
                {
                    ["200"] = Item("草稿已保存，或已发布"), ["202"] = Item("已提交审查"),
                }, 400, 401, 403, 404, 409, 412, 413, 415, 429),
        },
        ["/api/content/changes"] = new JsonObject
        {
            ["get"] = Operation("listChanges", "某一事件之后公开内容的变更，不遗漏、不重复",
                [Query("after", "上次得到的 next；首次为 0", Whole(0, null)), Query("pageSize", "每页条数", Whole(1, ReadContent.MaxPageSize))],
                null, new()
                {
                    ["200"] = Answer("一页变更", "ContentChanges", new JsonObject
                    {
                        ["items"] = new JsonArray(
                            new JsonObject { ["eventId"] = 118, ["kind"] = "published", ["contentItemId"] = ExampleId, ["contentItem"] = Example(true) },
                            new JsonObject { ["eventId"] = 121, ["kind"] = "gone", ["contentItemId"] = "4b1d8w2n5xq0zj7s3vk6ta9c4m", ["contentItem"] = null }),
                        ["next"] = 121, ["hasMore"] = false,
                    }),
                }, 400, 401, 403, 429),
        },
        ["/api/content/{contentItemId}"] = new JsonObject
        {
            ["parameters"] = new JsonArray(Reference("parameters", "ContentItemId")),
            ["get"] = Operation("getContent", "一条已发布的内容；加 draft=true 为有权查看者给出最新版本",
                [Query("draft", "最新版本", Flag()), Reference("parameters", "IfNoneMatch")], null, new() { ["200"] = Item("内容"), ["304"] = new JsonObject { ["description"] = "没有变化" } }, 400, 401, 403, 404, 429),
            ["patch"] = Operation("patchContent", "按 RFC 7396 合并到最新版本，存为草稿",
                [Query("submit", "提交审查，须随附 reviewForm", Flag()), Query("keepDraft", "未能提交时，仍留下草稿", Flag()), Reference("parameters", "IfMatch")],
                Body("ContentItem", new JsonObject { ["TitlePart"] = new JsonObject { ["Title"] = "更正后的标题" } }),
                new() { ["200"] = Item("草稿已保存"), ["202"] = Item("已提交审查") }, 400, 401, 403, 404, 409, 412, 413, 415, 429),
            ["delete"] = Operation("deleteContent", "下线已发布的内容，放弃草稿，或收回送审的版本",
                [Query("reason", "下线原因", new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. WithdrawItem.Reasons.Keys.Select(k => JsonValue.Create(k))]), ["default"] = "content-error" }), Query("note", "补充说明", Text()), Reference("parameters", "IfMatch")],
                null, new() { ["200"] = Item("已不公开的内容") }, 400, 401, 403, 404, 409, 412, 429),
        },
        ["/api/queries/{name}"] = new JsonObject
        {
            ["parameters"] = new JsonArray(new JsonObject { ["name"] = "name", ["in"] = "path", ["required"] = true, ["description"] = "查询的名称，不分大小写", ["schema"] = Text(), ["example"] = "GuidesByKind" }),
            ["get"] = Queried(Operation("runQuery", "运行已保存的查询", [Query("parameters", "参数，写成 JSON", Text())], null, new() { ["200"] = Answer("命中的内容或文档", "QueryAnswer", FoundExample()) }, 400, 401, 404, 429, 503)),
            ["post"] = Queried(Operation("postQuery", "运行已保存的查询，参数在请求体中", [], new JsonObject { ["required"] = false, ["content"] = new JsonObject { [Json] = new JsonObject { ["schema"] = Object([]), ["example"] = new JsonObject { ["kind"] = "instant" } } } },
                new() { ["200"] = Answer("命中的内容或文档", "QueryAnswer", FoundExample()) }, 400, 401, 404, 413, 415, 429, 503)),
        },
        ["/api/lucene/content"] = Lucene("Content", "内容"),
        ["/api/lucene/documents"] = Lucene("Documents", "索引中存储的字段"),
        ["/api/channels/{channelId}/receipts"] = Receipts(),
        ["/api/concerns/{monitorId}"] = Concerns(),
        ["/api/graphql"] = new JsonObject
        {
            ["get"] = Operation("askGraphQlByAddress", "GraphQL 查询，写在地址里",
                [Query("query", "查询语句", Text()), Query("operationName", "要执行的操作", Text()), Query("variables", "变量，JSON 对象", Text())], null, new() { ["200"] = Answer("查询结果", "GraphQlAnswer", GraphQlExample()) }, 400, 401, 403, 429),
            ["post"] = Operation("askGraphQl", "GraphQL 查询；类型和字段与 Orchard Core 一致，由内容定义生成",
                [], Body("GraphQlQuestion", new JsonObject { ["query"] = "{ article(first: 1) { contentItemId displayText } }" }), new() { ["200"] = Answer("查询结果", "GraphQlAnswer", GraphQlExample()) }, 400, 401, 403, 413, 415, 429),
        },
    };

    /// <summary>Served by the module of channels; described here, beside the rest of the interface.</summary>
    private static JsonObject Receipts()
    {
        var operation = Operation("postReceipt", "县政府门户对报送的回执：已受理、已上线（附网址）或退回（附理由）", [], Body("Receipt", new JsonObject
        {
            ["delivery"] = ExampleId, ["state"] = "online", ["url"] = "https://www.chengxi.gov.cn/xxgk/1.html", ["id"] = "2026-118",
        }), new() { ["204"] = new JsonObject { ["description"] = "已登记" } }, 400, 401, 404, 409, 413, 429);
        operation["tags"] = new JsonArray("channels");
        // Not by a token: by the signature, which every receipt has of its own.
        operation["security"] = new JsonArray(new JsonObject { ["signature"] = new JsonArray() });
        return new JsonObject
        {
            ["parameters"] = new JsonArray(new JsonObject { ["name"] = "channelId", ["in"] = "path", ["required"] = true, ["description"] = "渠道的编号，随报送给出", ["schema"] = Text(), ["example"] = ExampleId }),
            ["post"] = operation,
        };
    }

    /// <summary>Served by the module of concerns.</summary>
    private static JsonObject Concerns()
    {
        var operation = Operation("postConcern", "监测系统报送一件舆情；同一编号重复报送只收一次", [], Body("ConcernMessage", new JsonObject
        {
            ["id"] = "2026-11-23-0042", ["title"] = "网民反映某工地拖欠工资", ["text"] = "……", ["source"] = "某论坛", ["link"] = "https://bbs.example.cn/t/42", ["channel"] = "website", ["foundUtc"] = "2026-11-23T01:30:00Z",
        }), new() { ["204"] = new JsonObject { ["description"] = "已收下，或者早已收下" } }, 400, 401, 409, 413, 429);
        operation["tags"] = new JsonArray("concerns");
        operation["security"] = new JsonArray(new JsonObject { ["signature"] = new JsonArray() });
        return new JsonObject
        {
            ["parameters"] = new JsonArray(new JsonObject { ["name"] = "monitorId", ["in"] = "path", ["required"] = true, ["description"] = "监测系统的编号，接入时给出", ["schema"] = Text(), ["example"] = ExampleId }),
            ["post"] = operation,
        };
    }

    private static JsonObject Lucene(string name, string answered) => new()
    {
        ["get"] = Queried(Operation("lucene" + name, $"按 Lucene 查询条件检索，给出{answered}", [Query("indexName", "索引名称", Text()), Query("query", "查询，写成 JSON", Text()), Query("parameters", "参数，写成 JSON", Text())],
            null, new() { ["200"] = Answer("命中", "QueryAnswer", FoundExample()) }, 400, 401, 403, 429)),
        ["post"] = Queried(Operation("postLucene" + name, $"按请求体中的 Lucene 查询条件检索，给出{answered}", [], Body("LuceneQuestion", new JsonObject
        {
            ["indexName"] = "GuideIndex", ["query"] = "{ \"query\": { \"term\": { \"ServiceGuide.ServiceKind\": \"{{ kind }}\" } }, \"size\": 5 }", ["parameters"] = "{ \"kind\": \"promised\" }",
        }), new() { ["200"] = Answer("命中", "QueryAnswer", FoundExample()) }, 400, 401, 403, 413, 415, 429)),
    };

    private static JsonObject Queried(JsonObject operation)
    {
        operation["tags"] = new JsonArray("queries");
        return operation;
    }

    private static JsonObject FoundExample() => new() { ["items"] = new JsonArray(Example(true)), ["count"] = 1 };

    private const string ExampleId = "4f59exk4h6a525e3q8jc1wk9wq";

    private static JsonObject NewExample() => new()
    {
        ["ContentType"] = "Article", ["TitlePart"] = new JsonObject { ["Title"] = "关于失业保险稳岗返还的通知" },
        ["DisclosurePart"] = new JsonObject { ["ColumnId"] = "4c0column000000000000000001", ["Stage"] = "management", ["FormedOn"] = "2026-11-20", ["Urgency"] = "normal" },
        ["HtmlBodyPart"] = new JsonObject { ["Html"] = "<p>参保企业可申请返还上年度失业保险费。</p>" },
    };

    private static JsonObject Example(bool published)
    {
        var item = new JsonObject
        {
            ["ContentItemId"] = ExampleId, ["ContentItemVersionId"] = "4mtb7xsqcartxwhca1xvxqxynx", ["ContentType"] = "Article", ["DisplayText"] = "关于失业保险稳岗返还的通知",
            ["Latest"] = true, ["Published"] = published, ["ModifiedUtc"] = "2026-11-20T02:00:00Z", ["PublishedUtc"] = published ? "2026-11-23T01:30:00Z" : null, ["CreatedUtc"] = "2026-11-20T01:40:00Z",
            ["Owner"] = "editor", ["Author"] = "editor",
        };
        foreach (var (part, value) in ContentItemJson.PartsOf(NewExample())) item[part] = value?.DeepClone();
        return item;
    }

    private static JsonObject GraphQlExample() => new()
    {
        ["data"] = new JsonObject { ["article"] = new JsonArray(new JsonObject { ["contentItemId"] = ExampleId, ["displayText"] = "关于失业保险稳岗返还的通知" }) },
    };

    private static JsonObject Operation(string id, string summary, JsonArray parameters, JsonObject? body, JsonObject answers, params int[] refusals)
    {
        foreach (var status in refusals) answers[$"{status}"] = Reference("responses", $"Refusal{status}");
        var operation = new JsonObject { ["operationId"] = id, ["summary"] = summary, ["tags"] = new JsonArray("content"), ["parameters"] = parameters, ["responses"] = answers };
        if (body is not null) operation["requestBody"] = body;
        return operation;
    }

    private static JsonObject Item(string description)
    {
        var answer = Answer(description, "ContentItem", Example(true));
        answer["headers"] = new JsonObject { ["ETag"] = new JsonObject { ["description"] = "内容的修订号，供 If-Match 使用", ["schema"] = Text() } };
        return answer;
    }

    private static JsonObject Answer(string description, string schema, JsonNode example) => new()
    {
        ["description"] = description, ["content"] = new JsonObject { [Json] = new JsonObject { ["schema"] = Reference("schemas", schema), ["example"] = example } },
    };

    private static JsonObject Body(string schema, JsonObject example) => new()
    {
        ["required"] = true, ["content"] = new JsonObject { [Json] = new JsonObject { ["schema"] = Reference("schemas", schema), ["example"] = example } },
    };

    private static JsonObject Refusals()
    {
        var refusals = new JsonObject();
        foreach (var (status, description) in new[]
        {
            (400, "提交的内容没有通过检查"), (401, "需要有效的访问凭证"), (403, "没有访问权限"), (404, "没有找到，或不在查看范围内"), (409, "目前的状态不允许这样办理：列出全部原因"),
            (412, "内容已被他人修改"), (413, "提交的内容过大"), (415, "不支持这种内容格式"), (429, "请求过于频繁，Retry-After 给出等待秒数"), (503, "索引尚未就绪"),
        })
        {
            refusals[$"Refusal{status}"] = new JsonObject
            {
                ["description"] = description, ["content"] = new JsonObject { [ApiProblem.MediaType] = new JsonObject { ["schema"] = Reference("schemas", "Problem") } },
            };
        }
        return refusals;
    }

    private static JsonObject Parameters() => new()
    {
        ["ContentItemId"] = new JsonObject { ["name"] = "contentItemId", ["in"] = "path", ["required"] = true, ["description"] = "26 个字符的内容编号", ["schema"] = Text(), ["example"] = ExampleId },
        ["IfMatch"] = new JsonObject { ["name"] = "If-Match", ["in"] = "header", ["description"] = "只在修订号未变时写入", ["schema"] = Text(), ["example"] = "\"7\"" },
        ["IfNoneMatch"] = new JsonObject { ["name"] = "If-None-Match", ["in"] = "header", ["description"] = "只在有变化时读取", ["schema"] = Text(), ["example"] = "\"7\"" },
    };

    private static JsonObject Schemes()
    {
        JsonObject Scopes() => new() { [OpenIdServer.ReadScope] = "读取", [OpenIdServer.WriteScope] = "在权限内写入" };
        return new JsonObject
        {
            ["oauth2"] = new JsonObject
            {
                ["type"] = "oauth2", ["description"] = "接入的应用：以自身角色，或经人员同意后以其身份（PKCE，S256）",
                ["flows"] = new JsonObject
                {
                    ["clientCredentials"] = new JsonObject { ["tokenUrl"] = "/connect/token", ["scopes"] = Scopes() },
                    ["authorizationCode"] = new JsonObject { ["authorizationUrl"] = "/connect/authorize", ["tokenUrl"] = "/connect/token", ["scopes"] = Scopes() },
                },
            },
            ["signature"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "X-GovPortal-Signature", ["description"] = "t=时间戳,v1=HMAC-SHA256(渠道密钥, 时间戳.正文)" },
            ["personalToken"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "个人访问令牌（gpt_…），在后台“我的访问令牌”中新建" },
        };
    }
}
