using System.Globalization;
using DotLiquid;
using GovPortal.Kernel.Text;
using Microsoft.Extensions.Options;

namespace GovPortal.Portal.Rendering;

/// <summary>Renders with DotLiquid. The context, and with it every piece of state, is made anew for each render.</summary>
internal sealed class LiquidRenderer : ITemplateRenderer
{
    private readonly RenderingOptions _options;
    private readonly ThemeTemplates _templates;
    private readonly ITexts _texts;
    private readonly TimeProvider _time;

    static LiquidRenderer()
    {
        // The library's registry is process-wide; these names are ours alone, so nobody else's templates change.
        Template.RegisterTag<OutputTag>(OutputTag.Name_);
        Template.RegisterTag<CheckTag>(CheckTag.Name_);
        Template.RegisterTag<CaptureTag>(CaptureTag.Name_);
        Template.RegisterTag<RenderTag>(RenderTag.Name_);
    }

    public LiquidRenderer(IOptions<RenderingOptions> options, ITexts texts, TimeProvider time)
    {
        _time = time;
        _options = options.Value;
        _templates = new(_options);
        _texts = texts;
    }

    public bool Has(string templateName) => _templates.Has(templateName);

    public string Render(string templateName, IReadOnlyDictionary<string, object?> model, Escaping escaping = Escaping.Html) =>
        Render(templateName, () => TemplateValues.Of(model), escaping);

    public string Render(string templateName, ITemplateModel model, Escaping escaping = Escaping.Html) =>
        Render(templateName, () => TemplateValues.Of(model), escaping);

    /// <summary>Renders a template that is no file, as plain text and under the same limits.</summary>
    public string RenderText(string name, string source, IReadOnlyDictionary<string, object?> model) =>
        Render(ThemeTemplates.Parse(name, source, default), () => TemplateValues.Of(model), Escaping.Plain);

    private string Render(string templateName, Func<ModelHash> model, Escaping escaping) => Render(_templates.Get(templateName), model, escaping);

    private string Render(ParsedTemplate template, Func<ModelHash> model, Escaping escaping)
    {
        var state = new RenderState(_templates, _texts, _options, escaping) { Template = template.Name, NowUtc = _time.GetUtcNow().UtcDateTime };
        using var clock = new CancellationTokenSource(_options.TimeoutMilliseconds);
        try
        {
            var context = new Context([model()], [], state.AsRegisters(), ErrorsOutputMode.Rethrow,
                _options.MaxIterations, CultureInfo.InvariantCulture, clock.Token)
            {
                SyntaxCompatibilityLevel = SyntaxCompatibility.DotLiquid22a,
                UseRubyDateFormat = true,
            };
            context.AddFilters(typeof(LiquidFilters));
            using var writer = new LimitedWriter(_options.MaxOutputCharacters);
            template.Root.Render(context, writer);
            return writer.ToString();
        }
        catch (Exception e) when (Cause<TemplateException>(e) is { } known)
        {
            throw known;
        }
        catch (Exception e) when (Cause<OutputTooLongException>(e) is not null)
        {
            throw new TemplateLimitException(state.Template, $"It writes more than {_options.MaxOutputCharacters} characters.", e);
        }
        catch (Exception e) when (Cause<OperationCanceledException>(e) is not null)
        {
            throw new TemplateLimitException(state.Template, $"It takes longer than {_options.TimeoutMilliseconds} ms.", e);
        }
        catch (Exception e) when (Cause<DotLiquid.Exceptions.MaximumIterationsExceededException>(e) is not null)
        {
            throw new TemplateLimitException(state.Template, $"A loop runs more than {_options.MaxIterations} rounds.", e);
        }
        catch (Exception e)
        {
            throw new TemplateException(state.Template, null, e.Message, e);
        }
    }

    private static T? Cause<T>(Exception? e) where T : Exception
    {
        while (e is not null and not T) e = e.InnerException;
        return (T?)e;
    }
}
