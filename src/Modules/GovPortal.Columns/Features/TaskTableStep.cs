using System.Text.Json.Nodes;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;

namespace GovPortal.Columns.Features;

/// <summary>
/// Recipe step <c>{"name":"TaskTable","file":"demo/….xlsx","agency":"home"}</c>: imports a task table that lies beside the
/// recipe; or <c>{"name":"TaskTable","columns":[…]}</c>, which brings it (<see cref="Rules.TaskTableJson"/>) with the route of each
/// column. <c>agency</c> may be left out where the portal has one agency. Cells that are not understood refuse the step.
/// </summary>
internal sealed class TaskTableStep(ApplyTaskTable apply) : IRecipeStep
{
    public string Name => "TaskTable";

    public async Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        var failures = context.Step.Where(m => m.Key is not ("name" or "file" or "agency" or "columns"))
            .Select(m => Failure.At($"$.{m.Key}", "recipe.unknown-member", m.Key, "file")).ToList();
        await using var source = Open(context);
        if (source is null)
        {
            failures.Add(Text(context, "file") is { } name ? Failure.At("$.file", "task-table.no-file", name) : Failure.At("$.file", "recipe.value-missing", "file"));
            return failures;
        }
        var read = await ReadTaskTable.FromAsync(source.Table, cancellation);
        failures.AddRange(read.Failures.Select(source.At));
        if (read.Succeeded) failures.AddRange(read.Value.Table.Unread.Select(u => source.At(Failure.At(u.Cell, "task-table.unread", u.Cell, u.Text, u.Why))));
        return failures;
    }

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        await using var source = Open(context)!;
        return await apply.HandleAsync(
            new ApplyTaskTableCommand(source.Table with { AgencyId = Text(context, "agency") }, Trusted: context.Trusted), context.Actor, cancellation);
    }

    /// <summary>Null where there is no such file.</summary>
    private static Opened? Open(RecipeStepContext context)
    {
        if (context.Step["columns"] is JsonArray columns)
        {
            var json = new JsonObject { ["columns"] = columns.DeepClone() };
            return new Opened(new TaskTableSource(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString())), "columns.json"), IsFile: false);
        }
        return Text(context, "file") is { } name && context.FileBeside(name) is { } path ? new Opened(new TaskTableSource(File.OpenRead(path), name), IsFile: true) : null;
    }

    private static string? Text(RecipeStepContext context, string member) =>
        context.Step[member] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;

    private sealed record Opened(TaskTableSource Table, bool IsFile) : IAsyncDisposable
    {
        /// <summary>The place in the recipe: the file, or the path among the columns.</summary>
        public Failure At(Failure failure) => IsFile || failure.Field is null ? failure with { Field = IsFile ? "$.file" : "$.columns" } : failure;

        public ValueTask DisposeAsync() => Table.File.DisposeAsync();
    }
}
