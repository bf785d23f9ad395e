using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using GovPortal.Media.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Modules.Tests.Media.App;

public sealed class PublishedMediaTests
{
    [Fact]
    public async Task A_file_is_open_exactly_while_its_item_is_live()
    {
        await using var app = await MediaApp.StartAsync();
        var item = ContentIds.New();
        var file = (await app.AddAsync(Samples.Pdf(), "公示 名单.pdf", item)).Value!;
        var url = MediaApp.Url(file.Path);
        var version = await app.SaveAsync(item, paths: file.Path);
        Assert.Equal(HttpStatusCode.NotFound, (await app.GetAsync(url)).StatusCode);

        await app.PublishAsync(version.VersionId);
        using var open = await app.GetAsync(url);
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);
        Assert.Equal(Samples.Pdf(), await open.Content.ReadAsByteArrayAsync());

        await app.WithdrawAsync(item);
        using var withdrawn = await app.GetAsync(url, with: r => r.Headers.IfNoneMatch.Add(open.Headers.ETag!));
        Assert.Equal(HttpStatusCode.NotFound, withdrawn.StatusCode);
    }

    [Fact]
    public async Task Draft_withdrawn_unknown_and_hostile_addresses_answer_alike()
    {
        await using var app = await MediaApp.StartAsync();
        var (draft, gone) = (ContentIds.New(), ContentIds.New());
        var drafted = (await app.AddAsync(Samples.Pdf(), "a.pdf", draft)).Value!;
        await app.SaveAsync(draft, paths: drafted.Path);
        var withdrawn = (await app.AddAsync(Samples.Pdf("b"), "b.pdf", gone)).Value!;
        await app.PublishAsync((await app.SaveAsync(gone, paths: withdrawn.Path)).VersionId);
        await app.WithdrawAsync(gone);

        var answers = new HashSet<string>();
        foreach (var url in (string[])
        [
            MediaApp.Url(drafted.Path), MediaApp.Url(withdrawn.Path), "/media/2026/01/0000000000/x.pdf", "/media/", "/media", "/media/%2e%2e/portal.db",
            "/media/..%2fportal.db", "/media/..%5cportal.db", "/media/incoming", $"/media/{drafted.Sha256[..2]}/{drafted.Sha256}", "/media/a%0d%0ab",
            "/media/" + new string('a', 3000),
        ])
        {
            using var answer = await app.GetAsync(url);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            answers.Add($"{answer.Headers}{answer.Content.Headers}{await answer.Content.ReadAsStringAsync()}");
        }
        Assert.Single(answers);
    }

    [Fact]
    public async Task A_file_of_an_internal_column_stays_closed()
    {
        await using var app = await MediaApp.StartAsync();
        var item = ContentIds.New();
        var file = (await app.AddAsync(Samples.Pdf(), "a.pdf", item)).Value!;
        await app.PublishAsync((await app.SaveAsync(item, MediaApp.InternalColumn, paths: file.Path)).VersionId);
        Assert.Equal(HttpStatusCode.NotFound, (await app.GetAsync(MediaApp.Url(file.Path))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/Admin" + MediaApp.Url(file.Path).Replace("media", "Media", StringComparison.Ordinal), "publisher")).StatusCode);
    }

    [Fact]
    public async Task A_new_version_closes_what_it_no_longer_refers_to_and_reindex_changes_nothing()
    {
        await using var app = await MediaApp.StartAsync();
        var item = ContentIds.New();
        var (old, kept) = ((await app.AddAsync(Samples.Pdf("old"), "old.pdf", item)).Value!, (await app.AddAsync(Samples.Pdf("kept"), "kept.pdf", item)).Value!);
        await app.PublishAsync((await app.SaveAsync(item, paths: [old.Path, kept.Path])).VersionId);
        await app.PublishAsync((await app.SaveAsync(item, isNew: false, paths: [kept.Path])).VersionId);
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await app.GetAsync(MediaApp.Url(old.Path))).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await app.GetAsync(MediaApp.Url(kept.Path))).StatusCode);
            await app.Get<Reindex>().HandleAsync(null, default);
        }
    }

    [Fact]
    public async Task The_answer_says_what_it_is_and_lets_nothing_run()
    {
        await using var app = await MediaApp.StartAsync();
        var item = ContentIds.New();
        var pdf = (await app.AddAsync(Samples.Pdf(), "公示\"名单\".pdf", item)).Value!;
        var png = (await app.AddAsync(Samples.Png, "图.png", item)).Value!;
        var doc = (await app.AddAsync(Samples.Zip("[Content_Types].xml", "word/document.xml"), "通知.docx", item)).Value!;
        await app.PublishAsync((await app.SaveAsync(item, paths: [pdf.Path, png.Path, doc.Path])).VersionId);

        using var p = await app.GetAsync(MediaApp.Url(pdf.Path));
        Assert.Equal("application/pdf", p.Content.Headers.ContentType!.ToString());
        Assert.Equal("inline", p.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(pdf.FileName, p.Content.Headers.ContentDisposition.FileNameStar);
        Assert.Equal($"\"{pdf.Sha256}\"", p.Headers.ETag!.Tag);
        Assert.Equal("no-cache", p.Headers.CacheControl!.ToString());
        Assert.Equal("nosniff", p.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.DoesNotContain("sandbox", p.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);

        using var i = await app.GetAsync(MediaApp.Url(png.Path));
        Assert.Equal("inline", i.Content.Headers.ContentDisposition!.DispositionType);
        Assert.EndsWith("sandbox", i.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);

        using var d = await app.GetAsync(MediaApp.Url(doc.Path));
        Assert.Equal("attachment", d.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("通知.docx", d.Content.Headers.ContentDisposition.FileNameStar);
    }

    [Fact]
    public async Task Ranges_heads_and_unchanged_files_are_answered_as_http_says()
    {
        await using var app = await MediaApp.StartAsync();
        var item = ContentIds.New();
        var file = (await app.AddAsync(Samples.Pdf(), "a.pdf", item)).Value!;
        await app.PublishAsync((await app.SaveAsync(item, paths: file.Path)).VersionId);
        var url = MediaApp.Url(file.Path);

        using var part = await app.GetAsync(url, with: r => r.Headers.Range = new RangeHeaderValue(1, 3));
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal("PDF", await part.Content.ReadAsStringAsync());
        using var beyond = await app.GetAsync(url, with: r => r.Headers.Range = new RangeHeaderValue(100_000, null));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
        using var head = await app.GetAsync(url, method: HttpMethod.Head);
        Assert.Equal((HttpStatusCode.OK, file.Length), (head.StatusCode, head.Content.Headers.ContentLength));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        using var same = await app.GetAsync(url, with: r => r.Headers.IfNoneMatch.Add(new EntityTagHeaderValue($"\"{file.Sha256}\"")));
        Assert.Equal((HttpStatusCode.NotModified, "no-cache"), (same.StatusCode, same.Headers.CacheControl!.ToString()));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await app.GetAsync(url, method: HttpMethod.Delete)).StatusCode);
    }

    [Fact]
    public async Task A_draft_is_previewed_by_those_who_may_read_it()
    {
        await using var app = await MediaApp.StartAsync();
        var item = ContentIds.New();
        var file = (await app.AddAsync(Samples.Pdf(), "a.pdf", item)).Value!;
        var url = "/Admin/Media/" + file.Path;
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync(url, "editor")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.GetAsync(url, "reviewer")).StatusCode);
        await app.SaveAsync(item, paths: file.Path);
        using var preview = await app.GetAsync(url, "reviewer");
        Assert.Equal((HttpStatusCode.OK, true), (preview.StatusCode, preview.Headers.CacheControl!.NoStore));
        Assert.Equal(HttpStatusCode.NotFound, (await app.GetAsync(url, "other")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.GetAsync(url)).StatusCode);
    }

    [Fact]
    public async Task The_published_row_lists_the_attachments()
    {
        await using var app = await MediaApp.StartAsync();
        var item = ContentIds.New();
        var (one, two) = ((await app.AddAsync(Samples.Pdf(), "一.pdf", item)).Value!, (await app.AddAsync(Samples.Png, "二.png", item)).Value!);
        await app.PublishAsync((await app.SaveAsync(item, paths: [one.Path, two.Path])).VersionId);
        await using var db = await app.DbAsync();
        var facts = JsonNode.Parse((await db.Set<ContentIndexRow>().SingleAsync(r => r.ContentItemId == item && r.IsPublished)).Facts)!;
        Assert.True(JsonNode.DeepEquals(facts["attachments"], new JsonArray(
            new JsonObject { ["path"] = one.Path, ["name"] = "一.pdf", ["length"] = one.Length, ["contentType"] = "application/pdf", ["title"] = "名单" },
            new JsonObject { ["path"] = two.Path, ["name"] = "二.png", ["length"] = two.Length, ["contentType"] = "image/png" })), facts.ToJsonString());
    }

    [Fact]
    public async Task Another_items_file_cannot_be_submitted()
    {
        await using var app = await MediaApp.StartAsync();
        var file = (await app.AddAsync(Samples.Pdf(), "a.pdf", ContentIds.New())).Value!;
        var version = await app.SaveAsync(ContentIds.New(), paths: file.Path);
        var result = await app.Get<SubmitVersion>().HandleAsync(new SubmitVersionCommand(version.VersionId, MediaApp.Form), await app.ActorAsync("editor"), default);
        Assert.True(result.Has("media.of-other-item"));
    }

    [Fact]
    public async Task A_purge_removes_the_bytes_that_no_version_and_no_item_needs()
    {
        await using var app = await MediaApp.StartAsync();
        var (item, neighbour) = (ContentIds.New(), ContentIds.New());
        var leaked = (await app.AddAsync(Samples.Pdf("leaked"), "leaked.pdf", item)).Value!;
        var kept = (await app.AddAsync(Samples.Pdf("kept"), "kept.pdf", item)).Value!;
        var shared = (await app.AddAsync(Samples.Pdf("shared"), "shared.pdf", item)).Value!;
        await app.AddAsync(Samples.Pdf("shared"), "shared.pdf", neighbour);
        var first = await app.SaveAsync(item, paths: [leaked.Path, kept.Path, shared.Path]);
        await app.PublishAsync(first.VersionId);
        await app.PublishAsync((await app.SaveAsync(item, isNew: false, paths: [kept.Path])).VersionId);
        await app.CatchUpAsync();

        await app.PurgeAsync(first.VersionId);
        var store = app.Get<IMediaStore>();
        await app.CatchUpAsync();
        Assert.Null(store.Open(leaked.Sha256));
        await using (var stream = store.Open(kept.Sha256)) Assert.NotNull(stream);
        await using (var stream = store.Open(shared.Sha256)) Assert.NotNull(stream);
        await using (var db = await app.DbAsync())
        {
            Assert.Equal([leaked.Path, shared.Path], (await db.Set<MediaFile>().Where(f => f.PurgedUtc != null).Select(f => f.Path).ToListAsync())
                .OrderBy(p => p == shared.Path));
            Assert.Equal([kept.Path], (await store.FindAsync(db, [leaked.Path, kept.Path, shared.Path], default)).Keys);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await app.GetAsync("/Admin/Media/" + leaked.Path, "editor")).StatusCode);

        // Again, as after a crash; and the same bytes may come back.
        var again = (await app.AddAsync(Samples.Pdf("leaked"), "again.pdf", ContentIds.New())).Value!;
        var reader = app.Get<IEnumerable<GovPortal.Kernel.Events.INodeEventReader>>().Single(r => r.Name == "media-purge");
        await reader.StartAsync(default);
        await using (var stream = store.Open(again.Sha256)) Assert.NotNull(stream);
    }

    [Fact]
    public async Task What_was_purged_while_the_node_was_down_goes_at_its_start()
    {
        await using var app = await MediaApp.StartAsync();
        var item = ContentIds.New();
        var file = (await app.AddAsync(Samples.Pdf(), "a.pdf", item)).Value!;
        var version = await app.SaveAsync(item, paths: file.Path);
        await app.PublishAsync(version.VersionId);
        await app.WithdrawAsync(item);
        await app.PurgeAsync(version.VersionId);
        await app.CatchUpAsync();
        Assert.Null(app.Get<IMediaStore>().Open(file.Sha256));
    }
}
