using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Supervision.Features;
using GovPortal.Supervision.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Items;

/// <summary>Rules that the county added (<see cref="OwnRule"/>). They come with the pass, not with a module.</summary>
internal sealed class OwnInspection(ContentElements elements) : IItemInspection
{
    public IReadOnlyList<InspectionRule> Rules => [];

    public IItemLook? Begin(ItemPass pass) => pass.Rules.Own.Where(o => pass.Asks(o.Code)).ToList() is { Count: > 0 } rules ? new Look(pass, rules, elements) : null;

    private sealed class Look(ItemPass pass, List<OwnRule> rules, ContentElements elements) : IItemLook
    {
        /// <summary>Columns by rule; null where it is about every column.</summary>
        private readonly Dictionary<string, HashSet<string>?> _columns = rules.ToDictionary(r => r.Code, r => r.Columns.Count == 0 ? null
            : pass.Organisation.Columns.Where(c => r.Columns.Contains(c.Path)).SelectMany(pass.Organisation.WithDescendants).Select(c => c.Id).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);

        private bool _columnsSeen;

        public async IAsyncEnumerable<Breach> AtAsync(PortalDbContext db, IReadOnlyList<InspectedItem> portion, [EnumeratorCancellation] CancellationToken cancellation)
        {
            if (!_columnsSeen) foreach (var breach in await ColumnsAsync(db, cancellation)) yield return breach;
            _columnsSeen = true;
            foreach (var item in portion)
            {
                foreach (var rule in rules.Where(r => IsAbout(r, item)))
                {
                    if (Evidence(rule, item) is { } evidence) yield return item.Breaks(rule.Code, "", evidence);
                }
            }
        }

        private bool IsAbout(OwnRule rule, InspectedItem item) =>
            (rule.ContentType.Length == 0 || rule.ContentType == item.Row.ContentType) && (_columns[rule.Code] is not { } columns || item.Row.ColumnId is { } column && columns.Contains(column));

        /// <summary>Why the item breaks the rule; null where it does not.</summary>
        private string? Evidence(OwnRule rule, InspectedItem item) => rule.Kind switch
        {
            OwnRuleKinds.PartEmpty => IsEmpty(rule.Field, item) is { } name ? $"没有填写“{name}”" : null,
            OwnRuleKinds.Words => rule.Words.Where(w => item.Text.Contains(w, StringComparison.OrdinalIgnoreCase) || item.Row.Title.Contains(w, StringComparison.OrdinalIgnoreCase)).Take(5).ToList() is { Count: > 0 } found ? $"出现“{string.Join("”“", found)}”" : null,
            OwnRuleKinds.AttachmentKind => item.Files.FirstOrDefault(f => rule.Extensions.Any(e => f.Name.EndsWith("." + e, StringComparison.OrdinalIgnoreCase))) is { } file ? $"附件“{file.Name}”是指定的格式" : null,
            OwnRuleKinds.ReviewOverdue => Reviewed(rule, item) is { } on && on.AddMonths(rule.Limit) < pass.NowUtc.ToCivilDate() ? $"最近一次复核是{on:yyyy-MM-dd}，已超过{rule.Limit}个月" : null,
            _ => null,
        };

        /// <summary>The title of the part or field where the item's type has it and the item says nothing in it.</summary>
        private string? IsEmpty(string path, InspectedItem item)
        {
            if (item.Type is null) return null;
            var placed = elements.Walk(item.Type, item.Data).FirstOrDefault(e => e.Context.Path == path && e.Context.Field is not { IsInternal: true });
            if (placed is null) return null;
            var isSaid = placed.Element.Text(placed.Context, placed.Value).Trim().Length > 0 || placed.Element.MediaPaths(placed.Value).Any() || placed.Value.Any(m => IsValue(m.Key, m.Value));
            return isSaid ? null : placed.Context.DisplayName;
        }

        /// <summary>Members that kinds without a text of their own hold; of markup its text alone counts.</summary>
        private static bool IsValue(string name, JsonNode? node) => node switch
        {
            JsonArray rows => rows.Count > 0,
            JsonValue value when value.GetValueKind() == JsonValueKind.String => name != "Html" && !string.IsNullOrWhiteSpace(value.ToString()),
            JsonValue value => value.GetValueKind() == JsonValueKind.Number,
            _ => false,
        };

        private static DateOnly? Reviewed(OwnRule rule, InspectedItem item)
        {
            var written = rule.Field.Length == 0 ? null : (string?)item.Field(rule.Field)?["Value"];
            return DateTime.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) ? DateOnly.FromDateTime(on) : item.Row.PublishedUtc?.ToCivilDate();
        }

        private async Task<IReadOnlyList<Breach>> ColumnsAsync(PortalDbContext db, CancellationToken cancellation)
        {
            var still = rules.Where(r => r.Kind == OwnRuleKinds.ColumnStill).ToList();
            if (still.Count == 0) return [];
            var figures = await db.Set<ColumnFigures>().AsNoTracking().ToDictionaryAsync(f => f.ColumnId, f => f.LastPublishedUtc, cancellation);
            return [.. still.SelectMany(r => pass.Organisation.Columns.Where(c => !c.IsGroup && !c.IsClosed && pass.Organisation.IsPublic(c) && _columns[r.Code]?.Contains(c.Id) == true && ColumnInspection.IsOlder(figures.GetValueOrDefault(c.Id), r.Limit, pass.NowUtc)).Select(c => Still(r, c)))];

            Breach Still(OwnRule rule, Column column) => new(
                rule.Code, column.Id, column.AgencyId, column.SectionId, column.Id, pass.Organisation.FullTitle(column),
                figures.GetValueOrDefault(column.Id) is { } last ? $"最近一次发布是{last.ToCivilDate():yyyy-MM-dd}，已超过{rule.Limit}天" : "栏目内没有已发布的信息", "/columns/" + column.Path);
        }
    }
}
