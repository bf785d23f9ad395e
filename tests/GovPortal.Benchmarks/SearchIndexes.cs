using System.Diagnostics;
using System.Globalization;
using GovPortal.Search.Index;
using GovPortal.Search.Text;

namespace GovPortal.Benchmarks;

/// <summary>The index by itself, without database and pages: building, size, memory, and questions of each kind with all facets counted.</summary>
internal static class SearchIndexes
{
    private const int Batch = 500;
    private const int Asked = 400;

    private static readonly string[] Towns = ["石桥乡", "柳湾镇", "北塘镇", "云峰街道", "竹溪镇", "岭下乡", "白沙镇", "茶亭镇", "龙井乡", "东岸镇"];
    private static readonly string[] Subjects =
    [
        "失业保险稳岗返还", "城乡低保对象", "公益性岗位补贴", "高标准农田建设", "老旧小区改造", "事业单位公开招聘", "职业技能提升补贴", "农村饮水安全", "部门预算", "食品安全抽检",
        "土地征收补偿", "就业见习补贴", "残疾人两项补贴", "双随机抽查", "公租房配租", "耕地地力保护补贴", "工伤认定", "养老待遇资格认证", "创业担保贷款", "校园安全检查",
    ];
    private static readonly string[] Kinds = ["公示", "通知", "办事指南", "结果公告", "政策解读", "工作情况"];
    private static readonly string[] Sentences =
    [
        "经企业申报、数据比对和审核，现将名单予以公示，公示期五个工作日。", "符合条件的人员可以到政务服务中心窗口或者通过手机申请，十个工作日内办结。",
        "如有异议，请在公示期内以书面形式向责任科室反映，联系电话见附件。", "各乡镇要压实责任，按季度报送进展，县政府办公室将组织督查。",
        "补贴资金通过社会保障卡发放到个人账户，不收取任何费用。", "本办法自印发之日起施行，有效期五年，原有规定与本办法不一致的以本办法为准。",
    ];

    private static readonly (string Name, string[] Texts)[] Questions =
    [
        ("one word", ["公示", "补贴", "招聘", "社保卡", "低保"]),
        ("several words", ["石桥乡 低保 公示", "2025年 部门预算", "老旧小区改造 通知", "职业技能补贴怎么申请"]),
        ("phrase", ["\"公示期五个工作日\"", "\"稳岗返还\"", "\"以书面形式\""]),
        ("document number", ["澄人社发〔2025〕17号", "(2024)123号", "2026 8号"]),
        ("pinyin", ["wengangfanhuan", "shebaoka", "gongzufang"]),
        ("slip of the pen", ["稳港返还", "公益性刚位", "耕地地力保户补贴"]),
        ("nothing there", ["飞行汽车牌照", "锟斤拷"]),
    ];

    public static async Task RunAsync(int documents)
    {
        var folder = Directory.CreateTempSubdirectory("search-benchmark").FullName;
        try
        {
            await ChineseDictionary.WarmUp();
            using var index = SearchIndex.Open(folder);
            var before = GC.GetTotalMemory(true);
            var start = Stopwatch.GetTimestamp();
            for (var at = 0; at < documents; at += Batch) index.Apply(Enumerable.Range(at, Math.Min(Batch, documents - at)).Select(Document), []);
            index.Commit(1);
            index.Refresh();
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var bytes = new DirectoryInfo(folder).EnumerateFiles().Sum(f => f.Length);
            start = Stopwatch.GetTimestamp();
            _ = index.Search(new SearchQuery { Text = "锟斤拷" });
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"\n{documents} documents: built in {seconds:0.0} s ({documents / seconds:0} a second), {bytes / 1048576.0:0} MB on disk, {(GC.GetTotalMemory(true) - before) / 1048576.0:0} MB of memory after, first words read in {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms\n\n| question | p50 ms | p95 ms | p99 ms | slowest |\n|---|---|---|---|---|"));
            foreach (var (name, texts) in Questions) Print(name, await AskAsync(i => index.Search(new SearchQuery { Text = texts[i % texts.Length] })));
            Print("with filters", await AskAsync(i => index.Search(new SearchQuery { Text = "补贴", Year = 2020 + (i % 7), Type = "Publicity" })));
            Print("newest first", await AskAsync(i => index.Search(new SearchQuery { Text = Subjects[i % Subjects.Length], Sort = SearchSort.Newest })));
            Print("page 100", await AskAsync(i => index.Search(new SearchQuery { Text = Kinds[i % Kinds.Length], Page = 100 })));
            Print("suggestions", await AskAsync(i => index.Suggest(Subjects[i % Subjects.Length][..3])));
            Print("suggestions for pinyin", await AskAsync(i => index.Suggest(i % 2 == 0 ? "shebao" : "gongz")));
            Print("published to found", await AskAsync(i =>
            {
                index.Apply([Document(documents + i)], []);
                index.Refresh();
            }, 100));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<Timing> AskAsync(Action<int> ask, int times = Asked) => Timing.OfAsync(times, i =>
    {
        ask(i);
        return Task.CompletedTask;
    }, warmUp: 20);

    private static void Print(string name, Timing t) => Console.WriteLine($"| {name} | {Timing.Text(t.Median)} | {Timing.Text(t.P95)} | {Timing.Text(t.P99)} | {Timing.Text(t.Max)} |");

    /// <summary>As long as the common run of notices; every fourth with a list of names in a file.</summary>
    private static SearchDocument Document(int i)
    {
        var random = new Random(i);
        var (town, subject, kind, year) = (Towns[random.Next(Towns.Length)], Subjects[random.Next(Subjects.Length)], Kinds[random.Next(Kinds.Length)], 2018 + random.Next(9));
        return new SearchDocument
        {
            Id = $"item{i}", Type = kind == "办事指南" ? "ServiceGuide" : kind == "公示" ? "Publicity" : "Notice", TypeTitle = kind, Title = $"{town}{year}年第{random.Next(1, 13)}批{subject}{kind}",
            Body = string.Join('\n', Enumerable.Range(0, 6 + random.Next(20)).Select(_ => Sentences[random.Next(Sentences.Length)])), Path = $"/items/{i}", Number = i % 3 == 0 ? $"澄人社发〔{year}〕{random.Next(1, 400)}号" : null,
            Validity = i % 3 == 0 ? i % 30 == 0 ? "repealed" : "valid" : "",
            Attachments = i % 4 == 0 ? [new AttachedText("名单.xlsx", string.Join('\n', Enumerable.Range(1, 40).Select(n => $"{n} {town} {(char)(0x4E00 + random.Next(3000))}{(char)(0x4E00 + random.Next(3000))} {random.Next(100, 9000)}")))] : [],
            ColumnId = $"c{i % 60}", ColumnPath = $"zwgk/lm{i % 60}", ColumnTitle = $"政务公开 · 栏目{i % 60}", SectionId = $"s{i % 30}", SectionName = $"责任科室{i % 30}",
            Year = year, PublishedUtc = new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(random.Next(8000)), Summary = subject,
        };
    }
}
