using GovPortal.Kernel.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GovPortal.Web.Startup;

/// <summary>The admin's pages: everything under <c>/Admin</c> asks for a signed-in person with <c>admin.access</c>.</summary>
internal static class AdminPages
{
    public const string Policy = "Admin";

    public static void Configure(RazorPagesOptions options)
    {
        options.Conventions.AuthorizeAreaFolder("Admin", "/", Policy);
    }

    /// <summary>Asks today's grants, not what the cookie said at sign-in.</summary>
    internal sealed class Requirement : IAuthorizationRequirement;

    internal sealed class Handler(CurrentActor current) : AuthorizationHandler<Requirement>
    {
        protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, Requirement requirement)
        {
            if (await current.FindAsync() is { } actor && actor.CanSomewhere(Permissions.AdminAccess)) context.Succeed(requirement);
        }
    }
}
