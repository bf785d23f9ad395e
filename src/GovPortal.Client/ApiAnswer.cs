namespace GovPortal.Client;

/// <summary>What a request came to: a value, or why not.</summary>
/// <param name="Value">Null where there is a problem.</param>
/// <param name="Problem">Null where there is a value.</param>
/// <param name="Left">What a refused request left behind where it was told to leave something: the item's id; null otherwise.</param>
public sealed record ApiAnswer<T>(T? Value, ApiProblem? Problem, string? Left = null) where T : class
{
    /// <summary>The value, for those who take a refusal for an exception.</summary>
    /// <exception cref="ApiRefusedException">The request was refused.</exception>
    public T Require() => Value ?? throw new ApiRefusedException(Problem!);
}

/// <summary>A refusal (RFC 9457), in Chinese unless the request asked for English.</summary>
/// <param name="Status">The status of the answer.</param>
/// <param name="Reasons">Every reason.</param>
public sealed record ApiProblem(string Title, int Status, string Detail, IReadOnlyList<ApiReason> Reasons)
{
    /// <summary>How long to wait before asking again, where the portal says so.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <param name="Code">Stable, for programs: <c>draft.title-required</c>.</param>
/// <param name="Field"><c>Part.Field.Property</c>; empty where it is about the whole.</param>
/// <param name="Text">For people.</param>
public sealed record ApiReason(string Code, string Field, string Text);

/// <summary>A refusal that its caller did not want to look at.</summary>
public sealed class ApiRefusedException(ApiProblem problem) : Exception($"{problem.Status} {problem.Title}: {problem.Detail}")
{
    /// <summary>Why.</summary>
    public ApiProblem Problem => problem;
}
