using GovPortal.Kernel.Text;
using GovPortal.Portal.Rendering;

namespace GovPortal.Modules.Tests.Portal;

/// <summary>A theme of the test's own in a temporary folder.</summary>
internal sealed class TemporaryTheme : IDisposable
{
    public TemporaryTheme(Action<RenderingOptions>? configure = null)
    {
        Views = Path.Combine(Root, "test", "Views");
        Directory.CreateDirectory(Views);
        var options = new RenderingOptions { ThemesPath = Root, Theme = "test" };
        configure?.Invoke(options);
        Renderer = RenderingServices.Create(options, new Texts([new TextSource(typeof(ITemplateRenderer).Assembly)]));
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("gp-theme-").FullName;

    public string Views { get; }

    public ITemplateRenderer Renderer { get; }

    public TemporaryTheme With(string name, string source)
    {
        File.WriteAllText(Path.Combine(Views, name + ".liquid"), source);
        return this;
    }

    public string Render(string source, object? value = null, Escaping escaping = Escaping.Html) =>
        With("Main", source).Renderer.Render("Main", new Dictionary<string, object?> { ["Value"] = value }, escaping);

    public static string Once(string source, object? value = null, Escaping escaping = Escaping.Html)
    {
        using var theme = new TemporaryTheme();
        return theme.Render(source, value, escaping);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
