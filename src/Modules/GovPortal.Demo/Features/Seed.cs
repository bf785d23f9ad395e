using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Demo.Features;

/// <param name="Items">How many items to publish.</param>
/// <param name="Random">Start of the pseudo-random texts; the same start gives the same texts.</param>
public sealed record SeedCommand(int Items, int Random = 1);

/// <summary>
/// Fills a database with published items for measuring, through the real handlers, as four distinct people that exist
/// only here; fifty items a transaction. Failures: <c>seed.not-synthetic</c>, <c>seed.no-columns</c> and the handlers'.
/// Side effect: marks an empty database as synthetic for good.
/// </summary>
public sealed class Seed(
    PortalTransactions transactions, IDbContextFactory<PortalDbContext> contexts, SaveDraft save, SubmitVersion submit, DecideReview decide, PublishVersion publish)
{
    private const int BatchSize = 50;

    private static readonly string[] Subjects =
        ["失业保险稳岗返还", "灵活就业社会保险补贴", "职业技能提升培训", "高校毕业生就业见习", "事业单位公开招聘", "工伤认定", "城乡居民养老保险", "创业担保贷款", "劳务派遣行政许可", "农民工工资支付保障", "公益性岗位开发", "企业职工养老保险缴费"];
    private static readonly string[] Kinds = ["通知", "公告", "公示", "办事指引", "实施办法", "工作安排", "情况通报", "结果公布"];
    private static readonly string[] Sentences =
        ["请符合条件的单位和个人在规定期限内提出申请。", "申请材料经核验无误后，五个工作日内办结。", "补贴标准按上年度实际缴费基数的一定比例核定。", "公示期间如有异议，请以书面形式实名反映。",
         "各镇人力资源和社会保障服务所负责受理和初审。", "资金直接拨付至申请人社会保障卡账户。", "逾期未申请的，视为自动放弃。", "有关政策由县人力资源和社会保障局负责解释。", "虚报材料骗取资金的，依法追回并列入失信记录。", "咨询可到政务服务大厅社保窗口办理。"];

    public async Task<Result<int>> HandleAsync(SeedCommand command, IProgress<int>? progress, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var marked = await db.Set<SettingRow>().AnyAsync(s => s.Key == SettingRow.Synthetic, cancellation);
        if (!marked && await db.Set<ContentItemRow>().AnyAsync(cancellation)) return Failure.Of("seed.not-synthetic");
        var columns = await db.Set<Column>().AsNoTracking().Where(c => !c.IsGroup && !c.IsInternal && !c.IsClosed).OrderBy(c => c.Position).ToListAsync(cancellation);
        var sections = await db.Set<Section>().AsNoTracking().OrderBy(s => s.Position).ToListAsync(cancellation);
        if (columns.Count == 0 || sections.Count == 0) return Failure.Of("seed.no-columns");

        var random = new Random(command.Random);
        var done = 0;
        while (done < command.Items)
        {
            await using var tx = await transactions.BeginAsync(cancellation);
            if (!marked) tx.Db.Add(new SettingRow { Key = SettingRow.Synthetic, Json = "true" });
            marked = true;
            for (var i = 0; i < BatchSize && done < command.Items; i++, done++)
            {
                var column = columns[random.Next(columns.Count)];
                var section = column.SectionId ?? sections[random.Next(sections.Count)].Id;
                var result = await PublishOneAsync(tx, Data(random, column.Id, section, done), cancellation);
                if (!result.Succeeded) return result.As<int>();
                tx.Db.ChangeTracker.Clear();
            }
            await tx.CommitAsync(cancellation);
            progress?.Report(done);
        }
        return done;
    }

    private async Task<Result> PublishOneAsync(PortalTransaction tx, JsonObject data, CancellationToken cancellation)
    {
        var saved = await save.ApplyAsync(tx, new SaveDraftCommand(null, "Article", data), Person("editor", "SectionEditor", Permissions.ContentEdit, Permissions.ContentSubmit), cancellation);
        if (!saved.Succeeded) return saved;
        var submitted = await submit.ApplyAsync(tx, new SubmitVersionCommand(saved.Value.VersionId, PlayJourney.Form()), Person("editor", "SectionEditor", Permissions.ContentEdit, Permissions.ContentSubmit), cancellation);
        if (!submitted.Succeeded) return submitted;
        var version = await tx.Db.Set<ContentVersion>().SingleAsync(v => v.Id == saved.Value.VersionId, cancellation);
        foreach (var step in ReviewRoute.Parse(version.Route).Steps)
        {
            var decided = await decide.ApplyAsync(tx, new DecideReviewCommand(version.Id, version.ManifestHash!, step.Name, ReviewDecision.Approved, null), Person(step.Name, step.Role, step.Permission), cancellation);
            if (!decided.Succeeded) return decided;
        }
        return await publish.ApplyAsync(tx, new PublishVersionCommand(version.Id), Person("publisher", "Publisher", Permissions.ContentPublish), cancellation);
    }

    private static Actor Person(string id, string role, params string[] permissions) =>
        new("seed-" + id, "模拟人员", [new Grant(role, permissions.ToHashSet(StringComparer.Ordinal), null, null)]);

    private static JsonObject Data(Random random, string columnId, string sectionId, int number)
    {
        var body = string.Concat(Enumerable.Range(0, random.Next(3, 9)).Select(_ =>
            "<p>" + string.Concat(Enumerable.Range(0, random.Next(2, 6)).Select(_ => Sentences[random.Next(Sentences.Length)])) + "</p>"));
        return new JsonObject
        {
            ["TitlePart"] = new JsonObject { ["Title"] = $"关于{Subjects[random.Next(Subjects.Length)]}的{Kinds[random.Next(Kinds.Length)]}（第{number + 1}号）" },
            [Disclosure.PartName] = new JsonObject
            {
                ["ColumnId"] = columnId, ["SectionId"] = sectionId, ["Stage"] = "management", ["FormedOn"] = $"2026-{random.Next(1, 11):D2}-{random.Next(1, 28):D2}", ["Urgency"] = "normal",
            },
            ["HtmlBodyPart"] = new JsonObject { ["Html"] = body },
        };
    }
}
