using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Search.Features;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Search.Areas.Admin.Pages.Search;

/// <summary>Words beside the shipped ones, and items that stand above all hits.</summary>
public sealed class SettingsModel(
    ITexts texts, CurrentActor current, ShowSearchSettings show, SaveSearchWords save, PinItem pins, TimeProvider time) : AdminPageModel(texts)
{
    private const string Address = "/Admin/SearchSettings";

    [BindProperty] public string? Synonyms { get; set; }
    [BindProperty] public string? Words { get; set; }
    [BindProperty] public string? Query { get; set; }
    [BindProperty] public string? Item { get; set; }
    [BindProperty] public DateOnly? From { get; set; }
    [BindProperty] public DateOnly? Until { get; set; }

    public SearchSettingsView View { get; private set; } = null!;

    /// <summary>The form that was sent is the one of words; its refusals stand above it.</summary>
    public bool IsWordsForm { get; private set; } = true;

    private DateOnly Today => time.UtcNow().ToCivilDate();

    public bool IsShown(PinView pin) => pin.Title is not null && !pin.IsOver(Today) && !pin.IsAhead(Today);

    public string StateOf(PinView pin) => pin.Title is null ? "不显示" : pin.IsOver(Today) ? "已过期" : pin.IsAhead(Today) ? "未开始" : "置顶中";

    /// <param name="word">From the report: a text to write a group of synonyms for.</param>
    /// <param name="query">From the report: a text to pin an item to.</param>
    public async Task<IActionResult> OnGetAsync(string? word, string? query, CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        (Synonyms, Words, Query) = (View.Words.Synonyms, View.Words.Words, query);
        if (!string.IsNullOrWhiteSpace(word)) Synonyms = $"{Synonyms}\n{word.Trim()} ".TrimStart('\n');
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "do")] string what, [FromForm] string? pin, CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        var actor = await current.GetAsync();
        IsWordsForm = what == "words";
        if (!IsWordsForm) (Synonyms, Words) = (View.Words.Synonyms, View.Words.Words);
        switch (what)
        {
            case "words": return Finish(await save.HandleAsync(new SaveSearchWordsCommand(Synonyms, Words), actor, cancellation), T["搜索词语已保存。"], Address);
            case "pin": return Finish(await pins.HandleAsync(new PinItemCommand(Query, Item, From, Until), actor, cancellation), T["已置顶。"], Address);
            default:
                var removed = await pins.RemoveAsync(pin ?? "", actor, cancellation);
                if (removed.Has(Failure.NotAllowed)) return Forbid();
                if (removed.Succeeded) Flash(T["已取消置顶。"]);
                else FlashError(removed);
                return LocalRedirect(Address);
        }
    }

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        var shown = await show.HandleAsync(await current.GetAsync(), cancellation);
        if (shown.Succeeded) View = shown.Value;
        return shown.Succeeded;
    }
}
