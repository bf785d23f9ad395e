namespace GovPortal.Kernel.Navigation;

/// <summary>An entry of the admin menu; shown to those who hold the permission somewhere.</summary>
/// <param name="Group">Key of the group's title: 信息公开, 审查发布, 督办, 系统.</param>
/// <param name="Order">Position in the whole menu.</param>
public sealed record AdminMenuItem(string Group, string Title, string Url, string Icon, string Permission, int Order);
