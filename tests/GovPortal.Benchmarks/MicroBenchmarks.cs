using BenchmarkDotNet.Attributes;
using GovPortal.Columns.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Indexing;
using GovPortal.Search.Text;
using GovPortal.Web.Tests.Reliability;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Benchmarks;

/// <summary>The parts a page, a publication or a start is made of, on SQLite with 2,000 items.</summary>
[InProcess, MemoryDiagnoser, ShortRunJob]
public class MicroBenchmarks
{
    private Place _place = null!;
    private Portal _portal = null!;
    private IPublishedContent _content = null!;
    private IPublicSearch _search = null!;
    private string _path = null!;
    private byte[] _table = null!;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _place = await Portal.FilledAsync(onPostgreSql: false, 2000);
        _portal = await Portal.StartAsync(_place);
        (_content, _search) = (_portal.Services.GetRequiredService<IPublishedContent>(), _portal.Services.GetRequiredService<IPublicSearch>());
        _path = (await _portal.ItemAddressesAsync(1))[0][1..];
        _table = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Fixtures", "栏目任务分解表.xlsx"));
    }

    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        await _portal.DisposeAsync();
        await _place.DisposeAsync();
    }

    [Benchmark]
    public Task<PublishedItem?> Item_by_path() => _content.ByPathAsync(_path, default);

    [Benchmark]
    public Task<PublishedPage> Newest_of_all() => _content.ListAsync(new PublishedQuery(null, PageSize: 10), default);

    [Benchmark]
    public Task<MonthTotal> Figures_of_a_month() => _content.MonthAsync(new DateOnly(2026, 11, 1), default);

    [Benchmark]
    public PublicSearchResults? Search_one_word() => _search.Search(new PublicSearchQuery("稳岗返还"));

    [Benchmark]
    public PublicSearchResults? Search_a_phrase_in_a_year() => _search.Search(new PublicSearchQuery("\"职业技能提升培训\" 通知", Year: 2026));

    [Benchmark]
    public string Event_hash() => EventChain.Hash(
        1, "content.published", DateTime.UnixEpoch, "editor", "subject", "version", "home", """{"column":"a","number":1}""", EventChain.Genesis);

    [Benchmark]
    public async Task<object> Task_table_preview() => DemoBureau.Must(await _portal.Services.GetRequiredService<PreviewTaskTable>().HandleAsync(
        new TaskTableSource(new MemoryStream(_table), "栏目任务分解表.xlsx"), Actor.System, trusted: true, default));

    [Benchmark]
    public ChineseDictionary Dictionary_load() => ChineseDictionary.Load([]);
}
