using System.Globalization;
using System.Runtime.CompilerServices;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;

namespace GovPortal.Supervision.Items;

/// <summary>
/// How people reach the office: the telephone, address and office hours that the disclosure guide and the pages of the organisation give. They are
/// missing, or nobody has published the page anew (or set its date of renewal) for so many months; publishing it again confirms it.
/// </summary>
internal sealed class ContactInspection : IItemInspection
{
    public const string Stale = "contact-stale";

    /// <summary>Types whose items say how to reach somebody, with the fields that do.</summary>
    private static readonly Dictionary<string, string[]> Contacts = new(StringComparer.Ordinal)
    {
        ["DisclosureGuide"] = ["Address", "Hours", "Phone"], ["OrganisationProfile"] = ["Address", "Hours", "Phone"], ["Office"] = ["Address", "Phone"],
    };

    public IReadOnlyList<InspectionRule> Rules { get; } = [new(Stale, RuleGroups.Texts, "联系方式缺失或长期没有核对", "国办秘函〔2019〕19号", 12, "个月", 1)];

    public IItemLook? Begin(ItemPass pass) => pass.Asks(Stale) ? new Look(pass) : null;

    private sealed class Look(ItemPass pass) : IItemLook
    {
        public async IAsyncEnumerable<Breach> AtAsync(PortalDbContext db, IReadOnlyList<InspectedItem> portion, [EnumeratorCancellation] CancellationToken cancellation)
        {
            var months = pass.Thresholds[Stale];
            foreach (var item in portion.Where(i => i.Type is not null && Contacts.ContainsKey(i.Row.ContentType)))
            {
                var name = item.Row.ContentType;
                // A county that took a field out of its type is not asked for it.
                var asked = Contacts[name].Select(f => item.Type!.Part(name)?.Definition.Fields.FirstOrDefault(d => d.Name == f)).Where(f => f is { IsInternal: false });
                foreach (var field in asked.Where(f => string.IsNullOrWhiteSpace((string?)item.Field($"{name}.{f!.Name}")?["Text"]))) yield return item.Breaks(Stale, field!.Name, $"没有填写“{field.DisplayName}”");
                if (Confirmed(item) is { } on && on.AddMonths(months) < pass.NowUtc.ToCivilDate()) yield return item.Breaks(Stale, "confirmed", $"最近一次核对是{on:yyyy-MM-dd}，已超过{months}个月");
            }
            await Task.CompletedTask;
        }

        private static DateOnly? Confirmed(InspectedItem item)
        {
            var published = item.Row.PublishedUtc?.ToCivilDate();
            var revised = (string?)item.Field(item.Row.ContentType + ".RevisedOn")?["Value"];
            return DateTime.TryParse(revised, CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) && DateOnly.FromDateTime(on) is var day && !(day < published) ? day : published;
        }
    }
}
