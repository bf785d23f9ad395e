using GovPortal.Feedback.Endpoints;
using GovPortal.Feedback.Features;
using GovPortal.Feedback.Model;
using GovPortal.Kernel;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Feedback;

/// <summary>互动 (R58): inquiries and corrections from the public with a receipt, a clock and one answer; whether items were useful.</summary>
public sealed class FeedbackModule : IPortalModule
{
    public string Id => "Feedback";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(FeedbackModule).Assembly));
        services.AddSingleton<IEntityModel, FeedbackModel>();

        services.AddSingleton<LetterSeals>().AddSingleton<FeedbackLimits>().AddSingleton<FindPlace>().AddSingleton<ReceiveLetter>();
        services.AddSingleton<SubmitInquiry>().AddSingleton<SubmitCorrection>().AddSingleton<TrackLetter>().AddSingleton<CountUseful>();
        services.AddSingleton<ListLetters>().AddSingleton<ReadLetter>().AddSingleton<DispatchLetter>().AddSingleton<DraftAnswer>().AddSingleton<ReturnLetter>()
            .AddSingleton<EndLetter>().AddSingleton<SeeWriter>().AddSingleton<DraftPublicReply>().AddSingleton<UsefulFigures>().AddSingleton<IPublicDemand, MostAskedFor>().AddSingleton<IWorkItems, WaitingLetters>();

        services.AddSingleton<LetterClock>().AddSingleton<IOnceEventReader, FollowClocks>();
        services.AddSingleton(new ClockKind(LetterClock.InquiryKind, LateRules.Answer)).AddSingleton(new ClockKind(LetterClock.CorrectionKind, LateRules.Answer));
        services.AddSingleton<EraseContact>().AddSingleton<IDueJobHandler>(s => s.GetRequiredService<EraseContact>());
        services.AddSingleton<IRecipeStep, ReplyLimitsStep>().AddSingleton<IRecipeExport, ReplyLimitsExport>().AddSingleton<IRecipeStep, DemoLettersStep>();

        services.AddSingleton<IInspection, LetterInspection>().AddSingleton<IMonthlyFigures, LetterInspection>();

        services.AddSingleton(new Permission(FeedbackPermissions.Handle, "办理咨询和纠错")).AddSingleton(new Permission(FeedbackPermissions.Dispatch, "分办和答复咨询、纠错"))
            .AddSingleton(new Permission(FeedbackPermissions.Contact, "查看来信人联系方式"));
        services.AddSingleton(new AdminMenuItem("互动", "咨询和纠错", "/Admin/Letters", "envelope", FeedbackPermissions.Handle, 25));
        services.AddSingleton(new AdminMenuItem("互动", "是否有用", "/Admin/Useful", "bar-chart", FeedbackPermissions.Handle, 26));
        foreach (var kind in Kinds) services.AddSingleton(kind);
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapLetters();
        endpoints.MapUseful();
    }

    private static IEnumerable<EventKind> Kinds =>
    [
        new(FeedbackEvents.InquiryReceived, "收到咨询"),
        new(FeedbackEvents.CorrectionReceived, "收到纠错"),
        new(FeedbackEvents.Dispatched, "分办来信"),
        new(FeedbackEvents.Drafted, "起草来信答复"),
        new(FeedbackEvents.Returned, "退回来信答复"),
        new(FeedbackEvents.GivenBack, "退回来信"),
        new(FeedbackEvents.Answered, "答复来信"),
        new(FeedbackEvents.Closed, "办结来信"),
        new(FeedbackEvents.ContactSeen, "查看来信人联系方式"),
        new(FeedbackEvents.ContactErased, "删除来信人联系方式"),
        new(FeedbackEvents.ReplyDrafted, "转为公开答复草稿"),
        new(FeedbackEvents.LimitsChanged, "答复时限变更"),
    ];
}
