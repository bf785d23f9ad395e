namespace GovPortal.AdminUi;

/// <summary>
/// On a page model with the rich-text editor: the Content-Security-Policy of this page may allow inline styles,
/// which the editor writes. Read it as endpoint metadata where the policy is set.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AllowInlineStylesAttribute : Attribute;
