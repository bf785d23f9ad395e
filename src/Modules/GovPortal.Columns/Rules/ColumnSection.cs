namespace GovPortal.Columns.Rules;

/// <summary>What the words in a section cell mean: a section of its own, or whichever section an item makes responsible.</summary>
public enum SectionMeaning
{
    /// <summary>A section (科室) by name.</summary>
    Named,

    /// <summary>各起草科室: the section that drafted the document (谁起草、谁解读).</summary>
    Drafting,

    /// <summary>各业务科室: the section whose business the item is.</summary>
    Business,

    /// <summary>涉事科室: the section an opinion item is about.</summary>
    Concerned,

    /// <summary>各科室: every section.</summary>
    Every,
}

/// <summary>A section named in a task table.</summary>
/// <param name="Text">The words of the table, without blanks.</param>
public sealed record ColumnSection(string Text, SectionMeaning Meaning)
{
    public static ColumnSection Of(string text) => new(text, text switch
    {
        "各起草科室" or "起草科室" or "文件起草科室" or "各起草股室" or "起草股室" => SectionMeaning.Drafting,
        "各业务科室" or "业务科室" or "相关业务科室" or "各业务股室" or "业务股室" => SectionMeaning.Business,
        "涉事科室" or "各涉事科室" or "涉事股室" => SectionMeaning.Concerned,
        "各科室" or "全体科室" or "所有科室" or "各股室" or "机关各科室" => SectionMeaning.Every,
        _ => SectionMeaning.Named,
    });
}
