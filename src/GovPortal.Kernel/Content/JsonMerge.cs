using System.Text.Json.Nodes;

namespace GovPortal.Kernel.Content;

public static class JsonMerge
{
    /// <summary>Merges objects deep; arrays and values are replaced whole.</summary>
    public static void Into(JsonObject target, JsonObject over)
    {
        foreach (var (name, value) in over)
        {
            if (value is JsonObject inner && target[name] is JsonObject own) Into(own, inner);
            else target[name] = value?.DeepClone();
        }
    }
}
