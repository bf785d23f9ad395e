using GovPortal.Kernel;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Text;
using GovPortal.Users.Features;
using GovPortal.Users.Model;
using GovPortal.Users.Recipes;
using GovPortal.Users.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Users;

public sealed class UsersModule : IPipelineModule
{
    /// <summary>Permission to manage users.</summary>
    public const string Manage = "users.manage";

    public string Id => "Users";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(UsersModule).Assembly));
        services.AddSingleton<IEntityModel, UserModel>().AddSingleton<IPeople, People>();
        services.AddSingleton(new Permission(Manage, "管理用户和角色"));
        services.AddSingleton(new AdminMenuItem("系统", "用户与角色", "/Admin/Users", "people", Manage, 900));
        foreach (var kind in UserEvents.Kinds) services.AddSingleton(kind);

        services.Configure<PasswordHasherOptions>(o => o.IterationCount = Passwords.Iterations);
        services.AddSingleton<IPasswordHasher<PortalUser>, PasswordHasher<PortalUser>>().AddSingleton<Passwords>();
        services.AddSingleton<CreateUser>().AddSingleton<ChangeUser>().AddSingleton<SetPassword>().AddSingleton<ChangeOwnPassword>()
            .AddSingleton<DelegateReviews>().AddSingleton<RevokeDelegation>().AddSingleton<SignIn>().AddSingleton<EnsureAdministrator>();
        services.AddSingleton<IRecipeStep, UsersStep>();

        services.AddAuthentication(Session.Scheme).AddCookie(Session.Scheme, Session.Configure);
        services.AddSingleton<SignInLimit>();
        services.Configure<MvcOptions>(o =>
        {
            o.Filters.Add<ExpiredFormFilter>();
            o.Filters.Add<MissingPageFilter>();
        });
    }

    public void UsePipeline(IApplicationBuilder app) => app.Use(next => context => SessionAnswers.PasswordFirstAsync(context, next));

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
