using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;
using Jint;
using Jint.Native;
using Jint.Runtime;
using Microsoft.Extensions.Configuration;
using JsEngine = Jint.Engine;

namespace GovPortal.Kernel.Recipes;

/// <summary>
/// Orchard's expressions, each a whole string value: <c>[js: …]</c> is JavaScript with the functions <c>variables</c> (evaluated at the
/// first use, then the same in every step), <c>parameters</c>, <c>configuration</c> (<c>Portal:Site</c> only; of anything else only the
/// default given), <c>uuid</c>, <c>base64</c>, <c>html</c> and <c>getUrlPrefix</c>; <c>[file:text('…')]</c> and
/// <c>[file:base64('…')]</c> are a file beside the recipe. Scripts see no host, files or network and are limited in time, statements,
/// memory and depth. Failures, at their JSON paths: <c>recipe.unknown-variable</c>, <c>recipe.bad-expression</c>, <c>recipe.file-missing</c>.
/// </summary>
public sealed partial class RecipeExpressions : IDisposable
{
    private const int MaxDepth = 32, MaxStatements = 100_000, MaxFileBytes = 4 * 1024 * 1024;
    private const long MaxMemory = 32L * 1024 * 1024;
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(2);
    private static readonly ScriptParsingOptions Parsing = ScriptParsingOptions.Default with { AllowReturnOutsideFunction = true };

    private readonly JsonObject _variables;
    private readonly Func<string, string?> _fileBeside;
    private readonly Dictionary<string, string?> _evaluated = new(StringComparer.Ordinal);
    private readonly HashSet<string> _evaluating = new(StringComparer.Ordinal);
    private readonly JsEngine _engine;

    /// <param name="parameters">What <c>parameters('x')</c> answers; an unknown one is refused.</param>
    /// <param name="fileBeside">The full path of a file in the recipe's folder; null where there is none.</param>
    public RecipeExpressions(JsonObject variables, IReadOnlyDictionary<string, string> parameters, IConfiguration configuration, TimeProvider time, Func<string, string?> fileBeside)
    {
        _variables = variables;
        _fileBeside = fileBeside;
        _engine = new JsEngine(options =>
        {
            options.LimitRecursion(MaxDepth).MaxStatements(MaxStatements).LimitMemory(MaxMemory).TimeoutInterval(MaxTime)
                .RegexTimeoutInterval(TimeSpan.FromMilliseconds(200)).MaxArraySize(100_000).DisableStringCompilation();
            options.TimeSystem = new PortalTime(time);
        });
        _engine.SetValue("variables", (Func<string, JsValue>)(name => Variable(name) is { } text ? text : JsValue.Null));
        _engine.SetValue("parameters", (Func<string, string>)(name => parameters.GetValueOrDefault(name) ?? throw new RefusedException(Failure.Of("recipe.bad-expression", $"parameters('{name}')", ""))));
        _engine.SetValue("configuration", (Func<string, JsValue?, JsValue>)((key, otherwise) =>
            key.StartsWith("Portal:Site:", StringComparison.Ordinal) ? configuration[key] ?? otherwise ?? ""
            : otherwise ?? throw new RefusedException(Failure.Of("recipe.bad-expression", $"configuration('{key}')", "Portal:Site:…"))));
        _engine.SetValue("uuid", (Func<string>)ContentIds.New);
        _engine.SetValue("base64", (Func<string, string>)(text => Encoding.UTF8.GetString(Convert.FromBase64String(text))));
        _engine.SetValue("html", (Func<string, string>)(text => System.Net.WebUtility.HtmlDecode(text)));
        _engine.SetValue("getUrlPrefix", (Func<JsValue?, JsValue>)(path => path ?? "/"));
        // Orchard's token starts a workflow by a request from outside, which none here is started by.
        _engine.SetValue("createWorkflowToken", (Func<JsValue?, JsValue?, string>)((_, _) => ""));
    }

