using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Columns.Model;
using GovPortal.Columns.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Tables;

namespace GovPortal.Columns.Features;

/// <summary>A task table to read.</summary>
/// <param name="File">The file's bytes; read to its end, not closed.</param>
/// <param name="FileName">Decides the kind: .xlsx, .docx, .csv, or .json in the form of <see cref="TaskTableJson"/>.</param>
/// <param name="AgencyId">Whose table it is; null where the portal has one agency.</param>
public sealed record TaskTableSource(Stream File, string FileName, string? AgencyId = null);

/// <summary>A file that was read, with its hash.</summary>
internal sealed record ReadTaskTable(TaskTable Table, string FileHash)
{
    public static async Task<Result<ReadTaskTable>> FromAsync(TaskTableSource source, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        // One byte over the limit is enough for the reader to refuse.
        while (bytes.Length <= TableLimits.MaxFileBytes && (read = await source.File.ReadAsync(buffer, cancellation)) > 0) bytes.Write(buffer, 0, read);
        bytes.Position = 0;
        if (Path.GetExtension(source.FileName).Equals(".json", StringComparison.OrdinalIgnoreCase)) return OfJson(bytes.ToArray());
        var file = await TableReader.ReadAsync(bytes, source.FileName, cancellation: cancellation);
        if (!file.Succeeded) return file.As<ReadTaskTable>();
        var table = TaskTableReader.Read(file.Value, Pinyin.Slug);
        return table.Succeeded ? new ReadTaskTable(table.Value, Hash(bytes.ToArray())) : table.As<ReadTaskTable>();
    }

    private static Result<ReadTaskTable> OfJson(byte[] bytes)
    {
        JsonNode? json;
        try
        {
            json = JsonNode.Parse(bytes, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 16 });
        }
        catch (JsonException error)
        {
            return Failure.Of("recipe.broken-json", error.LineNumber + 1);
        }
        var table = TaskTableJson.Read(json as JsonObject ?? [], Pinyin.Slug);
        return table.Succeeded ? new ReadTaskTable(table.Value, Hash(bytes)) : table.As<ReadTaskTable>();
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>
    /// Ties a confirmation to what was shown: the file, and everything of the portal that the difference depends on.
    /// </summary>
    public string TokenFor(OrganisationSnapshot organisation, string agencyId)
    {
        var state = new
        {
            agencyId,
            columns = organisation.Columns.Where(c => c.AgencyId == agencyId).OrderBy(c => c.Id, StringComparer.Ordinal)
                .Select(c => new { c.Id, c.ParentId, c.Title, c.Path, c.Position, c.SectionId, State = ColumnState.Of(c, organisation) }),
            sections = organisation.Sections.Where(s => s.AgencyId == agencyId).OrderBy(s => s.Id, StringComparer.Ordinal).Select(s => new { s.Id, s.Name }),
            paths = organisation.Columns.Where(c => c.AgencyId != agencyId).Select(c => c.Path).Order(StringComparer.Ordinal),
        };
        return FileHash[..32] + "." + Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(state, CanonicalJson.Unescaped)))[..32];
    }
}

/// <summary>Whose table, and who may.</summary>
internal static class TaskTableAgency
{
    /// <summary>Failure codes: <c>task-table.agency-unknown</c>, <c>task-table.agency-needed</c>, <c>access.not-allowed</c>.</summary>
    public static Result<Agency> Of(OrganisationSnapshot organisation, string? agencyId, Actor actor, bool trusted)
    {
        var agency = agencyId is null && organisation.Agencies.Count == 1 ? organisation.Agencies[0] : organisation.Agency(agencyId);
        if (agency is null) return agencyId is null ? Failure.Of("task-table.agency-needed") : Failure.Of("task-table.agency-unknown", agencyId);
        return trusted || actor.Can(Permissions.ColumnsManage, agency.Id) ? agency : Failure.Of(Failure.NotAllowed);
    }
}
