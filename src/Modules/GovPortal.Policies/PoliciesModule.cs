using GovPortal.Kernel;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Text;
using GovPortal.Policies.Features;
using GovPortal.Policies.Model;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Policies;

/// <summary>Policy documents (政策文件) and their interpretations; the index number of every item.</summary>
public sealed class PoliciesModule : IPortalModule
{
    public string Id => "Policies";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(PoliciesModule).Assembly));
        services.AddSingleton(new Permission(PolicyPermissions.ManageNumbers, "管理索引号规则"));
        services.AddSingleton(new EventKind(PolicyEvents.NumberAssigned, "编制索引号", ChangesPublicPages: true)).AddSingleton(new EventKind(PolicyEvents.RuleChanged, "索引号规则变更"));

        services.AddSingleton<IEntityModel, IndexNumberModel>();
        services.AddSingleton<IContentReaction, AssignIndexNumber>().AddSingleton<IPublicFacts, IndexNumberFact>();
        services.AddSingleton<AssignMissingNumbers>().AddSingleton<SaveIndexNumberRule>().AddSingleton<IRecipeStep, IndexNumberRuleStep>().AddSingleton<IRecipeExport, IndexNumberRuleExport>();

        services.AddSingleton<IRecipeStep, DocumentFactsStep>().AddSingleton<IRecipeExport, DocumentFactsExport>();

        services.AddSingleton<IEntityModel, InterpretationLinkModel>().AddSingleton<IContentIndex, InterpretationLinks>();
        services.AddSingleton<IPublishRule, InterpretationRule>().AddSingleton<IPublishRule, InterpretationGate>().AddSingleton<IContentReaction, InterpretationClock>().AddSingleton<IInspection, InterpretationInspection>();
        services.AddSingleton(new ClockKind(InterpretationClock.Kind, LateRules.Interpretation));

        services.AddSingleton(new Permission(PolicyPermissions.ChangeValidity, "变更文件有效性"));
        services.AddSingleton(new EventKind(PolicyEvents.ValidityChanged, "文件有效性变更", ChangesPublicPages: true));
        services.AddSingleton<IEntityModel, DocumentStatusModel>().AddSingleton<ChangeValidity>().AddSingleton<IDueJobHandler, ValidityDue>().AddSingleton<ListDocuments>().AddSingleton<IAnnualFigures, DocumentFigures>();
        services.AddSingleton<IPublicFacts, ValidityFact>().AddSingleton<IPublicFacts, RepealsFact>().AddSingleton<IContentReaction, ValidityReaction>();
        services.AddSingleton(new AdminMenuItem("信息公开", "文件有效性", "/Admin/Documents", "file-earmark-check", PolicyPermissions.ChangeValidity, 20));

        services.AddSingleton(new AdminMenuItem("系统", "索引号规则", "/Admin/IndexNumbers", "hash", PolicyPermissions.ManageNumbers, 905));
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
