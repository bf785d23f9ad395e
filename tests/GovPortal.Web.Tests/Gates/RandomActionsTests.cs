using System.Globalization;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Testing;
using GovPortal.Users.Features;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Gates;

/// <summary>
/// Random people do random things to random items through the real handlers. However they are mixed, nothing is online without
/// a valid review of exactly its content, and nobody decided on their own work.
/// </summary>
public sealed class RandomActionsTests
{
    private static readonly string[] People = ["editor", "editor2", "head", "otherhead", "reviewer", "leader", "office", "publisher", "admin", "stranger"];

    private static int Actions => Math.Max(400, (int)(10_000 * double.Parse(Environment.GetEnvironmentVariable("GOVPORTAL_TEST_SCALE") ?? "0.05", CultureInfo.InvariantCulture)));

    [Fact]
    public async Task Nothing_goes_online_unreviewed_and_nobody_decides_on_their_own_work()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("GOVPORTAL_SEED") ?? "1", CultureInfo.InvariantCulture);
        var random = new Random(seed);
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        var actors = new Dictionary<string, Actor>();
        var items = new List<VersionRef>();
        var (published, refused) = (0, 0);
        for (var n = 0; n < Actions; n++)
        {
            if (n % 50 == 0)
            {
                if (n > 0 && random.Next(3) == 0)
                {
                    await app.Get<DelegateReviews>().HandleAsync(new DelegateReviewsCommand(
                        People[random.Next(People.Length)], new DateOnly(2026, 11, 20), new DateOnly(2026, 11, 25), "随机"), actors["reviewer"], default);
                }
                actors = [];
                foreach (var name in People) actors[name] = await bureau.ActorAsync(name);
            }
            var who = actors[People[random.Next(People.Length)]];
            if (items.Count < 12)
            {
                who = random.Next(2) == 0 ? actors["editor"] : who;
                var made = await app.Get<SaveDraft>().HandleAsync(new SaveDraftCommand(null, "Article", bureau.Article($"随机 {n}")), who, default);
                if (made.Succeeded) items.Add(made.Value);
                continue;
            }
            var item = items[random.Next(items.Count)];
            var row = await app.QueryAsync(db => db.Set<ContentItemRow>().AsNoTracking().SingleAsync(i => i.Id == item.ContentItemId));
            var version = await app.QueryAsync(db => db.Set<ContentVersion>().AsNoTracking().SingleAsync(v => v.Id == row.LatestVersionId));
            var result = await ActAsync(app, bureau, random, who, actors, item, version);
            if (!result.Succeeded) refused++;
            else if (result is Result<VersionRef> && version.State is VersionState.Approved) published++;
        }
        Assert.True(published > 0 && refused > 0, $"seed {seed}: {published} published, {refused} refused");
        await AssertAsync(app, seed);
    }

    private static async Task<Result> ActAsync(
        PortalApp app, Bureau bureau, Random random, Actor who, Dictionary<string, Actor> actors, VersionRef item, ContentVersion version)
    {
        switch (random.Next(14))
        {
            case 0: return await app.Get<SaveDraft>().HandleAsync(new SaveDraftCommand(item.ContentItemId, "Article", bureau.Article($"改写 {random.Next(1000)}")), who, default);
            case 1: return await app.Get<RecallVersion>().HandleAsync(new RecallVersionCommand(version.Id), who, default);
            case 2: return await app.Get<WithdrawItem>().HandleAsync(new WithdrawItemCommand(item.ContentItemId, "expired"), who, default);
            case 3 when random.Next(3) == 0: return await app.Get<ReturnApproved>().HandleAsync(new ReturnApprovedCommand(version.Id, "退回"), who, default);
            case 4:
            case 5:
                var urgent = random.Next(4) == 0 ? new UrgentSubmission(actors[People[random.Next(People.Length)]].UserId, "紧急") : null;
                return await app.Get<SubmitVersion>().HandleAsync(new SubmitVersionCommand(version.Id, Form, Urgent: urgent), random.Next(2) == 0 ? actors["editor"] : who, default);
            case 6:
            case 7: return await app.Get<PublishVersion>().HandleAsync(new PublishVersionCommand(version.Id), random.Next(2) == 0 ? actors["publisher"] : who, default);
            case 8:
                // A hand in the database: content changed after it was frozen. What was online before keeps its content here, since
                // at the end it is compared with what was reviewed.
                if (random.Next(6) == 0 && version.State != VersionState.Draft && version.PublishedUtc is null)
                {
                    await app.QueryAsync(db => db.Set<ContentVersion>().Where(v => v.Id == version.Id && v.PublishedUtc == null)
                        .ExecuteUpdateAsync(set => set.SetProperty(v => v.Data, v => v.Data.Replace("正文", "夹带"))));
                }
                return Result.Ok;
            default:
                var step = random.Next(2) == 0 ? "section-head" : "confidentiality";
                if (version is { State: VersionState.InReview, Route: { } route } && random.Next(4) > 0)
                {
                    var made = await app.QueryAsync(db => db.Set<Review>().AsNoTracking().Where(r => r.VersionId == version.Id).ToListAsync());
                    step = ReviewRoute.Parse(route) is var steps && steps.NextStep(version.ManifestHash, made) is { } due ? steps.Steps[due].Name : step;
                }
                var by = random.Next(3) == 0 ? who : step == "section-head" ? actors["head"] : actors["reviewer"];
                var decision = random.Next(6) == 0 ? ReviewDecision.Returned : ReviewDecision.Approved;
                var hash = random.Next(10) == 0 ? new string('0', 64) : version.ManifestHash ?? "";
                return await app.Get<DecideReview>().HandleAsync(new DecideReviewCommand(version.Id, hash, step, decision, "意见", random.Next(3) == 0 ? "section-head" : null), by, default);
        }
    }

    private static async Task AssertAsync(PortalApp app, int seed)
    {
        var (items, versions, reviews, forms) = await app.QueryAsync(async db => (
            await db.Set<ContentItemRow>().AsNoTracking().ToListAsync(), await db.Set<ContentVersion>().AsNoTracking().ToDictionaryAsync(v => v.Id),
            await db.Set<Review>().AsNoTracking().ToListAsync(), await db.Set<ReviewForm>().AsNoTracking().ToDictionaryAsync(f => f.VersionId)));
        // Written anew here, not asked of the product: every step that was not skipped has an approval of this very manifest.
        foreach (var version in versions.Values.Where(v => v.PublishedUtc is not null))
        {
            var item = items.Single(i => i.Id == version.ContentItemId);
            Assert.Equal(version.ManifestHash, Manifest.Hash(item, version, []));
            Assert.Equal(version.ManifestHash, forms[version.Id].ManifestHash);
            var steps = ReviewRoute.Parse(version.Route).Steps;
            var own = reviews.Where(r => r.VersionId == version.Id).OrderBy(r => r.Number).ToList();
            Assert.Contains(steps, s => s is { IsConfidentiality: true, IsSkipped: false });
            for (var i = 0; i < steps.Count; i++)
            {
                if (steps[i].IsSkipped) continue;
                var approval = own.FindLastIndex(r => r.StepIndex == i && r.Decision == ReviewDecision.Approved && r.ManifestHash == version.ManifestHash);
                Assert.True(approval >= 0, $"seed {seed}: {version.Id} is online without {steps[i].Title}");
                Assert.DoesNotContain(own.Skip(approval), r => r.Decision == ReviewDecision.Returned && r.ReturnedTo <= i);
            }
        }
        foreach (var review in reviews)
        {
            Assert.DoesNotContain(review.DeciderId, versions[review.VersionId].ContributorIds);
            Assert.DoesNotContain(review.OnBehalfOf ?? "-", versions[review.VersionId].ContributorIds);
        }
        Assert.All(items.Where(i => i.PublishedVersionId is not null), i => Assert.NotNull(versions[i.PublishedVersionId!].PublishedUtc));
    }
}
