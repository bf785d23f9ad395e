using GovPortal.Fields.Kinds;
using GovPortal.Fields.Parts;
using GovPortal.Fields.Relations;
using GovPortal.Fields.Tables;
using GovPortal.Kernel;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Fields;

public sealed class FieldsModule : IPortalModule
{
    public string Id => "Fields";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(FieldsModule).Assembly));

        services.AddSingleton<ContentElement, TitlePart>().AddSingleton<ContentElement, AutoroutePart>().AddSingleton<ContentElement, AliasPart>();
        services.AddSingleton<ContentElement, HtmlBodyPart>().AddSingleton<ContentElement, MarkdownBodyPart>();
        services.AddSingleton<ContentElement, DisclosurePart>();
        services.AddSingleton<ContentElement, PublishLaterPart>().AddSingleton<ContentElement, ArchiveLaterPart>();
        services.AddSingleton<ContentElement, CommonPart>().AddSingleton<ContentElement, ListPart>().AddSingleton<ContentElement, ContainedPart>();
        services.AddSingleton<ContentElement, TaxonomyPart>().AddSingleton<ContentElement, TermPart>();

        services.AddSingleton<ContentElement, TextField>().AddSingleton<ContentElement, MultiTextField>();
        services.AddSingleton<ContentElement, HtmlField>().AddSingleton<ContentElement, MarkdownField>();
        services.AddSingleton<ContentElement, BooleanField>().AddSingleton<ContentElement, NumericField>();
        services.AddSingleton<ContentElement, DateField>().AddSingleton<ContentElement, DateTimeField>().AddSingleton<ContentElement, TimeField>();
        services.AddSingleton<ContentElement, LinkField>().AddSingleton<ContentElement, MediaField>().AddSingleton<ContentElement, TableField>();
        services.AddSingleton<ContentElement, ContentPickerField>().AddSingleton<ContentElement, UserPickerField>().AddSingleton<ContentElement, TaxonomyField>();
        services.AddSingleton<IPublishRule, FieldRelations>();
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
