using GovPortal.AdminUi.Lists;
using GovPortal.Concerns.Model;
using GovPortal.Concerns.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Concerns.Features;

public sealed record ConcernFilter(ConcernState? State = null, string? Grade = null, string? Channel = null, string? SectionId = null, bool Overdue = false, bool OpenOnly = true);

public sealed record ConcernList(IReadOnlyList<Concern> Rows, int Total);

/// <summary>The concerns a person may see: what is not graded first, then the most pressing.</summary>
public sealed class ListConcerns(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    public async Task<ConcernList> HandleAsync(ListQuery list, ConcernFilter filter, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = time.UtcNow();
        var rows = ConcernAccess.Of(db.Set<Concern>().AsNoTracking(), actor);
        if (filter.State is { } state) rows = rows.Where(c => c.State == state);
        else if (filter.OpenOnly) rows = rows.Where(c => c.ClosedUtc == null);
        if (filter.Grade is { Length: > 0 } grade) rows = rows.Where(c => c.Grade == grade);
        if (filter.Channel is { Length: > 0 } channel) rows = rows.Where(c => c.Channel == channel);
        if (filter.SectionId is { Length: > 0 } section) rows = rows.Where(c => c.SectionId == section);
        if (filter.Overdue) rows = rows.Where(c => c.DueUtc < now && c.AnsweredUtc == null && c.ClosedUtc == null);
        if (list.Q is { } words) rows = rows.Where(c => c.Title.Contains(words));
        var total = await rows.CountAsync(cancellation);
        return new ConcernList(
            await rows.OrderBy(c => c.ClosedUtc != null).ThenBy(c => c.AnsweredUtc != null).ThenBy(c => c.DueUtc != null).ThenBy(c => c.ClosedUtc == null ? c.DueUtc : null).ThenByDescending(c => c.RegisteredUtc).ThenBy(c => c.Id)
                .Skip(list.Skip).Take(list.PageSize).ToListAsync(cancellation), total);
    }
}

/// <summary>A step with its note in the clear; null where the keys are gone.</summary>
public sealed record ConcernStepView(string Kind, string ActorId, DateTime AtUtc, string? Note);

/// <summary>A concern with its whole chain, in the clear. Texts are null where the keys that sealed them are gone.</summary>
public sealed record ConcernInFull(
    Concern Concern, string? Source, string? Text, string? Findings, string? Handling, IReadOnlyList<ConcernStepView> Steps, IReadOnlyList<ConcernFileEntry> Files, IReadOnlyDictionary<string, string> Names, IReadOnlyList<ObligationView> Clocks,
    string? MonitorTitle);

/// <summary>Failures: <c>concern.unknown</c>, <c>access.not-allowed</c>.</summary>
public sealed class ReadConcern(IDbContextFactory<PortalDbContext> contexts, IPeople people, IObligations obligations, ConcernFiles files, ConcernSeals seals)
{
    public async Task<Result<ConcernInFull>> HandleAsync(string concernId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Set<Concern>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == concernId, cancellation) is not { } concern) return Failure.Of("concern.unknown");
        if (!ConcernAccess.MayRead(actor, concern)) return Failure.Of(Failure.NotAllowed);
        var steps = await db.Set<ConcernStep>().AsNoTracking().Where(s => s.ConcernId == concernId).OrderBy(s => s.Number).ToListAsync(cancellation);
        var monitor = concern.MonitorId is { } id ? await db.Set<ConcernMonitor>().Where(m => m.Id == id).Select(m => m.Title).FirstOrDefaultAsync(cancellation) : null;
        return new ConcernInFull(
            concern, seals.Open(concern.Source), seals.Open(concern.Text), seals.Open(concern.Findings), seals.Open(concern.Handling),
            [.. steps.Select(s => new ConcernStepView(s.Kind, s.ActorId, s.AtUtc, seals.Open(s.Note)))], await files.OfAsync(db, concernId, cancellation),
            await people.NamesAsync(db, steps.Select(s => s.ActorId).Distinct(), cancellation), await obligations.OfAsync(db, concernId, cancellation), monitor);
    }
}

/// <summary>What waits: at the office what is to be graded, dispatched or closed; in a section what it handles; before the leader what is late. No titles: nobody looked at those of monitors yet.</summary>
internal sealed class WaitingConcerns(ITexts texts, TimeProvider time) : IWorkItems
{
    private const int Shown = 10;

    public async Task<IReadOnlyList<WorkItemGroup>> WaitingForAsync(PortalDbContext db, Actor actor, CancellationToken cancellation)
    {
        var groups = new List<WorkItemGroup>();
        var now = time.UtcNow();
        var sections = actor.Grants.Where(g => g.Permissions.Contains(ConcernPermissions.Handle)).Select(g => g.SectionId).OfType<string>().ToList();
        if (sections.Count > 0) await AddAsync(texts["待处置的舆情"], "handling", db.Set<Concern>().Where(c => c.State == ConcernState.Handling && c.SectionId != null && sections.Contains(c.SectionId)), 4);
        var mine = ConcernAccess.Of(db.Set<Concern>(), actor);
        if (actor.CanSomewhere(ConcernPermissions.Manage))
        {
            await AddAsync(texts["待研判的舆情"], "triage", mine.Where(c => c.State == ConcernState.Triage), 4);
            await AddAsync(texts["待交办的舆情"], "graded", mine.Where(c => c.State == ConcernState.Graded), 5);
            await AddAsync(texts["待办结的舆情"], "answered", mine.Where(c => c.State == ConcernState.Answered), 20);
        }
        else if (sections.Count == 0 && ConcernAccess.Anywhere(actor))
        {
            await AddAsync(texts["逾期没有回应的舆情"], "", mine.Where(c => c.DueUtc < now && c.AnsweredUtc == null && c.ClosedUtc == null), 5);
        }
        return groups;

        async Task AddAsync(string title, string state, IQueryable<Concern> rows, int order)
        {
            var first = await rows.AsNoTracking().OrderBy(c => c.DueUtc != null).ThenBy(c => c.DueUtc).ThenBy(c => c.FoundUtc).ThenBy(c => c.Id).Take(Shown).ToListAsync(cancellation);
            if (first.Count == 0) return;
            var total = first.Count < Shown ? first.Count : await rows.CountAsync(cancellation);
            groups.Add(new WorkItemGroup(title, "megaphone", "/Admin/Concerns?" + (state.Length == 0 ? "overdue=yes" : "state=" + state), total, [.. first.Select(Item)], order));
        }

        WorkItem Item(Concern c) => new(
            $"{c.NumberText} · {texts[ConcernChannels.Title(c.Channel)]} · {texts[ConcernGrades.Title(c.Grade)]}", "/Admin/Concerns/" + c.Id,
            c.DueUtc is { } due && c.AnsweredUtc is null ? texts["应于 {0} 前回应", $"{due.ToCivil():yyyy-MM-dd HH:mm}"] : "", c.FoundUtc, c.AnsweredUtc is null && c.DueUtc < now ? "danger" : ConcernGrades.Tone(c.Grade), c.DueUtc is null ? null : c.Id);
    }
}
