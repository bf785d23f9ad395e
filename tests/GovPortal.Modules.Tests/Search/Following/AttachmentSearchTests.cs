using GovPortal.Kernel.Publishing;
using GovPortal.Search.Features;
using GovPortal.Kernel.Access;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Modules.Tests.Search.Following;

public sealed class AttachmentSearchTests : IDisposable
{
    private const string Facts = """{"attachments":[{"path":"2026/名单.txt","name":"名单.txt","title":"拟发放名单"},{"path":"2026/坏.pdf","name":"坏.pdf"}],"label":{"number":"澄人社发〔2026〕3号"},"indexNumber":"CX-2026-00003"}""";

    private readonly string _data = Directory.CreateTempSubdirectory("search").FullName;
    private readonly FilesInMemory _files = new();

    [Fact]
    public async Task Words_that_only_a_file_has_are_found_and_the_passage_names_the_file()
    {
        await using var portal = await StartAsync();
        await portal.PublishAsync("a", "补贴公示", "名单见附件。", facts: Facts);
        await portal.CatchUpAsync();
        var hit = portal.Hit("郑书瑶");
        Assert.Equal(("a", "拟发放名单"), (hit.ContentItemId, hit.Attachment));
        Assert.Contains("<mark>郑书瑶</mark>", hit.SnippetHtml, StringComparison.Ordinal);
        Assert.Null(portal.Hit("补贴公示").Attachment);
    }

    [Fact]
    public async Task A_document_is_found_by_its_numbers()
    {
        await using var portal = await StartAsync();
        await portal.PublishAsync("a", "补贴公示", facts: Facts);
        await portal.PublishAsync("b", "转发澄人社发〔2026〕3号的通知", "澄人社发〔2026〕3号");
        await portal.CatchUpAsync();
        Assert.Equal("a", portal.First("澄人社发(2026)3号"));
        Assert.Equal("a", portal.First("cx 2026 00003"));
    }

    [Fact]
    public async Task A_withdrawn_item_and_a_purged_file_are_found_no_more()
    {
        await using var portal = await StartAsync();
        await portal.PublishAsync("a", "补贴公示", facts: Facts);
        await portal.CatchUpAsync();
        _files.Purge("2026/名单.txt");
        await portal.PublishAsync("a", "补贴公示", facts: Facts);
        await portal.CatchUpAsync();
        Assert.Empty(portal.Found("郑书瑶"));
        Assert.Equal(["a"], portal.Found("补贴公示"));
        await portal.WithdrawAsync("a");
        await portal.CatchUpAsync();
        Assert.Empty(portal.Found("补贴公示"));
    }

    [Fact]
    public async Task A_rebuild_reads_the_files_and_goes_on_without_one_that_is_gone()
    {
        await using var portal = await StartAsync();
        await portal.PublishAsync("a", "补贴公示", facts: Facts);
        await portal.PublishAsync("b", "另一公示", facts: """{"attachments":[{"path":"2026/丢失.txt","name":"丢失.txt"}]}""");
        _files.LoseBytes("2026/丢失.txt");
        await portal.Get<RebuildSearch>().HandleAsync(new RebuildSearchCommand(Trusted: true), Actor.System, null, CancellationToken.None);
        Assert.Equal(["a"], portal.Found("郑书瑶"));
        Assert.Equal(["a", "b"], portal.Found("公示"));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }

    private Task<SearchedPortal> StartAsync()
    {
        _files.Add("2026/名单.txt", "序号 姓名 金额\n1 郑书瑶 2000");
        _files.Add("2026/坏.pdf", "这不是 PDF");
        _files.Add("2026/丢失.txt", "找不到的内容");
        return SearchedPortal.StartAsync(_data, configure: services => services.AddSingleton<IMediaStore>(_files));
    }
}
