using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using GovPortal.Portal.Rendering.Models;

namespace GovPortal.Portal.Pages;

/// <summary>Columns as the public finds its way by them: menu, breadcrumbs, addresses.</summary>
internal sealed class SiteMenu(ITexts texts)
{
    /// <summary>The menu root of the 政府信息公开专栏.</summary>
    public const string DisclosureRoot = "/disclosure";

    public Link Home => new(texts["首页"], "/");

    public static string Url(Column column) => "/columns/" + column.Path;

    public static Link Link(Column column) => new(column.Title, Url(column));

    /// <param name="activeRoot">As in <see cref="PublicPage.MenuRoot"/>.</param>
    public IReadOnlyList<MenuEntry> Of(OrganisationSnapshot organisation, string? activeRoot) =>
    [
        new MenuEntry(Home.Title, Home.Url, activeRoot == "", []),
        new MenuEntry(texts["公开专栏"], DisclosureRoot, activeRoot == DisclosureRoot, []),
        .. organisation.Roots.Where(c => Shown(organisation, c)).Select(root => new MenuEntry(
            root.Title, Url(root), root.Id == activeRoot,
            [.. organisation.Children(root.Id).Where(c => Shown(organisation, c)).Select(Link)])),
    ];

    /// <summary>A column that left the task table keeps its page and its items but no place in the menu.</summary>
    public static bool Shown(OrganisationSnapshot organisation, Column column) => organisation.IsPublic(column) && !column.IsClosed;

    /// <summary>From the first level down to the column itself.</summary>
    public static IReadOnlyList<Column> Line(OrganisationSnapshot organisation, Column column)
    {
        var line = new List<Column>();
        for (var c = column; c is not null; c = organisation.Column(c.ParentId)) line.Insert(0, c);
        return line;
    }

    public static string SectionText(OrganisationSnapshot organisation, Column? column, string? sectionId = null) =>
        organisation.Section(sectionId)?.Name
        ?? (column is null ? "" : column.SectionText.Length > 0 ? column.SectionText : organisation.Section(column.SectionId)?.Name ?? "");

    /// <summary>The parts of a text of the task table that lists with 、.</summary>
    public static IReadOnlyList<string> Listed(string text) => text.Split('、', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
