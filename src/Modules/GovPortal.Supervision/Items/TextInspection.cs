using System.Runtime.CompilerServices;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Screening;

namespace GovPortal.Supervision.Items;

/// <summary>What stands in published items: personal data and words that slipped through, and whether they say when they were formed.</summary>
internal sealed class TextInspection : IItemInspection
{
    public const string PersonalData = "personal-data", SensitiveWord = "sensitive-word", NoDate = "date-missing";
    private const string Checked = "国办秘函〔2019〕19号";

    public IReadOnlyList<InspectionRule> Rules { get; } =
    [
        new(PersonalData, RuleGroups.Texts, "疑似公开个人信息", "《个人信息保护法》第十条", 0, "", 10, IsVeto: true),
        new(SensitiveWord, RuleGroups.Texts, "疑似敏感词、标密词", Checked, 0, "", 10, IsVeto: true),
        new(NoDate, RuleGroups.Texts, "没有注明形成日期", Checked, 0, "", 1),
    ];

    public IItemLook? Begin(ItemPass pass) => Rules.Any(r => pass.Asks(r.Code)) ? new Look(pass) : null;

    private sealed class Look(ItemPass pass) : IItemLook
    {
        public async IAsyncEnumerable<Breach> AtAsync(PortalDbContext db, IReadOnlyList<InspectedItem> portion, [EnumeratorCancellation] CancellationToken cancellation)
        {
            foreach (var item in portion)
            {
                if (pass.Asks(NoDate) && item.Row.FormedOn is null) yield return item.Breaks(NoDate, "formed", "信息没有形成日期");
                if (!pass.Asks(PersonalData) && !pass.Asks(SensitiveWord)) continue;
                var found = Screener.ScreenText(item.Text).Findings.Where(f => f.Severity == Severity.Blocking);
                foreach (var group in found.GroupBy(f => (IsPersonal: FindingKinds.Personal.Contains(f.Kind), f.Kind)))
                {
                    var rule = group.Key.IsPersonal ? PersonalData : SensitiveWord;
                    if (pass.Asks(rule)) yield return item.Breaks(rule, FindingKinds.Code(group.Key.Kind), $"{FindingKinds.Name(group.Key.Kind)}{group.Count()}处：{group.First().Masked}");
                }
            }
            await Task.CompletedTask;
        }
    }
}
