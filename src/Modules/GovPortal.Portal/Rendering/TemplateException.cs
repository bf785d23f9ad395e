namespace GovPortal.Portal.Rendering;

/// <summary>A template could not be read or rendered; the message names template, line and cause.</summary>
public class TemplateException : Exception
{
    public TemplateException(string template, int? line, string message, Exception? inner = null)
        : base($"{template}.liquid{(line is null ? "" : $", line {line}")}: {message}", inner)
    {
        Template = template;
        Line = line;
    }

    public string Template { get; }

    public int? Line { get; }
}

/// <summary>The theme has no such template.</summary>
public sealed class TemplateNotFoundException(string template, string message) : TemplateException(template, null, message);

/// <summary>A template names a variable its model does not have.</summary>
public sealed class TemplateVariableException(string template, int line, string message) : TemplateException(template, line, message);

/// <summary>A render ran past its time, its rounds, its depth or its size.</summary>
public sealed class TemplateLimitException(string template, string message, Exception? inner = null) : TemplateException(template, null, message, inner);
