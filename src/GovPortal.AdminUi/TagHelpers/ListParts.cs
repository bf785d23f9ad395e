using GovPortal.AdminUi.Lists;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace GovPortal.AdminUi.TagHelpers;

/// <summary>
/// Search and selects over a list: a plain GET form. Keeps the order, forgets the page. Put <c>gp-filter-select</c>
/// inside. With script, choosing a value sends the form.
/// </summary>
[HtmlTargetElement("gp-filter-bar")]
public sealed class FilterBarTagHelper(ITexts texts) : PartTagHelper
{
    /// <summary>Where to send it; the page itself unless told.</summary>
    public string? Action { get; set; }

    public string? Placeholder { get; set; }

    /// <summary>False for a list without search words.</summary>
    public bool Search { get; set; } = true;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var request = ViewContext.HttpContext.Request;
        var names = new List<string>();
        context.Items[typeof(FilterBarTagHelper)] = names;
        var selects = await output.GetChildContentAsync();

        Become(output, "form", "gp-filter-bar");
        output.Attributes.SetAttribute("method", "get");
        output.Attributes.SetAttribute("role", "search");
        output.Attributes.SetAttribute("action", Action ?? request.PathBase + request.Path);
        output.Content.Clear();
        if (Search)
        {
            names.Add("q");
            var text = Placeholder ?? texts["搜索"];
            var input = Tag("input", "form-control");
            input.TagRenderMode = TagRenderMode.SelfClosing;
            input.MergeAttributes(new Dictionary<string, string?>
            {
                ["type"] = "search", ["name"] = "q", ["value"] = request.Query["q"], ["placeholder"] = text,
                ["aria-label"] = text, ["data-shortcut-search"] = "", ["maxlength"] = "200",
            });
            output.Content.AppendHtml(Tag("div", "gp-search", Glyph("search"), input));
        }
        output.Content.AppendHtml(selects);
        foreach (var kept in (string[])["sort", "desc", "pageSize"])
        {
            if (string.IsNullOrEmpty(request.Query[kept])) continue;
            var hidden = Tag("input");
            hidden.TagRenderMode = TagRenderMode.SelfClosing;
            hidden.MergeAttributes(new Dictionary<string, string?> { ["type"] = "hidden", ["name"] = kept, ["value"] = request.Query[kept] });
            output.Content.AppendHtml(hidden);
        }
        var submit = Tag("button", "btn btn-secondary", texts["查询"]);
        submit.Attributes["type"] = "submit";
        output.Content.AppendHtml(submit);
        if (names.Any(n => !string.IsNullOrEmpty(request.Query[n])))
        {
            var clear = Tag("a", "btn btn-link gp-filter-clear", Glyph("x-lg"), Tag("span", null, texts["清除条件"]));
            clear.Attributes["href"] = QueryUrl.With(request, [.. names.Select(n => (n, (string?)null)), ("page", null)]);
            output.Content.AppendHtml(clear);
        }
    }
}

