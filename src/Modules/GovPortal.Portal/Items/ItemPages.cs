using GovPortal.Kernel.Content;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using GovPortal.Portal.Generations;
using GovPortal.Portal.Pages;
using GovPortal.Portal.Publication;
using GovPortal.Portal.Rendering.Models;

namespace GovPortal.Portal.Items;

/// <summary>Makes an item's page of the item alone; no query.</summary>
internal sealed class ItemPages(ContentElements elements, SiteMenu menu, ITexts texts)
{
    private const int DescriptionLength = 120;

    public PublicPage Of(ItemSource item, Generation generation, string culture)
    {
        var (organisation, site) = (generation.Organisation, generation.Site);
        var placed = item.Type is null ? [] : elements.Walk(item.Type, item.Data).Where(e => e.Context.Field is not { IsInternal: true }).Select(e => TermNames.Named(e, item.Facts.Terms)).ToList();
        var fields = new ItemFields(placed, texts);
        var number = fields.TakeText("DocumentNumber") ?? item.Facts.Number;
        var source = fields.TakeText("Source") ?? organisation.Agency(item.Column?.AgencyId)?.Name ?? site.Organizer;
        var policy = item.Type?.Has("PolicyDocument") == true ? TypedParts.Policy(fields, item, site.Organizer) : null;
        var interpretation = item.ContentType == "Interpretation" ? TypedParts.Interpretation(fields, item) : null;
        var guide = item.ContentType == "ServiceGuide" ? GuideParts.Guide(fields) : null;
        var service = item.ContentType == "ServiceItem" ? GuideParts.ServiceItem(item) : null;
        var profile = item.ContentType == "OrganisationProfile" ? OrganisationParts.Organisation(fields) : null;
        var leader = item.ContentType == "Leader" ? OrganisationParts.Leader(fields) : null;
        var publicity = item.ContentType == "Publicity" ? TypedParts.Publicity(fields, item, organisation, generation.Today) : null;

        var consultation = item.ContentType == "Consultation" ? DecisionParts.Consultation(fields, item, generation.Today) : null;
        var adoption = item.ContentType == "AdoptionReport" ? DecisionParts.Adoption(fields) : null;
        var decision = item.ContentType == "Decision" ? DecisionParts.Decision(fields) : null;
        var execution = item.ContentType == "ExecutionMeasure" ? ExecutionParts.Of(fields, generation.Today) : null;
        var finance = item.ContentType is "Budget" or "FinalAccount" ? FinanceParts.Of(fields, item) : null;
        var timeline = DecisionParts.Timeline(item, generation.Today);

        var line = item.Column is null ? [] : SiteMenu.Line(organisation, item.Column);
        // What came from another portal keeps the day it was first published; the day it came here is no revision.
        var revised = item.Number > 1 && item.PublishedUtc > item.FirstPublishedUtc;
        var model = new ContentModel
        {
            Site = site, Theme = generation.Theme, Culture = culture,
            Page = new PageInfo(item.Title, item.Url, Description(item), "content"),
            Breadcrumbs = [menu.Home, .. line.Select(SiteMenu.Link)],
            Item = new ItemModel(
                item.ContentType, item.Type?.DisplayName ?? "", item.Title, item.Url, SiteMenu.SectionText(organisation, item.Column, item.SectionId),
                SiteMenu.Listed(item.Column?.SupportingText ?? ""), item.Column is null ? menu.Home : SiteMenu.Link(item.Column),
                item.Stage is not null && Disclosure.Stages.TryGetValue(item.Stage, out var stage) ? texts[stage] : null,
                item.FormedOn, item.FirstPublishedUtc, number, item.Facts.IndexNumber, source, item.Facts.Deadline, Body(placed), fields.TakeAll(),
                item.Facts.Attachments, Related(item, policy, interpretation, service, timeline), revised ? item.Number : 1, revised ? item.PublishedUtc : null,
                revised ? Disclosure.Of(item.Data).ChangeNote : null)
            {
                Id = item.Id,
                QrUrl = site.BaseUrl.Length > 0 && item.Id.Length > 0 ? Features.ItemQrCode.Url(item.Id) : null,
                LastingUrl = site.BaseUrl.Length > 0 && item.Id.Length > 0 ? $"{site.BaseUrl}/content/{item.Id}" : null,
                StageUrl = item.Stage is not null && Disclosure.Stages.ContainsKey(item.Stage) ? Features.StagePage.Url(item.Stage) : null,
                Contained = item.Type?.Has(ContentTypeDefinition.ListPart) == true ? Contained(item) : null,
            },
            Policy = policy, Interpretation = interpretation, Guide = guide, Service = service, Organisation = profile, Leader = leader, Publicity = publicity,
            Consultation = consultation, Adoption = adoption, Decision = decision, Execution = execution, Finance = finance, Timeline = timeline,
        };
        return new PublicPage("Content-" + item.ContentType, model)
        {
            MenuRoot = line.Count > 0 ? line[0].Id : null,
            Column = item.Column is null ? null : Tags(line, item.Column),
            Article = new ArticleTags(item.Title, item.FirstPublishedUtc, source)
            {
                Author = model.Item.Section, Keywords = string.Join(',', new[] { model.Item.TypeName, item.Column?.Title, number }.Where(w => !string.IsNullOrEmpty(w))),
            },
            DataJson = StructuredData.OfItem(generation, model, item.ContentType, model.Breadcrumbs), HasContents = true,
        };
    }

    /// <summary>The tags of a column's page and of its items.</summary>
    internal static ColumnTags Tags(IReadOnlyList<Column> line, Column column) =>
        new(column.Title, line[0].Title, NullIfEmpty(column.Content)) { Keywords = string.Join(',', line.Select(c => c.Title).Distinct()) };

    private string Body(List<PlacedElement> placed) =>
        ScrollingTables.Wrap(string.Concat(placed.Where(e => e.Element.IsBody).Select(e => e.Element.Html(e.Context, e.Value))), texts);

    private string? Description(ItemSource item)
    {
        if (item.Type is null) return null;
        var text = string.Join(' ', elements.Opening(item.Type, item.Data).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return NullIfEmpty(text.Length <= DescriptionLength ? text : text[..DescriptionLength] + "…");
    }

    private static IReadOnlyList<Link> Related(ItemSource item, PolicyPart? policy, InterpretationPart? interpretation, ServiceItemPart? service, IReadOnlyList<TimelineStep> timeline)
    {
        var shown = (policy?.Interpretations.Select(i => i.Url) ?? []).Append(interpretation?.Document?.Url).Append(service?.Guide?.Url).Concat(timeline.Select(s => s.Url)).ToList();
        return [.. item.Facts.Related.Where(r => !shown.Contains(r.Url)).DistinctBy(r => r.Id).Select(r => new Link(r.Title, r.Url))];
    }

    private static ContainedModel Contained(ItemSource item)
    {
        var more = item.Facts.ContainedTotal > item.Facts.Contained.Count;
        return new ContainedModel(
            [.. item.Facts.Contained.Select(c => new ContainedEntry(c.Title, "/" + c.Path, c.Published))], item.Facts.ContainedTotal,
            more ? "/search" + (item.Column is null ? "" : "?column=" + Uri.EscapeDataString(item.Column.Path)) : null);
    }

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;
}