    /// <summary>A copy of the node with every expression resolved, and null at the paths to leave out; failures carry the JSON path.</summary>
    public JsonNode? Resolve(JsonNode? node, List<Failure> failures, string path = "$", IReadOnlySet<string>? leaveOut = null)
    {
        if (leaveOut?.Contains(path) == true) return null;
        switch (node)
        {
            case JsonObject o:
                var resolved = new JsonObject(o.Options);
                foreach (var (name, value) in o) resolved[name] = Resolve(value, failures, $"{path}.{name}", leaveOut);
                return resolved;
            case JsonArray a:
                return new JsonArray([.. a.Select((value, i) => Resolve(value, failures, $"{path}[{i.ToString(CultureInfo.InvariantCulture)}]", leaveOut))]);
            case JsonValue v when v.TryGetValue<string>(out var text):
                try
                {
                    return Evaluate(text);
                }
                catch (RefusedException refused)
                {
                    failures.Add(refused.Failure with { Field = path });
                    return null;
                }
            default:
                return node?.DeepClone();
        }
    }

    /// <exception cref="RefusedException">The expression can't be evaluated.</exception>
    private string? Evaluate(string text)
    {
        if (text.StartsWith("[js:", StringComparison.Ordinal) && text.EndsWith(']')) return Script(text[4..^1]);
        return File().Match(text) is { Success: true } file ? Beside(file.Groups[2].Value, file.Groups[1].Value == "base64") : text;
    }

    private string? Script(string code)
    {
        try
        {
            var value = _engine.Evaluate(code, Parsing);
            return value.IsUndefined() || value.IsNull() ? null : value.ToString();
        }
        catch (Exception error) when (error is not RefusedException && Refused(error) is { } refused)
        {
            throw refused;
        }
        catch (Exception error) when (error is JintException or TimeoutException or FormatException or ArgumentException or RegexMatchTimeoutException)
        {
            throw new RefusedException(Failure.Of("recipe.bad-expression", code.Trim(), error.Message));
        }
    }

    /// <summary>What one of the functions refused, however the engine wrapped it.</summary>
    private static RefusedException? Refused(Exception? error) => error is null or RefusedException ? error as RefusedException : Refused(error.InnerException);

    private string? Variable(string name)
    {
        if (_evaluated.TryGetValue(name, out var known)) return known;
        if (_variables[name] is not JsonValue value || !value.TryGetValue<string>(out var text) || !_evaluating.Add(name))
        {
            throw new RefusedException(Failure.Of("recipe.unknown-variable", name, Nearest.Of(name, _variables.Select(p => p.Key))));
        }
        try
        {
            return _evaluated[name] = Evaluate(text);
        }
        finally
        {
            _evaluating.Remove(name);
        }
    }

    private string Beside(string name, bool asBase64)
    {
        if (_fileBeside(name) is not { } full || new FileInfo(full).Length > MaxFileBytes) throw new RefusedException(Failure.Of("recipe.file-missing", name));
        return asBase64 ? Convert.ToBase64String(System.IO.File.ReadAllBytes(full)) : System.IO.File.ReadAllText(full);
    }

    public void Dispose() => _engine.Dispose();

    private sealed class RefusedException(Failure failure) : Exception(failure.ToString())
    {
        public Failure Failure { get; } = failure;
    }

    /// <summary>The portal's clock, in UTC.</summary>
    private sealed class PortalTime(TimeProvider time) : ITimeSystem
    {
        private readonly DefaultTimeSystem _rules = new(TimeZoneInfo.Utc, CultureInfo.InvariantCulture);

        public TimeZoneInfo DefaultTimeZone => TimeZoneInfo.Utc;

        public DateTimeOffset GetUtcNow() => time.GetUtcNow();

        public bool TryParse(string date, out long epochMilliseconds) => _rules.TryParse(date, out epochMilliseconds);

        public TimeSpan GetUtcOffset(long epochMilliseconds) => TimeSpan.Zero;
    }

    [GeneratedRegex(@"^\[file:\s*(text|base64)\(\s*['""]([^'""]+)['""]\s*\)\s*;?\s*\]$")]
    private static partial Regex File();
}
