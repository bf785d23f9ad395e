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
}
