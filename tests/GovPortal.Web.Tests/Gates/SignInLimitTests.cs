using GovPortal.Testing;

namespace GovPortal.Web.Tests.Gates;

/// <summary>Who guesses passwords is stopped after so many a minute, the right one among them; who reads the page is not.</summary>
public sealed class SignInLimitTests
{
    [Fact]
    public async Task Beyond_the_limit_not_even_the_right_password_is_looked_at_until_a_minute_is_over()
    {
        await using var app = await PortalApp.StartAsync("Portal:SignInsPerMinute=5");
        using var guesser = app.Visitor();
        for (var guess = 0; guess < 5; guess++)
        {
            await guesser.SignInAsync("nobody-" + guess, "Wrong-horse-2026");
            Assert.Equal(200, (int)guesser.Response.StatusCode);
        }
        await guesser.SignInAsync("admin", PortalApp.AdminPassword);
        Assert.Equal(429, (int)guesser.Response.StatusCode);
        Assert.Contains("操作过于频繁", guesser.Text, StringComparison.Ordinal);
        Assert.Equal(200, (int)(await guesser.GoAsync("/Login")).Response.StatusCode);

        app.Clock.Set("2026-11-20 10:02");
        await guesser.SignInAsync("admin", PortalApp.AdminPassword);
        Assert.StartsWith("/Admin", guesser.Url, StringComparison.Ordinal);
        // A new password is asked for the present one, which can be guessed too.
        for (var guess = 0; guess < 4; guess++) await ChangeAsync(guess);
        Assert.Equal(200, (int)guesser.Response.StatusCode);
        await ChangeAsync(4);
        Assert.Equal(429, (int)guesser.Response.StatusCode);

        async Task ChangeAsync(int guess)
        {
            await guesser.GoAsync("/Admin/Account");
            await guesser.SubmitAsync("form:has([name='Input.CurrentPassword'])", new() { ["Input.CurrentPassword"] = "Wrong-" + guess, ["Input.NewPassword"] = "New-horse-2026", ["Input.RepeatedPassword"] = "New-horse-2026" });
        }
    }
}
