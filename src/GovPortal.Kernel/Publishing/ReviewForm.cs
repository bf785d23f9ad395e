using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Publishing;

/// <summary>What the author declares on the 信息发布审查表 when submitting.</summary>
/// <param name="Carrier">载体形式: <c>document</c> (公文) or <c>other</c> (非公文).</param>
/// <param name="DocumentNumber">文号 of an official document; null where it has none.</param>
/// <param name="Source">信息来源: <c>own</c> (本机关制作), <c>obtained</c> (履职中获取) or <c>reprinted</c> (转载).</param>
/// <param name="Channels">拟公开方式, in words.</param>
/// <param name="PlannedOn">拟公开时间; null is as soon as the reviews are through.</param>
/// <param name="NoSecrets">Nothing of it is a state secret or may not be disclosed (《政府信息公开条例》第十四条).</param>
/// <param name="PersonalData">个人信息 (第十五条): <c>none</c>, <c>masked</c> (已去标识化) or <c>lawful</c> (依法应当公示); the last needs a note.</param>
/// <param name="ThirdParty">商业秘密等第三方权益 (第十五条、第三十二条): <c>none</c>, <c>consented</c> or <c>public-interest</c>; the last two need a note.</param>
public sealed record ReviewFormInput(
    string? Carrier, string? DocumentNumber, string? Source, string? Channels, DateOnly? PlannedOn, bool NoSecrets,
    string? PersonalData, string? PersonalDataNote, string? ThirdParty, string? ThirdPartyNote, string? Note)
{
    /// <summary>Longest text of a member, in characters.</summary>
    public const int MaxText = 300;

    public static IReadOnlyDictionary<string, string> Carriers { get; } = new Dictionary<string, string> { ["document"] = "公文", ["other"] = "非公文" };

    public static IReadOnlyDictionary<string, string> Sources { get; } = new Dictionary<string, string>
    {
        ["own"] = "本机关制作", ["obtained"] = "履行职责过程中获取", ["reprinted"] = "转载其他机关发布的信息",
    };

    public static IReadOnlyDictionary<string, string> PersonalDataChoices { get; } = new Dictionary<string, string>
    {
        ["none"] = "不含个人信息", ["masked"] = "已隐去或作去标识化处理", ["lawful"] = "依法应当公示，已限于必要范围",
    };

    public static IReadOnlyDictionary<string, string> ThirdPartyChoices { get; } = new Dictionary<string, string>
    {
        ["none"] = "不涉及商业秘密等第三方合法权益", ["consented"] = "第三方同意公开", ["public-interest"] = "不公开会对公共利益造成重大影响",
    };

    /// <summary>A form as recipes write it, by the members' names in camel case.</summary>
    public static ReviewFormInput Read(JsonObject form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return new ReviewFormInput(
            Text("carrier"), Text("documentNumber"), Text("source"), Text("channels"),
            DateOnly.TryParseExact(Text("plannedOn"), "yyyy-MM-dd", out var day) ? day : null, form["noSecrets"] is JsonValue no && no.TryGetValue(out bool said) && said,
            Text("personalData"), Text("personalDataNote"), Text("thirdParty"), Text("thirdPartyNote"), Text("note"));

        string? Text(string member) => form[member] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
    }

    /// <summary>Every member that lacks or errs, at its field: <c>form.choose</c>, <c>form.no-secrets</c>, <c>form.channels-required</c>, <c>form.note-required</c>, <c>form.too-long</c>.</summary>
    public List<Failure> Check()
    {
        var failures = new List<Failure>();
        Chosen("Form.Carrier", Carrier, Carriers);
        Chosen("Form.Source", Source, Sources);
        Chosen("Form.PersonalData", PersonalData, PersonalDataChoices);
        Chosen("Form.ThirdParty", ThirdParty, ThirdPartyChoices);
        if (!NoSecrets) failures.Add(Failure.At("Form.NoSecrets", "form.no-secrets"));
        if (string.IsNullOrWhiteSpace(Channels)) failures.Add(Failure.At("Form.Channels", "form.channels-required"));
        if (PersonalData == "lawful" && string.IsNullOrWhiteSpace(PersonalDataNote)) failures.Add(Failure.At("Form.PersonalDataNote", "form.note-required"));
        if (ThirdParty is "consented" or "public-interest" && string.IsNullOrWhiteSpace(ThirdPartyNote)) failures.Add(Failure.At("Form.ThirdPartyNote", "form.note-required"));
        foreach (var (field, text) in new[] { ("DocumentNumber", DocumentNumber), ("Channels", Channels), ("PersonalDataNote", PersonalDataNote), ("ThirdPartyNote", ThirdPartyNote), ("Note", Note) })
        {
            if (text?.Length > MaxText) failures.Add(Failure.At("Form." + field, "form.too-long", MaxText));
        }
        return failures;

        void Chosen(string field, string? value, IReadOnlyDictionary<string, string> choices)
        {
            if (value is null || !choices.ContainsKey(value)) failures.Add(Failure.At(field, "form.choose"));
        }
    }
}

