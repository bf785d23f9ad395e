using GovPortal.Api.Access;
using GovPortal.Api.Endpoints;
using GovPortal.Api.Features;
using GovPortal.Api.GraphQl;
using GovPortal.Api.Model;
using GovPortal.Api.Recipes;
using GovPortal.Kernel;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Api;

/// <summary>The door for programs (接口): applications and keys, and items as Orchard serialises them.</summary>
public sealed class ApiModule : IPortalModule
{
    public string Id => "Api";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        var settings = ApiSettings.Read(configuration);
        services.AddSingleton(new TextSource(typeof(ApiModule).Assembly)).AddSingleton(settings);
        services.AddSingleton<IEntityModel, ApiModel>();
        foreach (var permission in ApiPermissions.All) services.AddSingleton(permission);
        foreach (var kind in ApiEvents.Kinds) services.AddSingleton(kind);

        services.AddSingleton<FindApplication>().AddSingleton<IApplications>(s => s.GetRequiredService<FindApplication>());
        services.AddSingleton<SaveApplication>().AddSingleton<ChangeApplication>().AddSingleton<PersonalTokens>().AddSingleton<ConsentToApplication>().AddSingleton<UseCode>();
        services.AddSingleton<ApiLimits>().AddSingleton<ApiBearer>();
        services.AddOpenIdServer();
        services.AddCors(o => o.AddPolicy(ApiCors.Policy, p => AllowOrigins(p, settings.AllowedOrigins)));

        services.AddSingleton<DescribeApi>().AddSingleton<ReadContent>().AddSingleton<WriteItem>().AddSingleton<RemoveItem>();
        services.AddSingleton<AliasIndex>().AddSingleton<IContentIndex>(s => s.GetRequiredService<AliasIndex>()).AddSingleton<IDraftRule>(s => s.GetRequiredService<AliasIndex>());

        services.AddSingleton(GraphQlSettings.Read(configuration)).AddSingleton<IEntityModel, FieldValueModel>().AddSingleton<IContentIndex, FieldIndex>();
        services.AddSingleton<GraphSchemas>().AddSingleton<GraphReader>().AddSingleton<AskGraphQl>();

        services.AddSingleton<IRecipeStep, OpenIdApplicationStep>().AddSingleton<IRecipeExport, ApplicationsExport>();
        // Keys, lifetimes and addresses are this portal's own; there is nothing to set.
        foreach (var step in (string[])["OpenIdServerSettings", "OpenIdValidationSettings", "OpenIdClientSettings", "OpenIdScope"]) services.AddSingleton(new NotApplicableStep(step, "密钥、期限、地址和范围由门户自定"));

        services.AddSingleton(new AdminMenuItem("", "我的访问令牌", "/Admin/Tokens", "key", ApiPermissions.AccessContentApi, 2));
        services.AddSingleton(new AdminMenuItem("系统", "接口文档", "/Admin/ApiReference", "journal-text", ApiPermissions.AccessContentApi, 914));
        services.AddSingleton(new AdminMenuItem("系统", "应用接入", "/Admin/Applications", "plug", ApiPermissions.ManageApplications, 912));
        services.AddSingleton(new AdminMenuItem("系统", "GraphQL 查询", "/Admin/GraphQl", "code-slash", ApiPermissions.ManageApplications, 913));
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        // OpenIddict answers before any endpoint; this one carries the permission for browsers' scripts, and answers nothing.
        endpoints.MapPost("/connect/token", (RequestDelegate)(http =>
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        })).WithMetadata(new ApiEndpoint()).RequireCors(ApiCors.Policy);
        endpoints.MapReferenceScript();
        endpoints.MapContent();
        endpoints.MapQueries();
        endpoints.MapGraphQl();
    }

    private static void AllowOrigins(CorsPolicyBuilder policy, IReadOnlyList<string> origins) => policy
        .WithOrigins([.. origins]).WithMethods("GET", "POST", "PATCH", "DELETE").WithHeaders("Authorization", "Content-Type", "Accept-Language", "If-Match", "If-None-Match")
        .WithExposedHeaders("ETag", "Location", "Retry-After");
}
