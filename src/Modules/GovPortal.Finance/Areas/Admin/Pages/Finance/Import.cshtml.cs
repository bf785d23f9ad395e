using System.Globalization;
using GovPortal.AdminUi.PageModels;
using GovPortal.Finance.Features;
using GovPortal.Finance.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Tables;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GovPortal.Finance.Areas.Admin.Pages.Finance;

/// <summary>Which workbook, and of which year and column; the tables of what is there already, to take out.</summary>
[UploadLimit(TableLimits.MaxFileBytes, "/Admin/Finance/Import?problem=too-large")]
public sealed class ImportModel(
    ITexts texts, PortalDbContext db, CurrentActor current, DefinitionStore definitions, PreviewFinanceBook preview, FinanceUploads uploads, TimeProvider time) : AdminPageModel(texts)
{
    private const int FirstYear = 2000, LastYear = 2100;

    [FromQuery(Name = "type")] public string? Type { get; set; }
    [FromQuery(Name = "column")] public string? Column { get; set; }
    public string? Section { get; private set; }
    public string Year { get; private set; } = "";
    public string FormedOn { get; private set; } = "";

    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public IReadOnlyList<ContentTypeDefinition> Types { get; private set; } = [];
    public IReadOnlyList<Column> Columns { get; private set; } = [];
    public IReadOnlyList<Section> Sections { get; private set; } = [];
    public IReadOnlyList<ListedFinanceItem> Items { get; private set; } = [];

    public int MaxMegabytes { get; } = TableLimits.MaxFileBytes / (1024 * 1024);

    public async Task<IActionResult> OnGetAsync([FromQuery] string? problem, CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        Type ??= Types.Count > 0 ? Types[0].Name : null;
        // The column of that name is what most are about to fill.
        Column ??= Columns.FirstOrDefault(c => Types.Any(t => t.Name == Type && c.Title.Contains(t.DisplayName, StringComparison.Ordinal)))?.Id;
        if (problem == "too-large") AddFailures(Failure.At("file", "finance.file-too-large", MaxMegabytes));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(
        IFormFile? file, [FromForm] string? type, [FromForm] string? column, [FromForm] string? section, [FromForm] string? year, [FromForm] string? formedOn, CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        (Type, Column, Section, Year, FormedOn) = (type, column, section, year?.Trim() ?? "", formedOn ?? "");
        var actor = await current.GetAsync();
        var failures = new List<Failure>();
        if (file is null) failures.Add(Failure.At("file", "finance.choose-file"));
        else if (file.Length > TableLimits.MaxFileBytes) failures.Add(Failure.At("file", "finance.file-too-large", MaxMegabytes));
        if (!int.TryParse(Year, NumberStyles.None, CultureInfo.InvariantCulture, out var of) || of is < FirstYear or > LastYear) failures.Add(Failure.At("year", "finance.year-wrong", FirstYear, LastYear));
        if (!DateOnly.TryParseExact(FormedOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var formed)) failures.Add(Failure.At("formedOn", "content.required", "信息形成日期"));
        var place = FinancePlace.Of(await definitions.LoadAsync(db, cancellation), Organisation, type, column, section, actor);
        if (place.Has(Failure.NotAllowed)) return Forbid();
        if (!place.Succeeded) failures.AddRange(place.Failures);
        if (failures.Count > 0) return Refuse(failures);

        using var bytes = new MemoryStream();
        await file!.CopyToAsync(bytes, cancellation);
        var upload = new FinanceUpload
        {
            Id = "", UserId = actor.UserId, ContentType = place.Value!.Type.Name, ColumnId = place.Value.Column.Id, SectionId = place.Value.Section.Id, Year = of,
            FormedOn = formed, FileName = Path.GetFileName(file.FileName), Content = bytes.ToArray(), UploadedUtc = time.UtcNow(),
        };
        var read = await preview.HandleAsync(upload, convert: false, actor, cancellation);
        if (!read.Succeeded) return Refuse(read);
        return LocalRedirect("/Admin/Finance/Import/Preview?upload=" + await uploads.KeepAsync(upload, actor, cancellation));
    }

    private PageResult Refuse(Result refused)
    {
        AddFailures(refused);
        return Page();
    }

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!actor.CanSomewhere(Permissions.ContentEdit)) return false;
        var known = await definitions.LoadAsync(db, cancellation);
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        Types = [.. known.Types.Where(t => FinanceTypes.Is(t.Name)).OrderByDescending(t => t.Name, StringComparer.Ordinal)];
        Columns = [.. Organisation.Columns.Where(c => !c.IsGroup && !c.IsClosed && FinancePlace.Writable(Organisation, c, actor).Count > 0)];
        Sections = [.. Columns.SelectMany(c => FinancePlace.Writable(Organisation, c, actor)).DistinctBy(s => s.Id)];
        Items = await FinanceItems.WritableAsync(db, known, actor, cancellation);
        var today = time.UtcNow().ToCivilDate();
        (Year, FormedOn) = (today.Year.ToString(CultureInfo.InvariantCulture), today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return true;
    }
}
