using Xunit.v3;

namespace GovPortal.Web.Tests;

/// <summary>
/// Marks tests that ask nothing of the database itself, such as who may do what, papers, files and what goes to other sites. They run on the
/// embedded one always, on PostgreSQL in <c>./test full</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AnyEngineAttribute : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Engine", "any")];
}
