using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;

namespace GovPortal.Columns.Features;

/// <summary>
/// Recipe step <c>{"name":"TaskTable","file":"demo/….xlsx","agency":"home"}</c>: imports a task table that lies beside the
/// recipe. <c>agency</c> may be left out where the portal has one agency. Cells that are not understood refuse the step.
/// </summary>
internal sealed class TaskTableStep(ApplyTaskTable apply) : IRecipeStep
{
    public string Name => "TaskTable";

    public async Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        var failures = context.Step.Where(m => m.Key is not ("name" or "file" or "agency"))
            .Select(m => Failure.At($"$.{m.Key}", "recipe.unknown-member", m.Key, "file")).ToList();
        if (FileName(context) is not { } name) failures.Add(Failure.At("$.file", "recipe.value-missing", "file"));
        else if (context.FileBeside(name) is not { } path) failures.Add(Failure.At("$.file", "task-table.no-file", name));
        else
        {
            await using var file = File.OpenRead(path);
            var read = await ReadTaskTable.FromAsync(new TaskTableSource(file, name), cancellation);
            failures.AddRange(read.Failures.Select(AtFile));
            if (read.Succeeded) failures.AddRange(read.Value.Table.Unread.Select(u => AtFile(Failure.At(u.Cell, "task-table.unread", u.Cell, u.Text, u.Why))));
        }
        return failures;
    }

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        var name = FileName(context)!;
        await using var file = File.OpenRead(context.FileBeside(name)!);
        return await apply.HandleAsync(
            new ApplyTaskTableCommand(new TaskTableSource(file, name, Text(context, "agency")), Trusted: context.Trusted), context.Actor, cancellation);
    }

    private static Failure AtFile(Failure failure) => failure with { Field = "$.file" };

    private static string? FileName(RecipeStepContext context) => Text(context, "file");

    private static string? Text(RecipeStepContext context, string member) =>
        context.Step[member] is System.Text.Json.Nodes.JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
