using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace GovPortal.Users.Sessions;

/// <summary>What a person is told who is not signed in, not allowed, too fast or too late; programs get the bare status.</summary>
internal static class SessionAnswers
{
    public static Task SignInFirstAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (IsProgram(context.Request)) context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else if (IsHtmx(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers["HX-Redirect"] = context.RedirectUri;
        }
        else context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }

    public static Task NotAllowedAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (!IsProgram(context.Request) && !IsHtmx(context.Request))
        {
            // Who holds no role at all must not be sent in a circle.
            var back = context.Request.Path.StartsWithSegments("/Admin", StringComparison.OrdinalIgnoreCase, out var rest) && !rest.HasValue ? "/" : "/Admin";
            return new Notice(StatusCodes.Status403Forbidden, "没有访问权限", "您的账号没有办理这项操作的权限。如确有需要，请联系系统管理员授权。", "返回", back)
                .WriteAsync(context.HttpContext);
        }
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    public static Task TooFastAsync(HttpContext http) =>
        new Notice(StatusCodes.Status429TooManyRequests, "操作过于频繁", "短时间内提交次数过多，请过一分钟再试。", "返回", http.Request.Path).WriteAsync(http);

    /// <summary>Before a new password a person with a one-time password reaches the account page and the way out.</summary>
    public static Task PasswordFirstAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path;
        var free = path.StartsWithSegments("/Admin/Account", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/Admin/Culture", StringComparison.OrdinalIgnoreCase)
            || !(path.StartsWithSegments("/Admin", StringComparison.OrdinalIgnoreCase) || IsProgram(context.Request));
        if (free || !Session.MustChangePassword(context)) return next(context);
        if (IsProgram(context.Request)) context.Response.StatusCode = StatusCodes.Status403Forbidden;
        else context.Response.Redirect("/Admin/Account");
        return Task.CompletedTask;
    }

    private static bool IsProgram(HttpRequest request) =>
        request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || request.Path.StartsWithSegments("/connect", StringComparison.OrdinalIgnoreCase);

    private static bool IsHtmx(HttpRequest request) => request.Headers.ContainsKey("HX-Request");
}

/// <summary>A form whose antiforgery token no longer holds: mostly a page left open over a sign-out or over night.</summary>
internal sealed class ExpiredFormFilter(IModelMetadataProvider metadata) : IAlwaysRunResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is not IAntiforgeryValidationFailedResult) return;
        var request = context.HttpContext.Request;
        var signIn = request.Path.StartsWithSegments("/Login", StringComparison.OrdinalIgnoreCase) || request.Path.StartsWithSegments("/Logout", StringComparison.OrdinalIgnoreCase);
        context.Result = new Notice(StatusCodes.Status400BadRequest, "页面已过期",
            signIn ? "页面停留时间过长，请重新登录。" : "页面停留时间过长，请重新提交。刚才填写的内容没有保存，可用浏览器的“后退”找回。",
            signIn ? "重新登录" : "重新打开页面", signIn ? "/Login" : request.GetEncodedPathAndQuery()).View(metadata);
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}

/// <summary>An admin page whose item, version or column is not there or is not the person's to see: said in words.</summary>
internal sealed class MissingPageFilter(IModelMetadataProvider metadata) : IAlwaysRunResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is not NotFoundResult || context.HttpContext.Request.Headers.ContainsKey("HX-Request")) return;
        context.Result = new Notice(StatusCodes.Status404NotFound, "没有找到您要的内容", "您要找的内容不存在、已被清除，或者不在您的查看范围内。请核对地址，或从列表中重新进入。", "返回待我办理", "/Admin").View(metadata);
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
