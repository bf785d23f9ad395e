using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using GovPortal.Papers;

namespace GovPortal.Requests.Features;

/// <summary>A file of an archive.</summary>
/// <param name="Path">In the archive; null for what was there and is erased.</param>
/// <param name="Remark">Beside it in the table of contents.</param>
internal sealed record ArchiveEntry(string Title, string? Path, byte[] Bytes, DateOnly? On, string Remark);

/// <summary>
/// The archive of an ended case (R64) as one .zip: the table of contents, then everything it lists, in its order, then the SHA-256 of each
/// file, as <c>sha256sum</c> writes and checks them.
/// </summary>
internal static class ArchivePackage
{
    public const string Contents = "目录.docx", Sums = "校验.txt", CaseJson = "案件.json";

    public static byte[] Zip(string title, IReadOnlyList<ArchiveEntry> entries, string remark, DateTime civil)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            var sums = new StringBuilder();
            Add(Contents, ContentsOf(title, entries, remark, civil));
            foreach (var entry in entries.Where(e => e.Path is not null)) Add(entry.Path!, entry.Bytes);
            Write(Sums, Encoding.UTF8.GetBytes(sums.ToString()));

            void Add(string path, byte[] bytes)
            {
                sums.Append(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(SHA256.HashData(bytes))}  {path}\n");
                Write(path, bytes);
            }

            void Write(string path, byte[] bytes)
            {
                var member = archive.CreateEntry(path, CompressionLevel.Optimal);
                member.LastWriteTime = new DateTimeOffset(civil, TimeSpan.FromHours(8));
                using var content = member.Open();
                content.Write(bytes);
            }
        }
        return stream.ToArray();
    }

    /// <summary>A name that every system takes: what it does not take becomes a full-width sign or goes.</summary>
    public static string FileName(string name)
    {
        var kept = string.Concat(name.Select(c => c switch { '/' or '\\' => '／', ':' => '：', '*' or '?' or '"' or '<' or '>' or '|' => '_', _ when char.IsControl(c) => '_', _ => c }));
        return kept.Trim(' ', '.') is { Length: > 0 } some ? some[..Math.Min(some.Length, 100)] : "文件";
    }

    private static byte[] ContentsOf(string title, IReadOnlyList<ArchiveEntry> entries, string remark, DateTime civil)
    {
        IReadOnlyList<PaperCell> head = [new("序号", IsHead: true), new("名称", IsHead: true), new("日期", IsHead: true), new("文件", IsHead: true), new("备注", IsHead: true)];
        var rows = entries.Select((e, i) => (IReadOnlyList<PaperCell>)[
            new((i + 1).ToString(CultureInfo.InvariantCulture), IsHead: true), new(e.Title), new(e.On?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? ""), new(e.Path ?? "无"), new(e.Remark)]);
        return new Paper().Title(title).Title("卷内目录").Table([8, 34, 16, 34, 18], [head, .. rows], head: 1)
            .Text(remark).Text($"归档日期：{civil.ToString("yyyy年M月d日", CultureInfo.InvariantCulture)}。各文件的 SHA-256 值见“{Sums}”。")
            .Text("立卷人：　　　　　　　　检查人：　　　　　　　　", PaperAlign.Right).ToDocx();
    }
}
