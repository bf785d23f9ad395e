namespace GovPortal.Kernel.Results;

/// <summary>
/// One reason why something expected was refused. The code is stable and in kebab-case
/// (<c>publish.review-stale</c>); its text stands under that code in the modules' resource files.
/// </summary>
/// <param name="Code">Stable code, <c>area.reason</c>.</param>
/// <param name="Args">Values for the placeholders <c>{0}</c>, <c>{1}</c> … of the text.</param>
/// <param name="Field">Where it belongs: <c>Part.Field.Property</c>, a form field, a cell (<c>B7</c>) or a JSON path; null for the whole.</param>
public sealed record Failure(string Code, IReadOnlyList<object?> Args, string? Field = null)
{
    public Failure(string code, string? field = null) : this(code, [], field) { }

    public static Failure At(string? field, string code, params object?[] args) => new(code, args, field);

    public static Failure Of(string code, params object?[] args) => new(code, args);

    /// <summary>The code every handler answers with when the actor lacks the permission.</summary>
    public const string NotAllowed = "access.not-allowed";

    public override string ToString() =>
        $"{Code}{(Field is null ? "" : " @" + Field)}{(Args.Count == 0 ? "" : " (" + string.Join(", ", Args) + ")")}";
}
