using GovPortal.Api;
using GovPortal.Audit;
using GovPortal.Channels;
using GovPortal.Columns;
using GovPortal.Concerns;
using GovPortal.Deadlines;
using GovPortal.Decisions;
using GovPortal.Demo;
using GovPortal.Editing;
using GovPortal.Feedback;
using GovPortal.Fields;
using GovPortal.Finance;
using GovPortal.Imports;
using GovPortal.Kernel;
using GovPortal.Media;
using GovPortal.Notifications;
using GovPortal.Packages;
using GovPortal.Policies;
using GovPortal.Portal;
using GovPortal.Requests;
using GovPortal.Reviews;
using GovPortal.Search;
using GovPortal.ServiceGuides;
using GovPortal.Supervision;
using GovPortal.Training;
using GovPortal.Users;
using GovPortal.Workflows;

namespace GovPortal.Web;

/// <summary>What this portal is made of. The order is that of registration and of public endpoints: Portal's catch-all is last.</summary>
public static class Modules
{
    public static IReadOnlyList<IPortalModule> All { get; } =
    [
        new FieldsModule(),
        new UsersModule(),
        new MediaModule(),
        new EditingModule(),
        new ReviewsModule(),
        new DeadlinesModule(),
        new ColumnsModule(),
        new PoliciesModule(),
        new ImportsModule(),
        new PackagesModule(),
        new SearchModule(),
        new AuditModule(),
        new WorkflowsModule(),
        new NotificationsModule(),
        new ChannelsModule(),
        new DecisionsModule(),
        new FinanceModule(),
        new ServiceGuidesModule(),
        new FeedbackModule(),
        new RequestsModule(),
        new ConcernsModule(),
        new TrainingModule(),
        new SupervisionModule(),
        new ApiModule(),
        new DemoModule(),
        new PortalModule(),
    ];
}
