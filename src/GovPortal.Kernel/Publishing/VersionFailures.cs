using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;

namespace GovPortal.Kernel.Publishing;

internal static class VersionFailures
{
    /// <summary><c>version.wrong-state</c> with the state's name, or the more telling <c>publish.already-published</c>.</summary>
    public static Failure WrongState(ContentVersion version, VersionVerb verb) =>
        verb == VersionVerb.Publish && version.State == VersionState.Published
            ? Failure.Of("publish.already-published")
            : verb == VersionVerb.Publish && version.State is VersionState.Draft or VersionState.Returned or VersionState.Recalled && verb == VersionVerb.Publish
                ? Failure.Of("publish.not-reviewed")
                : Failure.Of("version.wrong-state", Transitions.Title(version.State));
}
