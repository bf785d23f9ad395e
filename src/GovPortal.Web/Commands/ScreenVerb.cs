using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using GovPortal.Kernel.Text;
using GovPortal.Screening;

namespace GovPortal.Web.Commands;

/// <summary>Screens files without a database: what is found is told masked, a file that can't be screened with its reason.</summary>
internal static class ScreenVerb
{
    private static readonly JsonSerializerOptions Json = new(CommandLine.Json) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static Command Create()
    {
        var files = new Argument<FileInfo[]>("FILE") { Arity = ArgumentArity.OneOrMore, Description = "要审查的文件（.docx、.xlsx、.pptx、.pdf、.csv、.txt、.html、.zip）" };
        files.AcceptExistingOnly();
        var json = new Option<bool>("--json");
        var screen = new Command("screen", "公开前审查：查找个人信息、国家秘密标志等，只显示遮盖后的样本") { files, json };
        screen.SetAction(async (parsed, cancellation) =>
        {
            var texts = new Texts([new TextSource(typeof(Screener).Assembly)]);
            var screened = new List<ScreenedFile>();
            foreach (var file in parsed.GetValue(files)!)
            {
                await using var stream = file.OpenRead();
                var result = await Screener.ScreenFileAsync(stream, file.Name, cancellation: cancellation);
                var refused = result.Succeeded ? null : string.Join("；", result.Failures.Select(texts.Of));
                if (refused is not null) await Console.Error.WriteLineAsync($"{file.Name}: {refused}");
                screened.Add(new ScreenedFile(file.Name, result.Value?.Findings.Select(Line).ToList() ?? [], refused));
            }
            if (parsed.GetValue(json)) Console.WriteLine(JsonSerializer.Serialize(new { files = screened }, Json));
            else foreach (var file in screened) Show(file);
            return screened.Exists(f => f.Refused is not null) ? 1 : 0;
        });
        return screen;
    }

    private static ScreenedFinding Line(Finding finding) =>
        new(FindingKinds.Code(finding.Kind), finding.Where, finding.Masked, JsonNamingPolicy.CamelCase.ConvertName(finding.Severity.ToString()), finding);

    private static void Show(ScreenedFile file)
    {
        if (file.Refused is not null) return;
        Console.WriteLine($"{file.File}：{(file.Findings.Count == 0 ? "未发现" : $"{file.Findings.Count} 处")}");
        foreach (var line in file.Findings)
        {
            var weight = line.Finding.Severity switch { Severity.Blocking => "阻断", Severity.Warning => "提醒", _ => "提示" };
            Console.WriteLine($"  {weight}  {FindingKinds.Name(line.Finding.Kind)}  {line.Masked}  {line.Where}");
        }
    }

    /// <summary>One file of the answer; <c>refused</c> is there only where it could not be screened.</summary>
    private sealed record ScreenedFile(string File, IReadOnlyList<ScreenedFinding> Findings, string? Refused);

    private sealed record ScreenedFinding(string Kind, string Where, string Masked, string Severity, [property: JsonIgnore] Finding Finding);
}
