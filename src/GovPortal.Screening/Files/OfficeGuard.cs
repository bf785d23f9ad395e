using System.Text.RegularExpressions;

namespace GovPortal.Screening.Files;

/// <summary>Refuses Office files of another kind, with macros, active content, or links that load from outside.</summary>
internal static partial class OfficeGuard
{
    private static readonly byte[] Ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>Relationships whose target runs or is read by another program.</summary>
    private static readonly string[] Active = ["oleObject", "control", "activeXControlBinary", "aFChunk", "ui/extensibility", "ui/userCustomization", "webextension", "webextensiontaskpanes"];

    public static void Check(OfficePackage package, FileType type)
    {
        var main = type switch
        {
            FileType.Word => "wordprocessingml.document.main+xml",
            FileType.Workbook => "spreadsheetml.sheet.main+xml",
            _ => "presentationml.presentation.main+xml",
        };
        if (package.ContentTypes.Any(t => Has(t, "macroEnabled") || Has(t, "vbaProject") || Has(t, "macrosheet"))) throw RefusalException.Of("screening.macro");
        if (package.PartOf(main) is null) throw RefusalException.Of("screening.wrong-extension", type switch { FileType.Word => ".docx", FileType.Workbook => ".xlsx", _ => ".pptx" });
        foreach (var (name, content) in package.Parts)
        {
            if (Has(name, "vbaProject") || Has(name, "vbaData") || Has(name, "/macrosheets/")) throw RefusalException.Of("screening.macro");
            if (Has(name, "/activeX/") || Has(name, "customUI") || content.AsSpan().StartsWith(Ole)) throw RefusalException.Of("screening.active-content");
            if (Has(name, "/externalLinks/")) throw RefusalException.Of("screening.external-link");
        }
        foreach (var relationship in package.AllRelationships())
        {
            if (relationship.Is("vbaProject") || relationship.Is("xlMacrosheet")) throw RefusalException.Of("screening.macro");
            if (Active.Any(relationship.Is)) throw RefusalException.Of("screening.active-content");
            if (relationship.Is("externalLinkPath") || relationship.IsExternal && !relationship.Is("hyperlink") && !IsLocalTemplate(relationship)) throw RefusalException.Of("screening.external-link");
            if (relationship.IsExternal && IsScript(relationship.Target)) throw RefusalException.Of("screening.active-content");
        }
    }

    /// <summary>Word writes down the template a document was made with; on another computer a local one is never found.</summary>
    private static bool IsLocalTemplate(Relationship relationship) => relationship.Is("attachedTemplate") && LocalPath().IsMatch(relationship.Target);

    [GeneratedRegex(@"^(file:///)?([A-Za-z]:|[^/\\:]*$)")]
    private static partial Regex LocalPath();

    private static bool IsScript(string target) =>
        target.TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) || target.TrimStart().StartsWith("vbscript:", StringComparison.OrdinalIgnoreCase);

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