/// <summary>
/// The 信息发布审查表 of one version (R27): written once, with its submission, and never changed. The signatures on it are the
/// reviews of the same manifest.
/// </summary>
public sealed class ReviewForm
{
    public required string VersionId { get; init; }
    public required string ContentItemId { get; init; }
    /// <summary>What was submitted with it; the form counts for nothing else.</summary>
    public required string ManifestHash { get; init; }
    public required string AgencyId { get; init; }
    /// <summary>Agency, section and column as they were called at submission.</summary>
    public required string AgencyName { get; init; }
    public string? SectionId { get; init; }
    public required string SectionName { get; init; }
    public required string ColumnTitle { get; init; }
    public required string Carrier { get; init; }
    public string? DocumentNumber { get; init; }
    public required string Source { get; init; }
    public required string Channels { get; init; }
    public DateOnly? PlannedOn { get; init; }
    public required string PersonalData { get; init; }
    public string? PersonalDataNote { get; init; }
    public required string ThirdParty { get; init; }
    public string? ThirdPartyNote { get; init; }
    public string? Note { get; init; }
    public required string FilledBy { get; init; }
    public DateTime FilledUtc { get; init; }

    internal static ReviewForm Of(VersionInHand v, ReviewFormInput input, Actor actor, DateTime nowUtc)
    {
        var (version, organisation) = (v.Version, v.Organisation);
        return new ReviewForm
        {
            VersionId = version.Id, ContentItemId = v.Item.Id, ManifestHash = version.ManifestHash!, AgencyId = version.AgencyId,
            AgencyName = organisation.Agency(version.AgencyId)?.Name ?? "", SectionId = version.SectionId,
            SectionName = organisation.Section(version.SectionId)?.Name ?? v.Column?.SectionText ?? "", ColumnTitle = v.Column is { } column ? organisation.FullTitle(column) : "",
            Carrier = input.Carrier!, DocumentNumber = Text(input.DocumentNumber), Source = input.Source!, Channels = Text(input.Channels)!, PlannedOn = input.PlannedOn,
            PersonalData = input.PersonalData!, PersonalDataNote = Text(input.PersonalDataNote), ThirdParty = input.ThirdParty!, ThirdPartyNote = Text(input.ThirdPartyNote),
            Note = Text(input.Note), FilledBy = actor.UserId, FilledUtc = nowUtc,
        };
    }

    /// <summary>SHA-256 of all members, told to the event log: a form changed behind the portal's back is found out.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalJson.Of(new Dictionary<string, object?>
    {
        ["version"] = VersionId, ["manifest"] = ManifestHash, ["agency"] = AgencyName, ["section"] = SectionName, ["column"] = ColumnTitle, ["carrier"] = Carrier,
        ["document"] = DocumentNumber, ["source"] = Source, ["channels"] = Channels, ["planned"] = PlannedOn?.ToString("yyyy-MM-dd", null),
        ["personal"] = PersonalData, ["personalNote"] = PersonalDataNote, ["third"] = ThirdParty, ["thirdNote"] = ThirdPartyNote, ["note"] = Note, ["by"] = FilledBy,
    }))));

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

internal sealed class ReviewFormModel : IEntityModel
{
    public void Configure(ModelBuilder model) => model.Entity<ReviewForm>(form =>
    {
        form.ToTable("ReviewForms").HasKey(f => f.VersionId);
        form.Property(f => f.VersionId).HasMaxLength(26);
        form.Property(f => f.ContentItemId).HasMaxLength(26);
        form.Property(f => f.ManifestHash).HasMaxLength(64);
        form.Property(f => f.AgencyId).HasMaxLength(64);
        form.Property(f => f.AgencyName).HasMaxLength(100);
        form.Property(f => f.SectionId).HasMaxLength(64);
        form.Property(f => f.SectionName).HasMaxLength(200);
        form.Property(f => f.ColumnTitle).HasMaxLength(210);
        form.Property(f => f.Carrier).HasMaxLength(20);
        form.Property(f => f.Source).HasMaxLength(20);
        form.Property(f => f.PersonalData).HasMaxLength(20);
        form.Property(f => f.ThirdParty).HasMaxLength(20);
        form.Property(f => f.FilledBy).HasMaxLength(64);
        foreach (var text in new[] { nameof(ReviewForm.DocumentNumber), nameof(ReviewForm.Channels), nameof(ReviewForm.PersonalDataNote), nameof(ReviewForm.ThirdPartyNote), nameof(ReviewForm.Note) })
        {
            form.Property(text).HasMaxLength(ReviewFormInput.MaxText);
        }
        form.HasIndex(f => f.ContentItemId);
        form.HasIndex(f => new { f.AgencyId, f.FilledUtc });
    });
}
