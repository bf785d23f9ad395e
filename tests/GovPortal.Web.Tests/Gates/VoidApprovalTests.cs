using System.Text;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Gates;

/// <summary>After the approval nothing of a version may differ, whatever kind of part or field it is in; nor a byte of its files.</summary>
public sealed class VoidApprovalTests(SharedBureau shared)
{
    private readonly Bureau _bureau = shared.Bureau;

    /// <summary>Each kind of field with a value that is allowed, and its settings.</summary>
    private static readonly (string Kind, string Value, string Settings)[] Fields =
    [
        ("TextField", """{"Text":"文字"}""", "{}"),
        ("MultiTextField", """{"Values":["a"]}""", """{"Options":[{"name":"甲","value":"a"},{"name":"乙","value":"b"}]}"""),
        ("HtmlField", """{"Html":"<p>文字</p>"}""", "{}"),
        ("MarkdownField", """{"Markdown":"文字"}""", "{}"),
        ("BooleanField", """{"Value":true}""", "{}"),
        ("NumericField", """{"Value":12}""", "{}"),
        ("DateField", """{"Value":"2026-11-20"}""", "{}"),
        ("DateTimeField", """{"Value":"2026-11-20T01:00:00Z"}""", "{}"),
        ("TimeField", """{"Value":"08:30:00"}""", "{}"),
        ("LinkField", """{"Url":"https://www.gov.cn/","Text":"中国政府网"}""", "{}"),
        ("MediaField", """{"Paths":[]}""", """{"Multiple":true}"""),
        ("TableField", """{"Rows":[{"name":"甲"}]}""", """{"Columns":[{"Name":"name","Title":"姓名","Type":"text"}]}"""),
        ("ContentPickerField", """{"ContentItemIds":[]}""", "{}"),
        ("UserPickerField", """{"UserIds":[]}""", "{}"),
        ("TaxonomyField", """{"TermContentItemIds":[]}""", "{}"),
    ];

    private static readonly string[] Parts =
    [
        "TitlePart", "AutoroutePart", "AliasPart", "HtmlBodyPart", "MarkdownBodyPart", "DisclosurePart", "PublishLaterPart", "ArchiveLaterPart", "CommonPart", "ListPart", "ContainedPart",
        "TaxonomyPart", "TermPart",
    ];

    public static TheoryData<string> Kinds => [.. Parts, .. Fields.Select(f => f.Kind)];

