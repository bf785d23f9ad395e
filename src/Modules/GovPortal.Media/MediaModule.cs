using GovPortal.Kernel;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Text;
using GovPortal.Media.Antivirus;
using GovPortal.Media.Endpoints;
using GovPortal.Media.Features;
using GovPortal.Media.Model;
using GovPortal.Media.Publishing;
using GovPortal.Media.Recipes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Media;

/// <summary>Attachments: taken in, kept closed, opened with the version that refers to them, purged.</summary>
public sealed class MediaModule : IPortalModule
{
    public string Id => "Media";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(MediaModule).Assembly));
        services.AddSingleton(MediaOptions.Of(configuration)).AddSingleton<IEntityModel, MediaModel>();
        services.AddSingleton(AntivirusOptions.Of(configuration)).AddSingleton<VirusScanner>();
        services.AddSingleton(MediaPermissions.UploadPermission);
        foreach (var kind in MediaEvents.Kinds) services.AddSingleton(kind);

        services.AddSingleton<MediaFolder>().AddSingleton<AddMedia>().AddSingleton<InspectUpload>().AddSingleton<IMediaStore, MediaStore>();
        services.AddSingleton<IContentIndex, PublishedMediaIndex>().AddSingleton<IPublicFacts, AttachmentFacts>();
        services.AddSingleton<IContentReaction, PurgeMedia>().AddSingleton<INodeEventReader, MediaPurgeReader>();
        services.AddSingleton<IPublishRule, AttachmentBytes>();

        services.AddSingleton<IRecipeStep, MediaStep>();
        services.AddScoped<ListMedia>();
        services.AddSingleton(new AdminMenuItem("信息公开", "附件", "/Admin/Media", "paperclip", MediaPermissions.Upload, 160));
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => MediaEndpoints.Map(endpoints);
}
