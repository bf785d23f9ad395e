using GovPortal.Screening.Reading;

namespace GovPortal.Screening.Masking;

/// <summary>
/// The official masks, character by character, so that a value split over runs and cells is masked where it stands:
/// phone <c>138****1234</c>, ID <c>35*************123</c>, bank card first and last four, e-mail first character,
/// address down to the township, plate first two and last one, passport first one and last three.
/// </summary>
internal static class Mask
{
    /// <summary>A character that goes without a replacement.</summary>
    public const char Gone = '\0';

    private const int StarsOfAddress = 4;

    /// <summary>What stands in place of each character of the hit.</summary>
    public static char[] Plan(Hit hit, ReadOnlySpan<char> value)
    {
        var plan = value.ToArray();
        switch (hit.Kind)
        {
            case FindingKind.ResidentId or FindingKind.OldResidentId: Keep(plan, 2, 3); break;
            case FindingKind.Mobile: Keep(plan, 3, 4); break;
            case FindingKind.FixedPhone: Keep(plan, Digits(plan) - 4, 0); break;
            case FindingKind.BankCard: Keep(plan, 4, 4); break;
            case FindingKind.Passport: Keep(plan, 1, 3); break;
            case FindingKind.CreditCode: Keep(plan, 6, 4); break;
            case FindingKind.Email: plan.AsSpan(1, value.LastIndexOf('@') - 1).Fill('*'); break;
            case FindingKind.LicencePlate: KeepPlate(plan); break;
            case FindingKind.Address:
                for (var i = hit.Kept; i < plan.Length; i++) plan[i] = i < hit.Kept + StarsOfAddress ? '*' : Gone;
                break;
            case FindingKind.CountyWord: plan.AsSpan().Fill('*'); break;
            default: break;
        }
        return plan;
    }

    /// <summary>The sample a finding shows: the mask without the spaces and dashes inside numbers.</summary>
    public static string Sample(Hit hit, ReadOnlySpan<char> value)
    {
        var plan = Plan(hit, value);
        var isNumber = hit.Kind is FindingKind.ResidentId or FindingKind.OldResidentId or FindingKind.Mobile or FindingKind.BankCard or FindingKind.Passport;
        var sample = string.Concat(plan.Where(c => c != Gone && (!isNumber || char.IsAsciiLetterOrDigit(c) || c == '*')));
        if (hit.Kind is FindingKind.Address) return sample[..Math.Min(sample.Length, hit.Kept)] + new string('*', StarsOfAddress);
        return hit.Kind is FindingKind.CountyWord ? value.ToString() : sample;
    }

    private static int Digits(char[] plan) => plan.Count(char.IsAsciiDigit);

    /// <summary>Keeps so many letters and digits at the start and at the end; what stands between them stays.</summary>
    private static void Keep(char[] plan, int head, int tail)
    {
        var count = plan.Count(char.IsAsciiLetterOrDigit);
        var k = 0;
        for (var i = 0; i < plan.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(plan[i])) continue;
            if (k >= head && k < count - tail) plan[i] = '*';
            k++;
        }
    }

    private static void KeepPlate(char[] plan)
    {
        for (var i = 2; i < plan.Length - 1; i++)
        {
            if (char.IsAsciiLetterOrDigit(plan[i])) plan[i] = '*';
        }
    }
}
