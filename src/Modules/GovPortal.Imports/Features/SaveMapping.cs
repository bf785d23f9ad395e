using GovPortal.Imports.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Tables.Lists;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Imports.Features;

/// <summary>
/// Remembers which column goes where, for the agency's lists of a type with the same heads. Failures: those of
/// <see cref="PreviewImport"/>, <c>import.upload-gone</c>, <c>import.field-twice</c>. Writes no event: nothing is imported by it.
/// </summary>
public sealed class SaveMapping(PortalTransactions transactions, PreviewImport preview)
{
    /// <param name="chosen">Field ids in the order of the list's columns; empty for a column that is not used.</param>
    public async Task<Result> HandleAsync(string uploadId, IReadOnlyList<string> chosen, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        await using var tx = await transactions.BeginAsync(cancellation);
        if (await ImportUploads.FindAsync(tx.Db, uploadId, actor, cancellation) is not { } upload) return Failure.Of("import.upload-gone");
        var file = await PreviewImport.ReadAsync(upload, cancellation);
        if (!file.Succeeded) return file;
        var read = await preview.HandleAsync(tx.Db, upload, file.Value, actor, cancellation);
        if (!read.Succeeded) return read;

        var (place, list) = (read.Value.Place, read.Value.Plan.List);
        var known = chosen.Take(list.Columns.Count).Select(c => c == ListField.Ordinal || read.Value.Fields.Any(f => f.Id == c) ? c : "").ToList();
        if (known.Where(c => c.Length > 0).GroupBy(c => c).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            return Failure.At($"fields[{known.LastIndexOf(twice.Key)}]", "import.field-twice", read.Value.Fields.FirstOrDefault(f => f.Id == twice.Key)?.Title ?? "序号");
        }
        var row = await tx.Db.Set<ImportMapping>().FirstOrDefaultAsync(
            m => m.AgencyId == place.Column.AgencyId && m.ContentType == place.Type.Name && m.Signature == list.Signature, cancellation);
        var text = string.Join('|', known);
        if (row is null) tx.Db.Add(new ImportMapping { AgencyId = place.Column.AgencyId, ContentType = place.Type.Name, Signature = list.Signature, Fields = text });
        else row.Fields = text;
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    /// <summary>Fields that the type no longer has are left out.</summary>
    internal static IReadOnlyDictionary<int, string> Parse(string text, IReadOnlyList<ListField> fields) =>
        text.Split('|').Select((id, i) => (i, id)).Where(p => p.id == ListField.Ordinal || fields.Any(f => f.Id == p.id)).ToDictionary(p => p.i, p => p.id);
}
