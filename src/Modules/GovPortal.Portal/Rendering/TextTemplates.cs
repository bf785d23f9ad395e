using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;

namespace GovPortal.Portal.Rendering;

/// <summary>Liquid that people write in settings and workflows: the public templates' language, printed as plain text.</summary>
internal sealed class TextTemplates(LiquidRenderer renderer) : ITextTemplates
{
    private const string Name = "text";

    public Result<string> Render(string template, IReadOnlyDictionary<string, object?> values)
    {
        try
        {
            return renderer.RenderText(Name, template, values);
        }
        catch (TemplateException error)
        {
            return Faulty(error);
        }
    }

    public IReadOnlyList<Failure> Check(string template)
    {
        try
        {
            ThemeTemplates.Parse(Name, template, default);
            return [];
        }
        catch (TemplateException error)
        {
            return [Faulty(error)];
        }
    }

    private static Failure Faulty(TemplateException error) => Failure.Of("template.faulty", error.Message.Replace(Name + ".liquid, ", "", StringComparison.Ordinal).Replace(Name + ".liquid: ", "", StringComparison.Ordinal));
}
