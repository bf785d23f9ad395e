using GovPortal.PublicForms;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Configuration;

namespace GovPortal.Users.Sessions;

/// <summary>
/// Passwords sent a minute from one address, <c>Portal:SignInsPerMinute</c>, 30 unless set: a person types slower than this, a guesser faster,
/// and a whole office may stand behind one address. Beyond it 429, and the password is not looked at.
/// </summary>
internal sealed class SignInLimit(IConfiguration configuration, TimeProvider time) : IAsyncPageFilter
{
    private const int Usual = 30, MostAddresses = 1000;

    private readonly RateWindow _window = Window(configuration.GetValue("Portal:SignInsPerMinute", Usual));

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (!HttpMethods.IsPost(http.Request.Method) || _window.Take(Visitors.PlaceOf(http.Connection.RemoteIpAddress), time.GetUtcNow()))
        {
            await next();
            return;
        }
        await SessionAnswers.TooFastAsync(http);
        context.Result = new EmptyResult();
    }

    private static RateWindow Window(int perMinute) => new(perMinute, perMinute * MostAddresses, TimeSpan.FromMinutes(1));
}
