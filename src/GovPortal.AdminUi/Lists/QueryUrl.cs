using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace GovPortal.AdminUi.Lists;

/// <summary>Links to the page shown, with some of its query changed and the rest kept.</summary>
public static class QueryUrl
{
    /// <summary>The current address with the given query values; a null value drops its key.</summary>
    public static string With(HttpRequest request, params (string Key, string? Value)[] changes)
    {
        var query = new QueryBuilder();
        foreach (var (key, values) in request.Query)
        {
            if (changes.Any(c => string.Equals(c.Key, key, StringComparison.OrdinalIgnoreCase))) continue;
            foreach (var value in values)
            {
                if (!string.IsNullOrEmpty(value)) query.Add(key, value);
            }
        }
        foreach (var (key, value) in changes)
        {
            if (!string.IsNullOrEmpty(value)) query.Add(key, value);
        }
        return request.PathBase + request.Path + query.ToQueryString();
    }
}
