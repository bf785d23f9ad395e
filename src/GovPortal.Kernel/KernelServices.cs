using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Text;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Kernel;

public static class KernelServices
{
    /// <summary>Orchard steps that stock recipes carry and that mean nothing here, with the reason.</summary>
    private static readonly Dictionary<string, string> NotApplicable = new()
    {
        ["feature"] = "功能随程序提供，不由配方开关",
        ["FeatureProfiles"] = "功能随程序提供，不由配方开关",
        ["themes"] = "主题由部署设置指定",
        ["settings"] = "站点信息用 SiteSettings 步骤设置",
        ["custom-settings"] = "站点信息用 SiteSettings 步骤设置",
        ["ElasticIndexSettings"] = "不使用 Elasticsearch",
        ["elastic-index-rebuild"] = "不使用 Elasticsearch",
        ["layers"] = "页面布局由主题决定，没有部件层",
        ["Templates"] = "公开页面的模板随主题文件部署",
        ["AdminTemplates"] = "后台页面不用模板",
        ["AdminMenu"] = "后台菜单由权限决定",
        ["Placements"] = "编辑界面的次序由内容定义决定",
        ["ShortcodeTemplates"] = "正文不使用短代码",
        ["command"] = "配方不执行命令",
        ["MediaProfiles"] = "图片的显示尺寸由主题决定",
        ["Sitemaps"] = "站点地图自动生成",
        ["deployment"] = "导出不设方案，用 recipe export",
        ["UrlRewriting"] = "地址变更后自动转向，不另设规则",
    };

    /// <summary>The kernel's services. The composition root adds the context and the node.</summary>
    public static IServiceCollection AddKernel(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new TextSource(typeof(KernelServices).Assembly));
        services.AddSingleton<ITexts, Texts>();

        services.AddSingleton<IEntityModel, EventModel>().AddSingleton<IEntityModel, LeaseModel>().AddSingleton<IEntityModel, ContentModel>()
            .AddSingleton<IEntityModel, ReviewModel>().AddSingleton<IEntityModel, ReviewFormModel>().AddSingleton<IEntityModel, BackupModel>().AddSingleton<IEntityModel, ContentIndexModel>().AddSingleton<IEntityModel, ContainedModel>().AddSingleton<IEntityModel, ContentFiguresModel>().AddSingleton<IEntityModel, OrganisationModel>()
            .AddSingleton<IEntityModel, AccessModel>().AddSingleton<IEntityModel, SettingModel>().AddSingleton<IEntityModel, JobModel>();

        services.AddSingleton<WriteGate>().AddSingleton<EventSignal>().AddSingleton<EventTail>().AddSingleton<PortalTransactions>().AddSingleton<Leases>();
        services.AddSingleton<EventKinds>().AddSingleton<EventPump>().AddHostedService(s => s.GetRequiredService<EventPump>());
        services.AddSingleton<OnceEventPump>().AddHostedService(s => s.GetRequiredService<OnceEventPump>());
        services.AddSingleton<SiteAddress>().AddSingleton<PortalStateReader>().AddSingleton<INodeEventReader>(s => s.GetRequiredService<PortalStateReader>());
        services.AddSingleton<JobSweeper>().AddHostedService(s => s.GetRequiredService<JobSweeper>()).AddHostedService<ServerLease>();

        services.AddSingleton<DefinitionStore>().AddSingleton<ContentElements>().AddSingleton<ContentIndexer>()
            .AddSingleton<VersionLoader>().AddSingleton<ChangeRecorder>().AddSingleton<IPublishedContent, PublishedContent>();
        services.AddSingleton<SaveDraft>().AddSingleton<DiscardDraft>().AddSingleton<SubmitVersion>().AddSingleton<RecallVersion>()
            .AddSingleton<DecideReview>().AddSingleton<ReturnApproved>().AddSingleton<PublishVersion>().AddSingleton<SchedulePublication>().AddSingleton<WithdrawItem>()
            .AddSingleton<PurgeVersion>().AddSingleton<Reindex>().AddSingleton<IDueJobHandler, PublishDue>();

        services.AddHttpContextAccessor().AddSingleton<Actors>().AddScoped<CurrentActor>();
        foreach (var permission in Permissions.Kernel) services.AddSingleton(permission);

        services.AddSingleton<RunRecipe>().AddSingleton<IRecipeStep, ContentDefinitionStep>().AddSingleton<IRecipeStep, RolesStep>()
            .AddSingleton<IRecipeStep, OrganisationStep>().AddSingleton<IRecipeStep, SiteSettingsStep>().AddSingleton<IRecipeExport, KernelExport>();
        foreach (var name in (string[])[DefinitionRemovalStep.Replace, DefinitionRemovalStep.Delete])
        {
            services.AddSingleton<IRecipeStep>(s => new DefinitionRemovalStep(name, s.GetRequiredService<PortalTransactions>(), s.GetRequiredService<DefinitionStore>()));
        }
        foreach (var (name, reason) in NotApplicable) services.AddSingleton(new NotApplicableStep(name, reason));

        foreach (var kind in Kinds) services.AddSingleton(kind);
        return services;
    }

    private static IEnumerable<EventKind> Kinds =>
    [
        new(ContentEvents.DraftSaved, "保存草稿"),
        new(ContentEvents.Discarded, "放弃草稿"),
        new(ContentEvents.Submitted, "提交审查"),
        new(ContentEvents.Recalled, "撤回"),
        new(ContentEvents.StepApproved, "审查通过一个环节"),
        new(ContentEvents.SentBack, "退回前一环节"),
        new(ContentEvents.Returned, "退回"),
        new(ContentEvents.Approved, "审查全部通过"),
        new(ContentEvents.Scheduled, "设定定时发布"),
        new(ContentEvents.Unscheduled, "取消定时发布"),
        new(ContentEvents.Published, "发布", ChangesPublicPages: true),
        new(ContentEvents.Withdrawn, "下线", ChangesPublicPages: true),
        new(ContentEvents.Purged, "彻底清除", ChangesPublicPages: true),
        new(OrganisationEvents.Changed, "机构科室变更", ChangesPublicPages: true),
        new(OrganisationEvents.ColumnsChanged, "栏目变更", ChangesPublicPages: true),
        new(SiteSettings.Changed, "站点设置变更", ChangesPublicPages: true),
        new(DefinitionStore.Changed, "内容类型变更", ChangesPublicPages: true),
        new(RolesStep.Changed, "角色权限变更"),
        new(RunRecipe.Executed, "执行配方"),
        new(BackupEvents.Written, "备份"),
        new(BackupEvents.Destroyed, "登记备份已销毁"),
    ];
}
