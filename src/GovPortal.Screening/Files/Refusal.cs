using GovPortal.Kernel.Results;

namespace GovPortal.Screening.Files;

/// <summary>Ends the reading of a file that can't be read safely; <see cref="Screener"/> and <see cref="Masker"/> turn it into a refusal.</summary>
internal sealed class RefusalException(Failure failure) : Exception(failure.Code)
{
    public Failure Failure => failure;

    public static RefusalException Of(string code, params object?[] args) => new(Failure.Of(code, args));
}
