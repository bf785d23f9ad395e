using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Kernel.Workflows;
using GovPortal.Workflows.Activities;
using GovPortal.Workflows.Engine;
using GovPortal.Workflows.Features;
using GovPortal.Workflows.Model;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Workflows.Areas.Admin.Pages.Workflows;

/// <summary>One activity's title and properties; the form follows from what the activity says of them.</summary>
internal sealed class ActivityModel(ITexts texts, PortalDbContext db, CurrentActor current, ActivityCatalogue catalogue, ChangeActivity change) : WorkflowPage(texts, db, current)
{
    private const string Prefix = "p";

    public WorkflowTypeRow Type { get; private set; } = null!;
    public ActivityNode Node { get; private set; } = null!;
    public IActivity Kind { get; private set; } = null!;
    [BindProperty] public string? Title { get; set; }
    [BindProperty] public int Version { get; set; }

    public static string FieldName(ActivityProperty property) => $"{Prefix}.{property.Name}";

    /// <summary>A property as its control shows it: what was sent, else what is stored.</summary>
    public string ValueOf(ActivityProperty property)
    {
        if (Request.HasFormContentType && Request.Form.TryGetValue(FieldName(property), out var sent)) return sent.ToString();
        var properties = Node.Properties;
        return property.Kind switch
        {
            ActivityPropertyKind.Liquid or ActivityPropertyKind.Script => WorkflowJson.Expression(properties, property.Name),
            ActivityPropertyKind.TextList => string.Join('\n', Lists.Of(properties, property.Name)),
            ActivityPropertyKind.Boolean => WorkflowJson.Flag(properties, property.Name) ? "true" : "false",
            _ => properties[property.Name]?.ToString() ?? "",
        };
    }

    public async Task<IActionResult> OnGetAsync(string id, string activityId, CancellationToken cancellation)
    {
        if (await OpenAsync(id, activityId, cancellation) is { } refused) return refused;
        (Title, Version) = (Node.Title, Type.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, string activityId, CancellationToken cancellation)
    {
        if (await OpenAsync(id, activityId, cancellation) is { } refused) return refused;
        var failures = new List<Failure>();
        var properties = Read(failures);
        if (failures.Count > 0)
        {
            AddFailures((Result)failures, Prefix);
            return Page();
        }
        var result = await change.HandleAsync(new ChangeActivityCommand(id, Version, activityId, Title, properties), Actor, cancellation);
        return Finish(result, T["已保存为新的一版，今后以您的名义执行。"], $"/Admin/Workflows/Type/{Uri.EscapeDataString(id)}", Prefix);
    }

    private async Task<IActionResult?> OpenAsync(string id, string activityId, CancellationToken cancellation)
    {
        if (!await MayReadAsync() || !MayManage) return Forbid();
        if (await Db.Set<WorkflowTypeRow>().FirstOrDefaultAsync(t => t.Id == id, cancellation) is not { } type) return NotFound();
        if (WorkflowDefinition.Read(type.Json, type.Version).Activity(activityId) is not { } node || catalogue.Find(node.Name) is not { } kind) return NotFound();
        (Type, Node, Kind) = (type, node, kind);
        return null;
    }

    private JsonObject Read(List<Failure> failures)
    {
        var given = new JsonObject();
        foreach (var property in Kind.Properties)
        {
            var text = Request.Form[FieldName(property)].ToString().ReplaceLineEndings("\n").Trim();
            given[property.Name] = property.Kind switch
            {
                ActivityPropertyKind.Liquid or ActivityPropertyKind.Script => new JsonObject { ["Expression"] = text },
                ActivityPropertyKind.TextList => new JsonArray([.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(t => (JsonNode?)t)]),
                ActivityPropertyKind.Boolean => text.StartsWith("true", StringComparison.Ordinal),
                ActivityPropertyKind.Number when text.Length == 0 => null,
                ActivityPropertyKind.Number when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
                ActivityPropertyKind.Number => Bad(property),
                _ => text.Length == 0 ? null : text,
            };
        }
        return given;

        JsonNode? Bad(ActivityProperty property)
        {
            failures.Add(Failure.At(property.Name, "workflow.bad-property", property.Name));
            return null;
        }
    }
}
