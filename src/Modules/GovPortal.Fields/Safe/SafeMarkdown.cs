using Markdig;

namespace GovPortal.Fields.Safe;

/// <summary>Markdown to HTML: HTML inside it is shown as it was typed, and the result still passes the allow-list.</summary>
internal static class SafeMarkdown
{
    public const int MaxLength = 100_000;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoLinks().DisableHtml().Build();

    public static CleanHtml Clean(string? markdown)
    {
        if (string.IsNullOrWhiteSpace(markdown)) return new CleanHtml("", "", [], []);
        if (markdown.Length > MaxLength) markdown = markdown[..MaxLength];
        try
        {
            return SafeHtml.Clean(Markdown.ToHtml(markdown, Pipeline));
        }
        catch (ArgumentException)
        {
            // Markdig's way of saying: nested too deeply.
            return new CleanHtml(HtmlText.Paragraphs(markdown), markdown, [], [], TooDeep: true);
        }
    }
}
