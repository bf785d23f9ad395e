using System.Security.Cryptography;
using GovPortal.Imports.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Tables;
using GovPortal.Tables.Lists;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Imports.Features;

/// <summary>What an import would do, and the fields its columns can be mapped to.</summary>
public sealed record ListPreview(ListPlace Place, ListPlan Plan, IReadOnlyList<ListField> Fields);

/// <summary>
/// Reads a list and compares it with the items of its column; changes nothing. Failures: those of <see cref="ListPlace"/>, of the table
/// reader and of <see cref="ListReader"/>. What is wrong with single cells is no failure here; it stands in the plan.
/// </summary>
public sealed class PreviewImport(IDbContextFactory<PortalDbContext> contexts, DefinitionStore definitions, ContentElements elements)
{
    public async Task<Result<ListPreview>> HandleAsync(ImportUpload upload, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(upload);
        var file = await ReadAsync(upload, cancellation);
        if (!file.Succeeded) return file.As<ListPreview>();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await HandleAsync(db, upload, file.Value, actor, cancellation);
    }

    internal static async Task<Result<TableFile>> ReadAsync(ImportUpload upload, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream(upload.Content);
        return await TableReader.ReadAsync(bytes, upload.FileName, cancellation: cancellation);
    }

    /// <summary>As above within a context of the caller: what is applied is planned in the transaction that applies it.</summary>
    internal async Task<Result<ListPreview>> HandleAsync(PortalDbContext db, ImportUpload upload, TableFile file, Actor actor, CancellationToken cancellation)
    {
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        var placed = ListPlace.Of(await definitions.LoadAsync(db, cancellation), elements, organisation, upload.ContentType, upload.ColumnId, upload.SectionId, actor);
        if (!placed.Succeeded) return placed.As<ListPreview>();
        var place = placed.Value;
        var held = ListFields.Of(place.Type, elements);
        var fields = held.ConvertAll(f => f.Field);
        var remembered = await db.Set<ImportMapping>().AsNoTracking()
            .Where(m => m.AgencyId == place.Column.AgencyId && m.ContentType == place.Type.Name).ToDictionaryAsync(m => m.Signature, m => m.Fields, cancellation);
        var list = ListReader.Read(file, fields, signature => remembered.TryGetValue(signature, out var text) ? SaveMapping.Parse(text, fields) : null);
        if (!list.Succeeded) return list.As<ListPreview>();
        var items = await KnownItem.LoadAsync(db, place, cancellation);
        var plan = new PlanImport(elements, place, upload.Stage, upload.FormedOn, await PickedTitles.LoadAsync(db, place, held, actor, cancellation)).Build(list.Value, items, Convert.ToHexStringLower(SHA256.HashData(upload.Content)));
        return new ListPreview(place, plan, fields);
    }
}
