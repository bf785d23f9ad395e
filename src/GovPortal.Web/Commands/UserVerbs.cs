using System.CommandLine;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Users.Features;
using GovPortal.Users.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Commands;

/// <summary>Accounts from the command line: the way in when nobody can sign in any more. Passwords are made, printed once, never taken as an argument.</summary>
internal static class UserVerbs
{
    public static Command Create() => new("user", "用户") { Add(), Password() };

    private static Command Add()
    {
        var name = new Argument<string>("USERNAME") { Description = "登录名" };
        var display = new Option<string?>("--name") { Description = "姓名" };
        var role = new Option<string[]>("--role") { Description = "角色[/机关[/科室]]，可重复，如 SectionEditor/home/office", AllowMultipleArgumentsPerToken = true };
        var add = new Command("add", "新增用户，显示一次性密码") { name, display, role };
        add.SetAction((parsed, cancellation) => CommandLine.WithServicesAsync(writes: true, async (services, c) =>
        {
            var grants = (parsed.GetValue(role) ?? []).Select(r => r.Split('/'))
                .Select(r => new MembershipSpec(r[0], r.ElementAtOrDefault(1), r.ElementAtOrDefault(2))).ToList();
            var userName = parsed.GetValue(name)!;
            var result = await services.GetRequiredService<CreateUser>().HandleAsync(
                new CreateUserCommand(userName, parsed.GetValue(display) ?? userName, grants, Trusted: true), Actor.System, c);
            if (result.Succeeded) Console.WriteLine($"用户：{userName}\n一次性密码：{result.Value.OneTimePassword}（首次登录后须修改）");
            return result;
        }, cancellation));
        return add;
    }

    private static Command Password()
    {
        var name = new Argument<string>("USERNAME") { Description = "登录名" };
        var password = new Command("password", "重设密码，显示一次性密码") { name };
        password.SetAction((parsed, cancellation) => CommandLine.WithServicesAsync(writes: true, async (services, c) =>
        {
            await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(c);
            if (await services.GetRequiredService<IPeople>().IdOfAsync(db, parsed.GetValue(name)!, c) is not { } id) return Failure.Of("cli.user-unknown", parsed.GetValue(name));
            var result = await services.GetRequiredService<SetPassword>().HandleAsync(new SetPasswordCommand(id, Trusted: true), Actor.System, c);
            if (result.Succeeded) Console.WriteLine($"一次性密码：{result.Value.OneTimePassword}（首次登录后须修改）");
            return (Result)result;
        }, cancellation));
        return password;
    }
}