/// <summary>One select of a filter bar; its first choice, «全部», means no filter.</summary>
[HtmlTargetElement("gp-filter-select", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FilterSelectTagHelper(ITexts texts) : PartTagHelper
{
    public string Name { get; set; } = "";

    public string Label { get; set; } = "";

    public IEnumerable<SelectListItem> Items { get; set; } = [];

    /// <summary>The chosen value; what the address says unless told.</summary>
    public string? Value { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (context.Items.TryGetValue(typeof(FilterBarTagHelper), out var found) && found is List<string> names) names.Add(Name);
        var value = Value ?? ViewContext.HttpContext.Request.Query[Name].ToString();
        Become(output, "select", value.Length > 0 ? "form-select is-set" : "form-select");
        output.Attributes.SetAttribute("name", Name);
        output.Attributes.SetAttribute("aria-label", Label);
        output.Attributes.SetAttribute("data-auto-submit", "");
        var all = Tag("option", null, $"{Label}：{texts["全部"]}");
        all.Attributes["value"] = "";
        output.Content.SetHtmlContent(all);
        foreach (var item in Items)
        {
            var option = Tag("option", null, item.Text);
            option.Attributes["value"] = item.Value ?? item.Text;
            if ((item.Value ?? item.Text) == value) option.Attributes["selected"] = "selected";
            output.Content.AppendHtml(option);
        }
    }
}

/// <summary>A column head that sorts: a link with the other direction, the rest of the query kept.</summary>
[HtmlTargetElement("gp-sort-th")]
public sealed class SortThTagHelper(ITexts texts) : PartTagHelper
{
    /// <summary>The value of <c>sort</c>.</summary>
    public string Field { get; set; } = "";

    /// <summary>The list's query, where its default order is not in the address.</summary>
    public ListQuery? Query { get; set; }

    /// <summary>The first click sorts downwards: dates, counts.</summary>
    public bool DescFirst { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var request = ViewContext.HttpContext.Request;
        var sort = Query?.Sort ?? request.Query["sort"].ToString();
        var desc = Query?.Desc ?? string.Equals(request.Query["desc"], "true", StringComparison.OrdinalIgnoreCase);
        var current = string.Equals(sort, Field, StringComparison.OrdinalIgnoreCase);
        var next = current ? !desc : DescFirst;

        var text = await output.GetChildContentAsync();
        Become(output, "th", "gp-sort-th");
        output.Attributes.SetAttribute("scope", "col");
        if (current) output.Attributes.SetAttribute("aria-sort", desc ? "descending" : "ascending");
        var link = Tag("a", null, text, Glyph(current ? (desc ? "arrow-down" : "arrow-up") : "chevron-expand"));
        link.Attributes["href"] = QueryUrl.With(request, ("sort", Field), ("desc", next ? "true" : null), ("page", null));
        link.Attributes["title"] = next ? texts["按此列从大到小排列"] : texts["按此列从小到大排列"];
        output.Content.SetHtmlContent(link);
    }
}

/// <summary>Pages of a list, with the total; keeps the query. Shows only the total where one page is enough.</summary>
[HtmlTargetElement("gp-pager", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PagerTagHelper(ITexts texts) : PartTagHelper
{
    /// <summary>Page and page size; or give <see cref="Page"/> and <see cref="PageSize"/>.</summary>
    public ListQuery? Query { get; set; }

    public int Page { get; set; } = 1;

    public int PageSize { get; set; } = 20;

    public int Total { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var size = Math.Max(1, Query?.PageSize ?? PageSize);
        var page = Math.Max(1, Query?.Page ?? Page);
        var last = Math.Max(1, (Total + size - 1) / size);
        Become(output, "nav", "gp-pager");
        output.Attributes.SetAttribute("aria-label", texts["分页"]);
        output.Content.SetHtmlContent(Tag("span", "gp-pager-total", texts["共 {0} 条", Total]));
        if (last == 1 && page == 1) return;

        var list = Tag("ul");
        list.InnerHtml.AppendHtml(Step("chevron-left", texts["上一页"], page > 1 ? Math.Min(page - 1, last) : null));
        var shown = 0;
        foreach (var number in Shown(page, last))
        {
            if (number > shown + 1) list.InnerHtml.AppendHtml(Tag("li", "gp-pager-gap", "…"));
            shown = number;
            var link = Tag("a", null, $"{number}");
            link.Attributes["href"] = Url(number);
            link.Attributes["aria-label"] = texts["第 {0} 页", number];
            if (number == page) link.Attributes["aria-current"] = "page";
            list.InnerHtml.AppendHtml(Tag("li", null, link));
        }
        list.InnerHtml.AppendHtml(Step("chevron-right", texts["下一页"], page < last ? page + 1 : null));
        output.Content.AppendHtml(list);
    }

    private static IEnumerable<int> Shown(int page, int last) =>
        new[] { 1, page - 1, page, page + 1, last }.Where(n => n >= 1 && n <= last).Distinct().Order();

    private TagBuilder Step(string icon, string label, int? target)
    {
        var link = Tag(target is null ? "span" : "a", "gp-pager-step", Glyph(icon), Tag("span", "visually-hidden", label));
        if (target is not null) link.Attributes["href"] = Url(target.Value);
        else link.Attributes["aria-disabled"] = "true";
        return Tag("li", null, link);
    }

    private string Url(int page) => QueryUrl.With(ViewContext.HttpContext.Request, ("page", page == 1 ? null : $"{page}"));
}

/// <summary>A table that scrolls sideways rather than breaking the page, and turns into cards on a phone.</summary>
[HtmlTargetElement("gp-table")]
public sealed class TableTagHelper : PartTagHelper
{
    /// <summary>What the table lists, for people who cannot see it.</summary>
    public string Caption { get; set; } = "";

    /// <summary>True keeps rows and columns on a phone: figures to compare.</summary>
    public bool Grid { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var rows = await output.GetChildContentAsync();
        Become(output, "div", "gp-table-scroll");
        output.Attributes.SetAttribute("tabindex", "0");
        output.Attributes.SetAttribute("role", "region");
        output.Attributes.SetAttribute("aria-label", Caption);
        var table = Tag("table", Grid ? "gp-table" : "gp-table gp-table-cards", Tag("caption", "visually-hidden", Caption), rows);
        output.Content.SetHtmlContent(table);
    }
}
