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
using GovPortal.Requests.Endpoints;
using GovPortal.Requests.Features;
using GovPortal.Requests.Model;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Requests;

/// <summary>依申请公开 (R31, R32, R59–R66): applications of the public, the case with its statutory clocks, the approved and answered outcome.</summary>
public sealed class RequestsModule : IPortalModule
{
    public string Id => "Requests";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(RequestsModule).Assembly));
        services.AddSingleton<IEntityModel, RequestsModel>().AddSingleton<IEntityModel, AnnualReportModel>().AddSingleton<IEntityModel, RequestLettersModel>()
            .AddSingleton<IEntityModel, StandInModel>().AddSingleton<IEntityModel, FollowUpModel>().AddSingleton<IEntityModel, OwnDataModel>();

        services.AddSingleton<RequestSeals>().AddSingleton<ApplicantIndex>().AddSingleton<RequestLimits>().AddSingleton<RequestFiles>().AddSingleton<RequestDesk>().AddSingleton<RequestClocks>();
        services.AddSingleton<ReceiveRequest>().AddSingleton<SubmitRequest>().AddSingleton<RegisterRequest>().AddSingleton<TrackRequest>().AddSingleton<SendMessage>();
        services.AddSingleton<ListRequests>().AddSingleton<ExportRequests>().AddSingleton<ReadRequest>().AddSingleton<ReadAnnualTable>().AddSingleton<ListFigure>().AddSingleton<SeeApplicant>().AddSingleton<OpenRequestFile>().AddSingleton<IWorkItems, WaitingRequests>();
        services.AddSingleton<DispatchRequest>().AddSingleton<CorrectRequest>().AddSingleton<ConsultOthers>().AddSingleton<ConsultGroup>().AddSingleton<ChargeFee>().AddSingleton<ExtendAnswer>()
            .AddSingleton<DraftAnswer>().AddSingleton<DecideAnswer>().AddSingleton<AnswerRequest>().AddSingleton<EndRequest>().AddSingleton<SplitRequest>().AddSingleton<ChangeRequestRules>();
        services.AddSingleton<StandIns>().AddSingleton<LendApproval>().AddSingleton<EndStandIn>().AddSingleton<SetDuty>().AddSingleton<ReadBoard>();
        services.AddSingleton<ReviewWithheld>().AddSingleton<ListWithheld>().AddSingleton<FileSubject>().AddSingleton<DraftDisclosure>();
        services.AddSingleton<RegisterOwnData>().AddSingleton<EndOwnData>().AddSingleton<ListOwnData>().AddSingleton<ReadOwnData>().AddSingleton<SeeOwnData>();

        services.AddSingleton<ContestRequest>().AddSingleton<ChangeFigure>().AddSingleton<MakeAnnualReport>().AddSingleton<IMonthlyFigures, RequestMonth>().AddSingleton<IPublishRule, AnnualReportRule>();
        services.AddSingleton<LetterTemplates>().AddSingleton<ChangeLetterTemplate>().AddSingleton<LetterDesk>().AddSingleton<MakeLetter>().AddSingleton<VoidLetter>().AddSingleton<DeliverLetter>()
            .AddSingleton<ReadLetters>().AddSingleton<OpenLetter>().AddSingleton<OfficeProgram>().AddSingleton<ArchiveRequest>();

        services.AddSingleton<Areas.Admin.Pages.Requests.CaseVerbs>().AddSingleton<Areas.Admin.Pages.Requests.CasePapers>();
        services.AddSingleton<IOnceEventReader, FollowRequestClocks>().AddSingleton<IDueJobHandler, EraseApplicant>().AddSingleton<IDueJobHandler, EraseOwnData>();
        services.AddSingleton<IRecipeStep, RequestRulesStep>().AddSingleton<IRecipeExport, RequestRulesExport>().AddSingleton<IRecipeStep, DemoRequestsStep>();
        foreach (var kind in RequestClocks.Kinds) services.AddSingleton(new ClockKind(kind, RequestClocks.LateRuleOf(kind)));
        foreach (var (kind, title) in RequestEvents.Titles) services.AddSingleton(new EventKind(kind, title));

        services.AddSingleton(new Permission(RequestPermissions.Read, "查看公开申请")).AddSingleton(new Permission(RequestPermissions.Handle, "办理公开申请")).AddSingleton(new Permission(RequestPermissions.Dispatch, "登记、交办公开申请"))
            .AddSingleton(new Permission(RequestPermissions.Approve, "审批公开申请答复")).AddSingleton(new Permission(RequestPermissions.Answer, "统一答复公开申请"))
            .AddSingleton(new Permission(RequestPermissions.Applicant, "查看申请人信息")).AddSingleton(new Permission(RequestPermissions.Rules, "设置依申请公开规则"));
        services.AddSingleton(new AdminMenuItem("依申请公开", "公开申请", "/Admin/Requests", "folder2-open", RequestPermissions.Read, 27));
        services.AddSingleton(new AdminMenuItem("依申请公开", "办理情况", "/Admin/Requests/Board", "speedometer2", RequestPermissions.Read, 28));
        services.AddSingleton(new AdminMenuItem("依申请公开", "不予公开的定期审查", "/Admin/Requests/Withheld", "arrow-repeat", RequestPermissions.Dispatch, 28));
        services.AddSingleton(new AdminMenuItem("依申请公开", "更正自身信息", "/Admin/Requests/Corrections", "pencil-square", RequestPermissions.Dispatch, 28));
        services.AddSingleton(new AdminMenuItem("依申请公开", "值班表", "/Admin/Requests/Duty", "calendar3", RequestPermissions.Dispatch, 28));
        services.AddSingleton(new AdminMenuItem("依申请公开", "委托审批", "/Admin/Requests/StandIns", "person-check", RequestPermissions.Approve, 28));
        services.AddSingleton(new AdminMenuItem("依申请公开", "年度报告数据", "/Admin/Requests/Annual", "table", RequestPermissions.Dispatch, 28));
        services.AddSingleton(new AdminMenuItem("依申请公开", "文书模板", "/Admin/Requests/Letters", "file-earmark-word", RequestPermissions.Rules, 30));
        services.AddSingleton(new AdminMenuItem("依申请公开", "申请规则", "/Admin/Requests/Rules", "sliders", RequestPermissions.Rules, 29));
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => endpoints.MapRequests();
}
