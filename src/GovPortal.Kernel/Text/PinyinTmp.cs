namespace GovPortal.Kernel.Text;
public static class Pinyin { public static string Slug(string text) => text; }
