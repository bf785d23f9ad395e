using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;
using GovPortal.Workflows.Model;
using Jint;
using Jint.Native;
using Jint.Native.Json;
using Jint.Runtime;
using JsEngine = Jint.Engine;

namespace GovPortal.Workflows.Engine;

/// <summary>What the scripts of one step did besides giving a value.</summary>
internal sealed class ScriptRun
{
    public List<string> Outcomes { get; } = [];
    public List<string> Notes { get; } = [];
}

/// <summary>What a script may see.</summary>
/// <param name="Item">The content item, where the script asks for one.</param>
internal sealed record ScriptScope(WorkflowState State, string CorrelationId, string WorkflowId, JsonObject? Item, ScriptRun Run);

/// <summary>A script or a template failed; the instance is faulted with the reason.</summary>
internal sealed class ExpressionFailedException(Failure failure) : Exception(failure.ToString())
{
    public Failure Failure { get; } = failure;
}

/// <summary>
/// JavaScript of workflows: strict, without host types, files or network, limited in time, statements, memory and depth.
/// Functions: input, output, property, setProperty, setOutcome, lastResult, correlationId, workflowId, log.
/// </summary>
internal sealed class Scripts(WorkflowSettings settings)
{
    private const int MaxDepth = 64;
    private const int MaxNote = 1000;

    /// <summary>The syntax error of a script; null where it can be read.</summary>
    public static Failure? Check(string code)
    {
        try
        {
            JsEngine.PrepareScript(code, strict: true);
            return null;
        }
        catch (ScriptPreparationException error)
        {
            return Failure.Of("workflow.bad-script", Short(error.InnerException?.Message ?? error.Message));
        }
    }

    /// <exception cref="ExpressionFailedException">With <c>workflow.script-failed</c> or <c>workflow.script-limit</c>.</exception>
    public JsonNode? Evaluate(string code, ScriptScope scope)
    {
        var engine = new JsEngine(options =>
        {
            options.Strict().LimitRecursion(MaxDepth).MaxStatements(settings.ScriptStatements).LimitMemory(settings.ScriptMegabytes * 1024L * 1024)
                .TimeoutInterval(TimeSpan.FromMilliseconds(settings.ScriptMilliseconds)).RegexTimeoutInterval(TimeSpan.FromMilliseconds(200)).MaxArraySize(100_000).DisableStringCompilation();
        });
        Declare(engine, scope);
        try
        {
            return ToJson(engine, engine.Evaluate(code));
        }
        catch (Exception error) when (error is TimeoutException or MemoryLimitExceededException or StatementsCountOverflowException or RecursionDepthOverflowException or ExecutionCanceledException)
        {
            throw new ExpressionFailedException(Failure.Of("workflow.script-limit", error.GetType().Name));
        }
        catch (Exception error) when (error is JintException or System.Text.RegularExpressions.RegexMatchTimeoutException or ArgumentException)
        {
            throw new ExpressionFailedException(Failure.Of("workflow.script-failed", Short(error.Message)));
        }
    }

    private static void Declare(JsEngine engine, ScriptScope scope)
    {
        var state = scope.State;
        JsValue Input(string name) => ToJs(engine, name == WorkflowState.ContentItem && scope.Item is not null ? scope.Item : state.Input[name]);
        JsValue Property(string name) => ToJs(engine, name == WorkflowState.ContentItem && scope.Item is not null ? scope.Item : state.Properties[name]);
        engine.SetValue("input", (Func<string, JsValue>)Input);
        engine.SetValue("property", (Func<string, JsValue>)Property);
        engine.SetValue("setProperty", (Action<string, JsValue>)((name, value) => state.Properties[name] = ToJson(engine, value)));
        engine.SetValue("output", (Action<string, JsValue>)((name, value) => state.Output[name] = ToJson(engine, value)));
        engine.SetValue("setOutcome", (Action<string>)scope.Run.Outcomes.Add);
        engine.SetValue("lastResult", (Func<JsValue>)(() => ToJs(engine, state.LastResult)));
        engine.SetValue("correlationId", (Func<string>)(() => scope.CorrelationId));
        engine.SetValue("workflowId", (Func<string>)(() => scope.WorkflowId));
        engine.SetValue("log", (Action<JsValue, JsValue>)((level, text) =>
        {
            if (scope.Run.Notes.Count < 20) scope.Run.Notes.Add(Short(text.IsUndefined() ? level.ToString() : $"{level}: {text}"));
        }));
    }

    private static JsValue ToJs(JsEngine engine, JsonNode? node) =>
        node is null ? JsValue.Null : new JsonParser(engine).Parse(node.ToJsonString(CanonicalJson.Unescaped));

    private static JsonNode? ToJson(JsEngine engine, JsValue value)
    {
        if (value.IsUndefined() || value.IsNull()) return null;
        var text = new JsonSerializer(engine).Serialize(value);
        return text.IsString() ? JsonNode.Parse(text.AsString()) : null;
    }

    private static string Short(string text) => text.Length <= MaxNote ? text : text[..MaxNote];
}
