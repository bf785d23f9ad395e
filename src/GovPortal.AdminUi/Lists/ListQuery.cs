using Microsoft.AspNetCore.Mvc;

namespace GovPortal.AdminUi.Lists;

/// <summary>
/// The query every list understands: <c>?q=&amp;sort=&amp;desc=&amp;page=&amp;pageSize=</c>. Bind it with
/// <c>[BindProperty(SupportsGet = true, Name = "")]</c>. Values out of range are brought into range, never refused.
/// Every value comes from the query alone: Razor Pages has a route value named <c>page</c> of its own.
/// </summary>
public sealed record ListQuery
{
    public const int MaxPageSize = 100;

    /// <summary>Search words, trimmed; null where empty.</summary>
    [FromQuery(Name = "q")]
    public string? Q { get; init => field = string.IsNullOrWhiteSpace(value) ? null : value.Trim(); }

    /// <summary>A field name of the list's own choosing; the list ignores names it does not know.</summary>
    [FromQuery(Name = "sort")]
    public string? Sort { get; init => field = string.IsNullOrWhiteSpace(value) ? null : value; }

    [FromQuery(Name = "desc")]
    public bool Desc { get; init; }

    /// <summary>From 1.</summary>
    [FromQuery(Name = "page")]
    public int Page { get; init => field = Math.Clamp(value, 1, 1_000_000); } = 1;

    /// <summary>1 to 100; 20 unless told.</summary>
    [FromQuery(Name = "pageSize")]
    public int PageSize { get; init => field = Math.Clamp(value, 1, MaxPageSize); } = 20;

    public int Skip => (Page - 1) * PageSize;
}
