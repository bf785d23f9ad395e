using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Text;
using GovPortal.Workflows.Engine;
using GovPortal.Workflows.Features;
using GovPortal.Workflows.Model;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Workflows.Areas.Admin.Pages.Workflows;

/// <summary>What the pages of workflows share: who may look and who may change, and the words for activities and states.</summary>
internal abstract class WorkflowPage(ITexts texts, PortalDbContext db, CurrentActor current) : AdminPageModel(texts)
{
    protected PortalDbContext Db { get; } = db;

    public Actor Actor { get; private set; } = Actor.System;

    public bool MayManage => Actor.CanSomewhere(WorkflowPermissions.Manage);

    public IEnumerable<SelectListItem> Statuses => new[] { WorkflowStatus.Halted, WorkflowStatus.Faulted, WorkflowStatus.Executing, WorkflowStatus.Finished, WorkflowStatus.Aborted }
        .Select(s => new SelectListItem(T[StatusTitle(s)], s.ToString().ToLowerInvariant()));

    public static string StatusTitle(WorkflowStatus status) => status switch
    {
        WorkflowStatus.Starting or WorkflowStatus.Executing => "运行中",
        WorkflowStatus.Halted => "等待中",
        WorkflowStatus.Finished => "已完成",
        WorkflowStatus.Faulted => "出错",
        WorkflowStatus.Aborted => "已终止",
        _ => "未开始",
    };

    public static string StatusTone(WorkflowStatus status) => status switch
    {
        WorkflowStatus.Finished => "success",
        WorkflowStatus.Faulted => "danger",
        WorkflowStatus.Halted => "warning",
        WorkflowStatus.Starting or WorkflowStatus.Executing => "info",
        _ => "neutral",
    };

    internal string ActivityTitle(ActivityCatalogue catalogue, string name) => catalogue.Find(name) is { } activity ? T[activity.Title] : name;

    protected async Task<bool> MayReadAsync()
    {
        Actor = await current.GetAsync();
        return ExportWorkflowTypes.MayRead(Actor);
    }
}
