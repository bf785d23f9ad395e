namespace GovPortal.Web.Operations;

internal static class PortalErrors
{
    /// <summary>A bug or an outage answers 500 with a page that says so and nothing of its cause.</summary>
    public static void UsePortalErrors(this WebApplication app)
    {
        app.UseExceptionHandler(handler => handler.Run(context => Results.Text(
            "<!DOCTYPE html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>系统暂时无法处理</title>"
            + "<h1>系统暂时无法处理您的请求</h1><p>问题已记录，请稍后重试。如持续出现，请联系网站主办单位。</p><p><a href=\"/\">返回首页</a></p>",
            "text/html; charset=utf-8", statusCode: StatusCodes.Status500InternalServerError).ExecuteAsync(context)));
    }
}
