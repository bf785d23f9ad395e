namespace GovPortal.ServiceGuides.Rules;

/// <summary>The code of a service (事项编码) as it is compared: blanks, case and full-width signs do not make another one.</summary>
public static class ServiceCode
{
    public const int MaxLength = 100;

    /// <summary>Empty where there is no code.</summary>
    public static string Plain(string? code)
    {
        var plain = string.Concat((code ?? "").Normalize(System.Text.NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
        return plain.Length <= MaxLength ? plain : plain[..MaxLength];
    }
}