    [Fact]
    public void Every_kind_is_tried()
    {
        var known = _bureau.App.Services.GetServices<ContentElement>().Select(e => e.Name).Order(StringComparer.Ordinal);
        Assert.Equal(known, Kinds.Select(k => k.Data).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_change_in_any_member_makes_the_approval_void(string kind)
    {
        await DefineAsync();
        var element = _bureau.App.Services.GetServices<ContentElement>().Single(e => e.Name == kind);
        var approved = await ApprovedAsync("审查之后改动" + kind);
        // Members it has, or one it should not have where the kind has none.
        foreach (var member in element.Properties.DefaultIfEmpty("Anything"))
        {
            await ChangeAsync(approved.VersionId, data =>
            {
                var holder = Fields.Any(f => f.Kind == kind) ? Child(Child(data, "Everything"), kind) : Child(data, kind);
                holder[member] = holder[member] is JsonValue value && value.TryGetValue(out bool flag) ? !flag : "改动";
            });
            var refused = await _bureau.PublishAsync(approved.VersionId);
            Assert.Contains(refused.Failures, f => f.Code == "publish.review-stale");
            Assert.Equal(2, refused.Failures.Count(f => f.Code == "publish.step-missing"));
            await ChangeAsync(approved.VersionId, _ => { }, restore: true);
        }
        Must(await _bureau.PublishAsync(approved.VersionId));

        static JsonObject Child(JsonObject parent, string name)
        {
            if (parent[name] is not JsonObject) parent[name] = new JsonObject();
            return parent[name]!.AsObject();
        }
    }

    [Fact]
    public async Task Saved_again_it_is_a_draft_that_nobody_approved()
    {
        var approved = await _bureau.ApprovedAsync(_bureau.Article("先审后改"));
        var refused = await _bureau.DraftAsync(_bureau.Article("先审后改", "<p>改过的正文。</p>"), itemId: approved.ContentItemId);
        // What is approved stays as it is; changing it takes a recall, and the recalled version is not published.
        Assert.False(refused.Succeeded);
        Assert.True((await _bureau.App.Get<RecallVersion>().HandleAsync(new RecallVersionCommand(approved.VersionId), await _bureau.ActorAsync("editor"), default)).Succeeded);
        var changed = Must(await _bureau.DraftAsync(_bureau.Article("先审后改", "<p>改过的正文。</p>"), itemId: approved.ContentItemId));
        foreach (var version in (string[])[approved.VersionId, changed.VersionId]) Assert.False((await _bureau.PublishAsync(version)).Succeeded);
    }

    [Theory]
    [InlineData("another file under the same path", "publish.review-stale")]
    [InlineData("other bytes in the same place", "media.altered")]
    [InlineData("no bytes any more", "media.bytes-missing")]
    [InlineData("purged", "publish.review-stale")]
    public async Task An_attachment_that_is_not_the_reviewed_one_is_not_published(string what, string code)
    {
        var id = ContentIds.New();
        var file = await _bureau.AttachAsync(id, "名单.txt", Encoding.UTF8.GetBytes("经审查的名单 " + what));
        var data = _bureau.Article("附件在审查后被换");
        data["Article"] = new JsonObject { ["Attachments"] = new JsonObject { ["Paths"] = new JsonArray(file.Path) } };
        var draft = Must(await _bureau.DraftAsync(data, newId: id));
        Must(await _bureau.SubmitAsync(draft.VersionId));
        Must(await _bureau.DecideAsync(draft.VersionId, "section-head", "head"));
        Must(await _bureau.DecideAsync(draft.VersionId, "confidentiality", "reviewer"));
        var place = Path.Combine(_bureau.App.DataPath, "media", file.Sha256[..2], file.Sha256);
        if (what.StartsWith("another", StringComparison.Ordinal))
        {
            var other = await _bureau.AttachAsync(ContentIds.New(), "夹带.txt", "没有审查过的名单"u8.ToArray());
            await _bureau.App.QueryAsync(db => db.Database.ExecuteSqlAsync($"""UPDATE "MediaFiles" SET "Sha256" = {other.Sha256} WHERE "Path" = {file.Path}"""));
        }
        else if (what.StartsWith("other", StringComparison.Ordinal)) await File.WriteAllTextAsync(place, "没有审查过的名单");
        else if (what.StartsWith("no bytes", StringComparison.Ordinal)) File.Delete(place);
        else await _bureau.App.QueryAsync(db => db.Database.ExecuteSqlAsync($"""UPDATE "MediaFiles" SET "PurgedUtc" = {DateTime.UtcNow} WHERE "Path" = {file.Path}"""));

        var refused = await _bureau.PublishAsync(draft.VersionId);
        Assert.Contains(refused.Failures, f => f.Code == code);
    }

    private string _kept = "";

    private async Task ChangeAsync(string versionId, Action<JsonObject> change, bool restore = false) => await _bureau.App.QueryAsync(async db =>
    {
        var data = await db.Set<ContentVersion>().Where(v => v.Id == versionId).Select(v => v.Data).SingleAsync();
        if (!restore) _kept = data;
        var json = JsonNode.Parse(_kept)!.AsObject();
        change(json);
        var text = restore ? _kept : json.ToJsonString();
        return await db.Set<ContentVersion>().Where(v => v.Id == versionId).ExecuteUpdateAsync(set => set.SetProperty(v => v.Data, text));
    });

    private async Task<VersionRef> ApprovedAsync(string title)
    {
        var data = _bureau.Article(title);
        data["Everything"] = new JsonObject(Fields.Select(f => KeyValuePair.Create(f.Kind, JsonNode.Parse(f.Value))));
        var draft = Must(await _bureau.App.Get<SaveDraft>().HandleAsync(new SaveDraftCommand(null, "Everything", data), await _bureau.ActorAsync("editor"), default));
        Must(await _bureau.SubmitAsync(draft.VersionId));
        Must(await _bureau.DecideAsync(draft.VersionId, "section-head", "head"));
        Must(await _bureau.DecideAsync(draft.VersionId, "confidentiality", "reviewer"));
        return draft;
    }

    private async Task DefineAsync()
    {
        var fields = new JsonArray([.. Fields.Select(f => (JsonNode)new JsonObject
        {
            ["FieldName"] = f.Kind, ["Name"] = f.Kind,
            ["Settings"] = new JsonObject { ["ContentPartFieldSettings"] = new JsonObject { ["DisplayName"] = f.Kind }, [f.Kind + "Settings"] = JsonNode.Parse(f.Settings) },
        })]);
        var parts = new JsonArray([.. Parts.Except(["ContainedPart", "TermPart", "TaxonomyPart", "ListPart"]).Append("Everything").Select(p => (JsonNode)new JsonObject { ["PartName"] = p, ["Name"] = p, ["Settings"] = new JsonObject() })]);
        var recipe = new JsonObject
        {
            ["name"] = "Everything",
            ["steps"] = new JsonArray(new JsonObject
            {
                ["name"] = "ContentDefinition",
                ["ContentTypes"] = new JsonArray(new JsonObject { ["Name"] = "Everything", ["DisplayName"] = "各种字段", ["Settings"] = new JsonObject(), ["ContentTypePartDefinitionRecords"] = parts }),
                ["ContentParts"] = new JsonArray(new JsonObject { ["Name"] = "Everything", ["Settings"] = new JsonObject(), ["ContentPartFieldDefinitionRecords"] = fields }),
            }),
        };
        Must(await _bureau.App.Get<RunRecipe>().HandleAsync(new RunRecipeCommand(recipe.ToJsonString(), "everything.recipe.json", AppContext.BaseDirectory, Trusted: true), Actor.System, null, default));
        await _bureau.App.CatchUpAsync();
    }
}
