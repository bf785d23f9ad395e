using System.Security.Cryptography;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Media.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Modules.Tests.Media.App;

public sealed class AddMediaTests
{
    [Fact]
    public async Task Bytes_come_back_as_they_went_in_and_stand_under_their_hash()
    {
        await using var app = await MediaApp.StartAsync();
        var bytes = Samples.Pdf();
        var file = (await app.AddAsync(bytes, "公示名单.pdf", ContentIds.New())).Value!;

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), file.Sha256);
        Assert.Equal(bytes.Length, file.Length);
        Assert.Equal("application/pdf", file.ContentType);
        Assert.Matches(@"^\d{4}/\d{2}/[0-9a-z]{10}/公示名单\.pdf$", file.Path);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Path.Combine(app.MediaFolder, file.Sha256[..2], file.Sha256)));
        await using var stream = app.Get<IMediaStore>().Open(file.Sha256)!;
        var back = new byte[bytes.Length];
        await stream.ReadExactlyAsync(back);
        Assert.Equal(bytes, back);
        Assert.Empty(Directory.GetFiles(Path.Combine(app.MediaFolder, "incoming")));
    }

    [Fact]
    public async Task The_same_bytes_twice_are_two_files_and_one_content()
    {
        await using var app = await MediaApp.StartAsync();
        var item = ContentIds.New();
        var (one, two) = ((await app.AddAsync(Samples.Pdf(), "一.pdf", item)).Value!, (await app.AddAsync(Samples.Pdf(), "一.pdf", item)).Value!);
        Assert.NotEqual(one.Path, two.Path);
        Assert.Equal(one.Sha256, two.Sha256);
        Assert.Single(Directory.GetFiles(app.MediaFolder, "*", SearchOption.AllDirectories));
        await using var db = await app.DbAsync();
        Assert.Equal(2, (await app.Get<IMediaStore>().FindAsync(db, [one.Path, two.Path, "2026/01/nowhere/x.pdf"], default)).Count);
    }

    [Fact]
    public async Task The_event_holds_id_hash_and_length_and_no_name()
    {
        await using var app = await MediaApp.StartAsync();
        var file = (await app.AddAsync(Samples.Pdf(), "张三处分决定.pdf", ContentIds.New())).Value!;
        await using var db = await app.DbAsync();
        var added = await db.Set<PortalEvent>().SingleAsync(e => e.Kind == "media.added");
        var id = (await db.Set<MediaFile>().SingleAsync()).Id;
        Assert.Equal($$"""{"id":"{{id}}","length":{{file.Length}},"sha":"{{file.Sha256}}"}""", added.Payload);
        Assert.Equal(("editor", file.ContentItemId), (added.ActorId, added.SubjectId));
    }

    [Theory]
    [InlineData("../../etc/passwd.pdf", "media.name-invalid")]
    [InlineData("a\\b.pdf", "media.name-invalid")]
    [InlineData("", "media.name-invalid")]
    [InlineData("表.xlsm", "media.macro")]
    [InlineData("图.svg", "media.kind-not-allowed")]
    [InlineData("页.html", "media.kind-not-allowed")]
    [InlineData("页.pdf.exe", "media.kind-not-allowed")]
    [InlineData("没有扩展名", "media.kind-not-allowed")]
    [InlineData("图.png", "media.content-mismatch")]
    public async Task A_refused_file_leaves_nothing_behind(string name, string code)
    {
        await using var app = await MediaApp.StartAsync();
        var result = await app.AddAsync(Samples.Pdf(), name, ContentIds.New());
        Assert.Equal(code, Assert.Single(result.Failures).Code);
        await using var db = await app.DbAsync();
        Assert.Equal(0, await db.Set<MediaFile>().CountAsync());
        Assert.False(Directory.Exists(app.MediaFolder) && Directory.GetFiles(app.MediaFolder, "*", SearchOption.AllDirectories).Length > 0);
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public async Task The_limit_is_the_last_length_that_is_taken(int length, bool taken)
    {
        await using var app = await MediaApp.StartAsync(maxUploadBytes: 1000);
        var bytes = new byte[length];
        Samples.Pdf().CopyTo(bytes, 0);
        var actor = await app.ActorAsync("editor");
        foreach (var stream in new Stream[] { new MemoryStream(bytes), new Unseekable(bytes) })
        {
            var result = await app.Get<IMediaStore>().AddAsync(stream, "a.pdf", ContentIds.New(), actor, default);
            Assert.Equal(taken ? [] : ["media.too-large"], result.Failures.Select(f => f.Code));
        }
        Assert.Empty(Directory.Exists(app.MediaFolder) && !taken ? Directory.GetFiles(app.MediaFolder, "*", SearchOption.AllDirectories) : []);
    }

    [Fact]
    public async Task A_file_known_to_be_too_long_is_refused_before_it_is_read()
    {
        await using var app = await MediaApp.StartAsync(maxUploadBytes: 1000);
        using var stream = new MemoryStream(new byte[2000]);
        var result = await app.Get<IMediaStore>().AddAsync(stream, "a.svg", ContentIds.New(), await app.ActorAsync("editor"), default);
        Assert.Equal(["media.kind-not-allowed", "media.too-large"], result.Failures.Select(f => f.Code));
        Assert.Equal(0, stream.Position);
    }

    [Fact]
    public async Task An_empty_file_is_refused()
    {
        await using var app = await MediaApp.StartAsync();
        Assert.True((await app.AddAsync([], "a.pdf", ContentIds.New())).Has("media.empty"));
    }

    [Fact]
    public async Task Only_those_with_the_permission_at_the_items_section_may_add()
    {
        await using var app = await MediaApp.StartAsync();
        var item = ContentIds.New();
        Assert.True((await app.AddAsync(Samples.Pdf(), "a.pdf", item, by: "reviewer")).Has("access.not-allowed"));
        Assert.True((await app.AddAsync(Samples.Pdf(), "a.pdf", "../x", by: "editor")).Has("access.not-allowed"));
        await app.SaveAsync(item);
        Assert.True((await app.AddAsync(Samples.Pdf(), "a.pdf", item, by: "editor")).Succeeded);
        Assert.True((await app.AddAsync(Samples.Pdf(), "a.pdf", item, by: "other")).Has("access.not-allowed"));
        Assert.True((await app.AddAsync(Samples.Pdf(), "a.pdf", ContentIds.New(), by: "other")).Succeeded);
    }

    /// <summary>A body of a request, whose length nobody knows.</summary>
    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
        public override long Length => throw new NotSupportedException();
    }
}
