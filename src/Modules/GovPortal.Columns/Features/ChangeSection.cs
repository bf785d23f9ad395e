using GovPortal.Columns.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;
using SectionMeaning = GovPortal.Columns.Rules.SectionMeaning;

namespace GovPortal.Columns.Features;

/// <param name="SectionId">Null makes a new section.</param>
public sealed record ChangeSectionCommand(string? SectionId, string AgencyId, string? Name, string? Phone);

/// <summary>
/// Adds a section, renames it or sets its telephone. A new name goes into the columns that name the section, so that the
/// exported table still fits. Failures: <c>access.not-allowed</c>, <c>section.unknown</c>, <c>section.name-required</c>,
/// <c>section.name-taken</c>, <c>section.name-reserved</c>, <c>section.too-long</c>. Side effects:
/// <c>organisation.changed</c>, and <c>columns.changed</c> where columns name it.
/// </summary>
public sealed class ChangeSection(PortalTransactions transactions)
{
    private const int MaxName = 100, MaxPhone = 40;

    public async Task<Result> HandleAsync(ChangeSectionCommand command, Actor actor, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var sections = await tx.Db.Set<Section>().ToListAsync(cancellation);
        var section = sections.Find(s => s.Id == command.SectionId);
        if (command.SectionId is not null && section is null) return Failure.Of("section.unknown");
        var agencyId = section?.AgencyId ?? command.AgencyId;
        if (!actor.Can(Permissions.ColumnsManage, agencyId)) return Failure.Of(Failure.NotAllowed);

        var name = TaskText.Title(command.Name ?? "");
        var phone = command.Phone?.Trim() is { Length: > 0 } given ? given : null;
        var failures = new List<Failure>();
        if (name.Length == 0) failures.Add(Failure.At("Name", "section.name-required"));
        if (name.Length > MaxName) failures.Add(Failure.At("Name", "section.too-long", MaxName));
        if (phone?.Length > MaxPhone) failures.Add(Failure.At("Phone", "section.too-long", MaxPhone));
        if (name.Length > 0 && !IsOneName(name)) failures.Add(Failure.At("Name", "section.name-reserved", name));
        if (sections.Exists(s => s.Id != section?.Id && s.AgencyId == agencyId && s.Name == name)) failures.Add(Failure.At("Name", "section.name-taken", name));
        if (failures.Count > 0) return failures;
        if (section?.Name == name && section.Phone == phone) return Result.Ok;

        if (section is null)
        {
            section = new Section { Id = ContentIds.New(), AgencyId = agencyId, Name = name, Phone = phone, Position = sections.Select(s => s.Position).DefaultIfEmpty(-1).Max() + 1 };
            tx.Db.Add(section);
        }
        else
        {
            var old = section.Name;
            (section.Name, section.Phone) = (name, phone);
            if (old != name && await RenameInColumnsAsync(tx.Db, section, old, cancellation) is > 0 and var renamed)
            {
                tx.AppendChange(new EventDraft(OrganisationEvents.ColumnsChanged, actor.UserId, AgencyId: agencyId,
                    Payload: new Dictionary<string, object?> { ["changed"] = renamed, ["section"] = section.Id }), typeof(Column));
            }
        }
        tx.AppendChange(new EventDraft(OrganisationEvents.Changed, actor.UserId, section.Id, AgencyId: agencyId), typeof(Section));
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    /// <summary>A table must be able to hold it as one name: no enumeration, no «各科室», no sign for «none» or «as above».</summary>
    private static bool IsOneName(string name) =>
        TaskChannels.Split(name) is [var only] && only == name && ColumnSection.Of(name).Meaning == SectionMeaning.Named
        && !TaskText.IsNone(name) && !TaskText.IsDitto(name);

    internal static async Task<int> RenameInColumnsAsync(PortalDbContext db, Section section, string old, CancellationToken cancellation)
    {
        var renamed = 0;
        foreach (var column in await db.Set<Column>().Where(c => c.AgencyId == section.AgencyId).ToListAsync(cancellation))
        {
            var text = column.SectionId == section.Id ? section.Name : column.SectionText;
            var supporting = string.Join('、', column.SupportingText.Split('、').Select(n => n == old ? section.Name : n));
            if (text == column.SectionText && supporting == column.SupportingText) continue;
            (column.SectionText, column.SupportingText) = (text, supporting);
            renamed++;
        }
        return renamed;
    }
}
