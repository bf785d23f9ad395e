using System.Globalization;
using System.Text.RegularExpressions;
using GovPortal.Kernel.Results;

namespace GovPortal.Policies.Rules;

/// <summary>What a number is made of besides its serial.</summary>
/// <param name="Code">The agency's 统一社会信用代码 or 机构代码; empty where it has none.</param>
/// <param name="Column">The column's short name, the first part of its address: <c>zcwj</c>.</param>
public sealed record IndexNumberFacts(string Code, string Column, DateOnly Published);

/// <summary>
/// How an index number (索引号) is composed. No law fixes one form; agencies use <c>11441700007280420Y/2021-00050</c>,
/// <c>000014349/2017-00110</c> or groups of region, agency, class, date and serial. A number is never changed once assigned.
/// </summary>
/// <param name="Pattern">
/// Text with <c>{code}</c>, <c>{column}</c>, <c>{year}</c>, <c>{month}</c>, <c>{day}</c> and <c>{serial:5}</c> (digits, 1 to 9; a
/// longer serial is written in full).
/// </param>
/// <param name="Restart">The serial begins anew each <c>year</c> or each <c>month</c>.</param>
/// <param name="PerColumn">A serial of its own for each class of columns.</param>
/// <param name="ExceptTypes">Content types that get no number.</param>
/// <param name="Basis">The document that fixes the rule, with its number; shown to whoever asks.</param>
public sealed partial record IndexNumberRule(string Pattern, string Restart, bool PerColumn, IReadOnlyList<string> ExceptTypes, string Basis)
{
    public const string Year = "year";
    public const string Month = "month";
    /// <summary>Longest pattern and number, in characters.</summary>
    public const int MaxLength = 100;

    private static readonly string[] Tokens = ["code", "column", "year", "month", "day", "serial"];

    /// <summary>
    /// All that is wrong with it: <c>index-number.required</c>, <c>index-number.too-long</c>, <c>index-number.unknown-token</c>,
    /// <c>index-number.no-serial</c>, <c>index-number.no-year</c>, <c>index-number.no-month</c>, <c>index-number.no-column</c>,
    /// <c>index-number.restart-unknown</c>. Two numbers could be the same where a rule lacks what its serial restarts by.
    /// </summary>
    public IReadOnlyList<Failure> Check()
    {
        var failures = new List<Failure>();
        if (string.IsNullOrWhiteSpace(Pattern)) return [Failure.At("Pattern", "index-number.required")];
        if (Pattern.Length > MaxLength) failures.Add(Failure.At("Pattern", "index-number.too-long", MaxLength));
        var tokens = Token().Matches(Pattern);
        foreach (var stray in Token().Replace(Pattern, "").Where(c => c is '{' or '}').Take(1)) failures.Add(Failure.At("Pattern", "index-number.unknown-token", stray.ToString()));
        foreach (var unknown in tokens.Where(t => !Tokens.Contains(t.Groups["name"].Value) || (t.Groups["width"].Success && t.Groups["name"].Value != "serial")))
        {
            failures.Add(Failure.At("Pattern", "index-number.unknown-token", unknown.Value));
        }
        if (tokens.Count(t => t.Groups["name"].Value == "serial") != 1) failures.Add(Failure.At("Pattern", "index-number.no-serial"));
        if (!Has("year")) failures.Add(Failure.At("Pattern", "index-number.no-year"));
        if (Restart is not (Year or Month)) failures.Add(Failure.At("Restart", "index-number.restart-unknown"));
        if (Restart == Month && !Has("month")) failures.Add(Failure.At("Pattern", "index-number.no-month"));
        if (PerColumn && !Has("column")) failures.Add(Failure.At("Pattern", "index-number.no-column"));
        return failures;

        bool Has(string name) => tokens.Any(t => t.Groups["name"].Value == name);
    }

    /// <summary>Whether it asks for the agency's code.</summary>
    public bool NeedsCode => Token().Matches(Pattern).Any(t => t.Groups["name"].Value == "code");

    /// <summary>What shares one serial, within an agency.</summary>
    public string Scope(IndexNumberFacts facts) => string.Create(CultureInfo.InvariantCulture,
        $"{facts.Published.Year:0000}{(Restart == Month ? $"-{facts.Published.Month:00}" : "")}{(PerColumn ? "/" + facts.Column : "")}");

    public string Compose(IndexNumberFacts facts, int serial) => Token().Replace(Pattern, token => token.Groups["name"].Value switch
    {
        "code" => facts.Code,
        "column" => facts.Column,
        "year" => facts.Published.Year.ToString("0000", CultureInfo.InvariantCulture),
        "month" => facts.Published.Month.ToString("00", CultureInfo.InvariantCulture),
        "day" => facts.Published.Day.ToString("00", CultureInfo.InvariantCulture),
        _ => serial.ToString(new string('0', token.Groups["width"].Success ? int.Parse(token.Groups["width"].Value, CultureInfo.InvariantCulture) : 1), CultureInfo.InvariantCulture),
    });

    [GeneratedRegex(@"\{(?<name>[a-z]+)(:(?<width>[1-9]))?\}")]
    private static partial Regex Token();
}
