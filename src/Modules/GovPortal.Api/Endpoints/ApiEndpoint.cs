namespace GovPortal.Api.Endpoints;

/// <summary>Marks the endpoints of the interface, for the tests that ask each of them who may use it.</summary>
internal sealed record ApiEndpoint
{
    /// <summary>Beside it, on endpoints that do nothing: they say that there is nothing.</summary>
    public static object NotAsked { get; } = new NotAskedMark();

    internal sealed record NotAskedMark;
}

internal static class ApiCors
{
    public const string Policy = "api";
}
