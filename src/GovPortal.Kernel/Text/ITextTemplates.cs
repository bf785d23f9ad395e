using GovPortal.Kernel.Results;

namespace GovPortal.Kernel.Text;

/// <summary>Liquid in settings and workflows, rendered to plain text under the limits of the public templates. Offered by Portal.</summary>
public interface ITextTemplates
{
    /// <summary>Failures: <c>template.faulty</c> with the reason (a syntax error, an unknown variable or filter, a limit).</summary>
    /// <param name="values">The variables: texts, numbers, booleans, instants, and dictionaries and lists of these.</param>
    Result<string> Render(string template, IReadOnlyDictionary<string, object?> values);

    /// <summary>The syntax errors of a template; empty where it can be parsed.</summary>
    IReadOnlyList<Failure> Check(string template);
}
