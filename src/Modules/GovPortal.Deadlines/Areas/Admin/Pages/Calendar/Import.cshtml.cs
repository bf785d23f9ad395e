using System.Text;
using GovPortal.AdminUi.PageModels;
using GovPortal.Clocks;
using GovPortal.Deadlines.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Deadlines.Areas.Admin.Pages.Calendar;

public sealed class CalendarImportInput
{
    public string? Text { get; set; }
    public string? Why { get; set; }
    public string? Token { get; set; }
}

/// <summary>A year's notice: paste, see every day and how many clocks it changes, apply.</summary>
public sealed class ImportModel(ITexts texts, CurrentActor current, PreviewCalendar preview, ImportCalendar import) : AdminPageModel(texts)
{
    private const int MaxCharacters = 500_000, MaxWhy = 300;

    [BindProperty] public CalendarImportInput Input { get; set; } = new();
    [BindProperty] public IFormFile? Upload { get; set; }

    public CalendarPreview? Preview { get; private set; }

    public async Task<IActionResult> OnGetAsync() => (await current.GetAsync()).CanSomewhere(PreviewCalendar.Manage) ? Page() : Forbid();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (Upload is { Length: > 0 and < MaxCharacters * 3 })
        {
            using var reader = new StreamReader(Upload.OpenReadStream(), Encoding.UTF8);
            Input.Text = await reader.ReadToEndAsync(cancellation);
            ModelState.Remove("Input.Text");
        }
        if (Input.Text is not { Length: > 0 and <= MaxCharacters } text)
        {
            AddFailures(Failure.At("Text", "calendar.text-required"), "Input");
            return Page();
        }
        var result = await preview.HandleAsync(text, await current.GetAsync(), trusted: false, cancellation);
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (result.Succeeded)
        {
            (Preview, Input.Token) = (result.Value, result.Value.Token);
            ModelState.Remove("Input.Token");
        }
        else AddFailures(result.As<string>(), null);
        return Page();
    }

    public async Task<IActionResult> OnPostApplyAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        var failures = new List<Failure>();
        if (string.IsNullOrWhiteSpace(Input.Why) || Input.Why.Length > MaxWhy) failures.Add(Failure.At("Why", "calendar.why-required"));
        var result = failures.Count > 0 ? failures : await import.HandleAsync(new ImportCalendarCommand(Input.Text ?? "", Input.Why!, Input.Token ?? ""), actor, cancellation);
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (!result.Succeeded)
        {
            AddFailures(result, "Input");
            if (await preview.HandleAsync(Input.Text ?? "", actor, trusted: false, cancellation) is { Succeeded: true } again)
            {
                (Preview, Input.Token) = (again.Value, again.Value.Token);
                ModelState.Remove("Input.Token");
            }
            return Page();
        }
        Flash(T["已导入：{0} 天变动，{1} 个时限重新计算。", result.Value.Days.Count, result.Value.Clocks]);
        return LocalRedirect($"/Admin/Calendar?year={result.Value.Years[^1]}");
    }

    public string KindTitle(DayKind kind) => T[TitleOf(kind)];

    internal static string TitleOf(DayKind kind) => kind switch
    {
        DayKind.Holiday => "放假",
        DayKind.MakeUpWorkingDay => "调休上班",
        DayKind.Weekend => "周末",
        _ => "工作日",
    };
}
