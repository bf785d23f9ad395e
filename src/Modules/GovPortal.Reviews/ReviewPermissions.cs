namespace GovPortal.Reviews;

public static class ReviewPermissions
{
    /// <summary>Makes and changes review routes.</summary>
    public const string ManageRoutes = "routes.manage";
}

public static class ReviewEvents
{
    /// <summary>A route was made, changed or removed. The subject is its name; payload: <c>steps</c> (how many), <c>was</c> and <c>now</c> (hashes).</summary>
    public const string RoutesChanged = "routes.changed";
    /// <summary>After an urgent publication a skipped step agreed; payload: <c>step</c>, <c>manifest</c>, <c>behalf</c>.</summary>
    public const string Confirmed = "review.confirmed";
    /// <summary>… or objected; the office decides what follows.</summary>
    public const string Objected = "review.objected";
    /// <summary>The county's word list or the columns of process documents changed; payload: <c>was</c>, <c>now</c> (hashes).</summary>
    public const string ScreeningChanged = "screening.settings-changed";
    /// <summary>A reviewer approved what the screening blocks; payload: <c>findings</c> (how many), <c>codes</c> (their kinds).</summary>
    public const string ScreeningOverridden = "screening.overridden";
}
