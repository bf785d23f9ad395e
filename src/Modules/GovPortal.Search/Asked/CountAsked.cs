using Microsoft.AspNetCore.Http;

namespace GovPortal.Search.Asked;

/// <summary>
/// Counts the questions of readers before the page cache answers them: the first page of a plain question, once a request.
/// Turning pages, choosing filters and programs that call themselves so are not asking.
/// </summary>
internal sealed class CountAsked(RequestDelegate next, QueryBook book)
{
    private static readonly string[] NotAsking = ["page", "type", "column", "section", "year", "validity", "sort", "exact"];

    public Task InvokeAsync(HttpContext http)
    {
        var request = http.Request;
        if (HttpMethods.IsGet(request.Method) && request.Path.Equals("/search", StringComparison.OrdinalIgnoreCase)
            && !NotAsking.Any(request.Query.ContainsKey) && !IsProgram(request.Headers.UserAgent.ToString())) book.Asked(request.Query["q"].FirstOrDefault());
        return next(http);
    }

    private static bool IsProgram(string agent) =>
        agent.Contains("bot", StringComparison.OrdinalIgnoreCase) || agent.Contains("spider", StringComparison.OrdinalIgnoreCase) || agent.Contains("crawl", StringComparison.OrdinalIgnoreCase);
}
