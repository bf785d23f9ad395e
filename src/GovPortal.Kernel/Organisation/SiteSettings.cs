using System.Text.Json;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Organisation;

/// <summary>
/// What the public site says of itself. Values come from a recipe or the admin; the configuration's
/// <c>Portal:Site:*</c> fills what they leave empty.
/// </summary>
public sealed record SiteSettings
{
    public const string Changed = "site.settings-changed";

    public string Name { get; init; } = "";
    /// <summary>政府网站标识码, ten digits.</summary>
    public string Code { get; init; } = "";
    /// <summary>ICP备案号.</summary>
    public string Icp { get; init; } = "";
    /// <summary>公安备案号.</summary>
    public string PoliceRecord { get; init; } = "";
    /// <summary>主办单位.</summary>
    public string Organizer { get; init; } = "";
    public string Phone { get; init; } = "";
    public string Address { get; init; } = "";
    /// <summary>The public address of the site without a trailing slash; empty means links are relative.</summary>
    public string BaseUrl { get; init; } = "";
    /// <summary>Where the mark of party and government sites (党政机关网站标识) leads, as its issuer gave it; empty shows no mark.</summary>
    public string MarkUrl { get; init; } = "";
    /// <summary>Words offered below the home page's search box, one a line.</summary>
    public string SearchSuggestions { get; init; } = "";

    public const int MaxText = 120, MaxSuggestions = 8, MaxSuggestion = 20;

    /// <summary>
    /// Every reason against these settings, at the member's name: <c>content.too-long</c>, <c>site.code-invalid</c>, <c>site.base-url-invalid</c>,
    /// <c>site.mark-url-invalid</c>, <c>site.too-many-suggestions</c>. All may be empty.
    /// </summary>
    public IReadOnlyList<Failure> Check()
    {
        var failures = new List<Failure>();
        foreach (var (member, title, text) in new[]
        {
            (nameof(Name), "网站名称", Name), (nameof(Icp), "ICP备案号", Icp), (nameof(PoliceRecord), "公安备案号", PoliceRecord), (nameof(Organizer), "主办单位", Organizer),
            (nameof(Phone), "联系电话", Phone), (nameof(Address), "地址", Address), (nameof(BaseUrl), "网站网址", BaseUrl), (nameof(MarkUrl), "党政机关网站标识", MarkUrl),
        })
        {
            if (text.Length > MaxText) failures.Add(Failure.At(member, "content.too-long", title, MaxText));
        }
        if (Code.Length > 0 && !(Code.Length == 10 && Code.All(char.IsAsciiDigit))) failures.Add(Failure.At(nameof(Code), "site.code-invalid"));
        if (BaseUrl.Length > 0 && !(Uri.TryCreate(BaseUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url is { PathAndQuery: "/", Fragment: "", UserInfo: "" }))
        {
            failures.Add(Failure.At(nameof(BaseUrl), "site.base-url-invalid"));
        }
        if (MarkUrl.Length > 0 && !(Uri.TryCreate(MarkUrl, UriKind.Absolute, out var mark) && mark.Scheme is "http" or "https")) failures.Add(Failure.At(nameof(MarkUrl), "site.mark-url-invalid"));
        var words = SuggestionsOf(SearchSuggestions);
        if (words.Count > MaxSuggestions || words.Any(w => w.Length > MaxSuggestion)) failures.Add(Failure.At(nameof(SearchSuggestions), "site.too-many-suggestions", MaxSuggestions, MaxSuggestion));
        return failures;
    }

    public static IReadOnlyList<string> SuggestionsOf(string lines) =>
        [.. (lines ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];

    public static async Task<SiteSettings> LoadAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var row = await db.Set<SettingRow>().AsNoTracking().FirstOrDefaultAsync(s => s.Key == SettingRow.Site, cancellation);
        return row is null ? new SiteSettings() : JsonSerializer.Deserialize<SiteSettings>(row.Json, CanonicalJson.Unescaped) ?? new SiteSettings();
    }

    /// <summary>Replaces the settings and tells the readers. Names of the changed members go into the event, never values.</summary>
    public static async Task SaveAsync(PortalTransaction tx, SiteSettings settings, string actorId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(tx);
        var json = JsonSerializer.Serialize(settings, CanonicalJson.Unescaped);
        var row = await tx.Db.Set<SettingRow>().FirstOrDefaultAsync(s => s.Key == SettingRow.Site, cancellation);
        if (row is null) tx.Db.Add(new SettingRow { Key = SettingRow.Site, Json = json });
        else if (row.Json == json) return;
        else row.Json = json;
        tx.AppendChange(new Events.EventDraft(Changed, actorId), typeof(SettingRow));
    }
}

/// <summary>A setting of the portal, JSON under a key.</summary>
public sealed class SettingRow
{
    public const string Site = "site";
    /// <summary>Present where the database holds synthetic or demonstration content.</summary>
    public const string Synthetic = "synthetic";
    /// <summary>Recipes that ran at set-up.</summary>
    public const string SetUp = "set-up";

    public required string Key { get; init; }
    public required string Json { get; set; }
}

internal sealed class SettingModel : IEntityModel
{
    public void Configure(ModelBuilder model) => model.Entity<SettingRow>(setting =>
    {
        setting.ToTable("Settings").HasKey(s => s.Key);
        setting.Property(s => s.Key).HasMaxLength(60);
    });
}
