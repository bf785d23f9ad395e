using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Columns.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Columns.Features;

/// <summary>A recipe and the name to save it under.</summary>
public sealed record TaskTableRecipe(byte[] Content, string FileName);

/// <summary>
/// Writes what a task table became as a recipe that another county can run: the rights of the roles, the review routes, and
/// each column with its owner, supporting sections, clocks and route. Columns are told by their titles and sections by their
/// names, so it fits any agency; running it twice changes nothing. Failures: <c>access.not-allowed</c>,
/// <c>task-table.agency-unknown</c>, <c>task-table.agency-needed</c>.
/// </summary>
public sealed class WriteTaskTableRecipe(IDbContextFactory<PortalDbContext> contexts, IEnumerable<IRecipeExport> exports)
{
    private static readonly JsonSerializerOptions Written = new(CanonicalJson.Unescaped) { WriteIndented = true };

    /// <summary>Steps of a portal's export that have to do with a task table; who works in the portal is the county's own.</summary>
    private static readonly string[] Steps = ["Roles", "ReviewRoutes"];

    public async Task<Result<TaskTableRecipe>> HandleAsync(string? agencyId, Actor actor, bool trusted, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        var agency = TaskTableAgency.Of(organisation, agencyId, actor, trusted);
        if (!agency.Succeeded) return agency.As<TaskTableRecipe>();

        var steps = new JsonArray();
        foreach (var export in exports.OrderBy(e => e.Order))
        {
            foreach (var step in await export.StepsAsync(db, cancellation))
            {
                if (Steps.Contains((string?)step["name"])) steps.Add(step);
            }
        }
        steps.Add(StepOf(organisation, agency.Value, isForThisPortal: false));
        var title = agency.Value.Name + "栏目任务分解表";
        var recipe = new JsonObject
        {
            ["name"] = "TaskTable", ["displayName"] = title, ["description"] = "栏目、责任科室、配合科室、时限、审查流程和各角色的权限", ["author"] = agency.Value.Name,
            ["website"] = "", ["version"] = "1.0", ["issetuprecipe"] = false, ["categories"] = new JsonArray(), ["tags"] = new JsonArray("task-table"),
            ["variables"] = new JsonObject(), ["steps"] = steps,
        };
        return new TaskTableRecipe(Encoding.UTF8.GetBytes(recipe.ToJsonString(Written) + "\n"), title + ".recipe.json");
    }

    /// <summary>The agency's open columns as a <c>TaskTable</c> step; with its id and theirs where it goes back to a portal of the same agency.</summary>
    internal static JsonObject StepOf(OrganisationSnapshot organisation, Agency agency, bool isForThisPortal)
    {
        var step = new JsonObject { ["name"] = "TaskTable" };
        if (isForThisPortal) step["agency"] = agency.Id;
        step["columns"] = new JsonArray([.. organisation.Columns.Where(c => c.AgencyId == agency.Id && !c.IsGroup && !c.IsClosed).Select(c => (JsonNode)ColumnOf(c, organisation, isForThisPortal))]);
        return step;
    }

    private static JsonObject ColumnOf(Column column, OrganisationSnapshot organisation, bool withId)
    {
        var json = new JsonObject();
        if (withId) json["id"] = column.Id;
        json["titles"] = Array(TaskTablePlan.TitlesOf(column, organisation));
        Add("section", column.SectionText);
        if (column.SupportingText.Length > 0) json["supportingSections"] = Array(column.SupportingText.Split('、'));
        Add("content", column.Content);
        Add("basis", column.Basis);
        json["deadline"] = Clock(column.DeadlineText, column.DeadlineRule, column.DeadlineFrom);
        json["freshness"] = Clock(column.FreshnessText, column.FreshnessRule, null);
        if (column.Channels.Length > 0) json["channels"] = Array(column.Channels.Split('、'));
        Add("audience", column.Audience);
        Add("manner", column.Manner);
        Add("tier", column.Tier);
        Add("note", column.Note);
        json["route"] = column.RouteName ?? ReviewRouteRow.Default;
        return json;

        void Add(string member, string text)
        {
            if (text.Length > 0) json[member] = text;
        }
    }

    private static JsonObject Clock(string text, string? rule, string? from)
    {
        var clock = new JsonObject { ["text"] = text };
        if (rule is not null) clock["rule"] = rule;
        if (from is not null) clock["from"] = from;
        return clock;
    }

    private static JsonArray Array(IEnumerable<string> texts) => [.. texts.Select(t => (JsonNode)t)];
}

/// <summary>Each agency's columns as a <c>TaskTable</c> step.</summary>
internal sealed class ColumnsExport : IRecipeExport
{
    public int Order => 20;

    public async Task<IReadOnlyList<JsonObject>> StepsAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        return [.. organisation.Agencies.Where(a => organisation.Columns.Any(c => c.AgencyId == a.Id && !c.IsGroup && !c.IsClosed))
            .Select(a => WriteTaskTableRecipe.StepOf(organisation, a, isForThisPortal: true))];
    }
}
