using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using DotLiquid;

namespace GovPortal.Portal.Rendering;

/// <summary>An object of the model; its keys are all a template may ask for.</summary>
internal sealed class ModelHash : Hash;

/// <summary>
/// Turns a model into the few kinds of value templates know: text, number, truth, instant, list and object.
/// A type that is neither one of these nor an <see cref="ITemplateModel"/> is refused, so no template reaches an entity or a service.
/// </summary>
internal static class TemplateValues
{
    private const int MaxDepth = 16;
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Members = new();

    public static ModelHash Of(IReadOnlyDictionary<string, object?> model)
    {
        var hash = new ModelHash();
        foreach (var (name, value) in model) hash[name] = Of(value, name, 1);
        return hash;
    }

    public static ModelHash Of(ITemplateModel model) => OfMembers(model, "", 0);

    private static object? Of(object? value, string path, int depth)
    {
        if (depth > MaxDepth) throw new InvalidOperationException($"The model is nested too deep at '{path}'; does it contain itself?");
        return value switch
        {
            null or string or bool or decimal or DateTime or SafeText => value,
            char c => c.ToString(),
            Enum e => e.ToString(),
            sbyte or byte or short or ushort or int or uint or long or ulong or float or double => value,
            DateTimeOffset t => t.UtcDateTime,
            DateOnly d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Guid g => g.ToString(),
            Uri u => u.ToString(),
            ITemplateModel m => OfMembers(m, path, depth),
            IReadOnlyDictionary<string, object?> d => OfDictionary(d, path, depth),
            IEnumerable list => OfList(list, path, depth),
            _ => throw new InvalidOperationException($"'{path}' is a {value.GetType().Name}, which templates may not see. Give it {nameof(ITemplateModel)} or a plain value."),
        };
    }

    private static ModelHash OfMembers(ITemplateModel model, string path, int depth)
    {
        var members = Members.GetOrAdd(model.GetType(), static type =>
            [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanRead && p.GetIndexParameters().Length == 0)]);
        var hash = new ModelHash();
        foreach (var member in members)
        {
            hash[member.Name] = Of(member.GetValue(model), path.Length == 0 ? member.Name : $"{path}.{member.Name}", depth + 1);
        }
        return hash;
    }

    private static ModelHash OfDictionary(IReadOnlyDictionary<string, object?> dictionary, string path, int depth)
    {
        var hash = new ModelHash();
        foreach (var (name, value) in dictionary) hash[name] = Of(value, $"{path}.{name}", depth + 1);
        return hash;
    }

    private static List<object?> OfList(IEnumerable list, string path, int depth)
    {
        if (list is IDictionary) throw new InvalidOperationException($"'{path}' is a dictionary whose keys are not names.");
        var values = new List<object?>();
        foreach (var value in list) values.Add(Of(value, $"{path}[{values.Count}]", depth + 1));
        return values;
    }
}
