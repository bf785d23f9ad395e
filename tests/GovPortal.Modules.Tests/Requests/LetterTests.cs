using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using GovPortal.Papers;
using GovPortal.Requests;
using GovPortal.Requests.Features;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;

namespace GovPortal.Modules.Tests.Requests;

/// <summary>The table of letters, their standard texts, and how a template is filled.</summary>
public sealed class LetterTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Fact]
    public void Every_kind_has_a_standard_text_with_known_fields_after_known_steps()
    {
        Assert.Equal(LetterKinds.All.Count, LetterKinds.All.Select(k => k.Code).Distinct().Count());
        Assert.All(LetterKinds.All, kind =>
        {
            var template = LetterPaper.Standard(kind.Code);
            Assert.Equal(TemplateFault.None, PaperTemplate.Check(template));
            Assert.Equal(kind.Fields.Order(), PaperTemplate.Fields(template).Order());
            Assert.Empty(ChangeLetterTemplate.Check("模板.docx", template));
            Assert.NotEmpty(kind.Fields);
            Assert.All(kind.After, step => Assert.Contains(step, RequestEvents.Titles.Keys));
            Assert.Equal(kind.IsNumbered, kind.Fields.Contains("编号"));
            Assert.True(kind.IsNumbered == (kind.To != LetterTo.Internal), kind.Code);
        });
        Assert.Equal(Outcomes.All.Select(o => o.Group).Distinct(), LetterKinds.All.Where(k => k.IsAnswer).Select(k => k.Group));
    }

    [Fact]
    public void Answers_and_closures_state_the_right_of_review_and_letters_to_others_never_say_who_applied()
    {
        Assert.All(LetterKinds.All.Where(k => k.IsAnswer || k.Code is "abandoned" or "fee-lapsed"), k => Assert.Contains("救济途径", k.Fields));
        Assert.All(LetterKinds.All.Where(k => k.To is LetterTo.ThirdParty or LetterTo.Organ), k => Assert.Empty(k.Fields.Intersect(LetterFields.OfApplicant)));
        Assert.All(LetterKinds.All.Where(k => k.To == LetterTo.Applicant), k => Assert.Contains("申请人", k.Fields));
    }

    [Theory]
    [InlineData("receipt", "request.received", null, true)]
    [InlineData("correction", "request.received", null, false)]
    [InlineData("correction", "request.received request.correction-asked request.corrected", null, true)]
    [InlineData("third-party", "request.received request.dispatched", null, false)]
    [InlineData("approval", "request.received request.drafted", "granted", true)]
    [InlineData("approval", "request.received request.drafted request.returned", null, false)]
    [InlineData("answer-granted", "request.received request.drafted", "granted", false)]
    [InlineData("answer-granted", "request.received request.drafted request.approved", "granted", true)]
    [InlineData("answer-refused", "request.received request.drafted request.approved", "granted", false)]
    [InlineData("answer-granted", "request.received request.drafted request.approved request.returned", null, false)]
    [InlineData("answer-granted", "request.received request.drafted request.approved request.returned request.drafted request.approved request.answered request.answer-read", "granted", true)]
    [InlineData("answer-other", "request.received request.drafted request.approved request.withdrawn", "other", false)]
    [InlineData("withdrawn", "request.received request.drafted request.approved request.withdrawn", "other", true)]
    public void A_letter_may_be_made_once_the_case_has_come_so_far(string kind, string steps, string? outcome, bool may) =>
        Assert.Equal(may, LetterKinds.IsPossible(LetterKinds.Of(kind)!, steps.Split(' '), outcome));

    [Theory]
    [InlineData("correction")]
    [InlineData("extension")]
    [InlineData("answer-refused")]
    public void A_letter_of_a_fixed_case_reads_as_kept(string code)
    {
        var kind = LetterKinds.Of(code)!;
        var letter = PaperTemplate.Fill(LetterPaper.Standard(code), LetterValues.Of(Case(), kind, LetterKinds.NumberText("示例人社", kind.Word, 2026, 3), Today));
        var kept = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "requests", "letters", code + ".txt")).ReplaceLineEndings("\n").TrimEnd('\n');
        Assert.Equal(kept, PaperReader.PlainText(letter));
    }

    [Fact]
    public void Every_kind_is_filled_without_a_field_left_over()
    {
        var source = Case();
        Assert.All(LetterKinds.All, kind =>
        {
            var text = PaperReader.PlainText(PaperTemplate.Fill(LetterPaper.Standard(kind.Code), LetterValues.Of(source, kind, "示例公开〔2026〕9号", Today)));
            Assert.DoesNotContain("{{", text, StringComparison.Ordinal);
            Assert.Contains(kind.IsNumbered ? "示例公开〔2026〕9号" : "〔2026〕第7号", text, StringComparison.Ordinal);
        });
        Assert.Empty(LetterValues.Of(source, LetterKinds.All[0], "", Today).Keys.Except(LetterFields.All));
    }

    [Fact]
    public void A_field_is_found_however_Word_cut_it_and_keeps_the_look_of_its_beginning()
    {
        var template = Document(
            Paragraph(("致{{", true), ("申请", false), ("人}", false), ("}：{{ 编号 }}", false)),
            Paragraph(("{{负责机关}}", false)), Paragraph(("末", false)));
        Assert.Equal(TemplateFault.None, PaperTemplate.Check(template));
        Assert.Equal(["申请人", "编号", "负责机关"], PaperTemplate.Fields(template));
        var filled = PaperTemplate.Fill(template, new Dictionary<string, string> { ["申请人"] = "纱线{{编号}}", ["编号"] = "一号" });
        // What somebody wrote is no field; a paragraph of an empty field alone is gone.
        Assert.Equal("致纱线{{编号}}：一号\n末", PaperReader.PlainText(filled));
        using var document = WordprocessingDocument.Open(new MemoryStream(filled), isEditable: false);
        Assert.Equal("致纱线{{编号}}", document.MainDocumentPart!.Document!.Body!.Descendants<Run>().First(r => r.RunProperties?.Bold is not null).InnerText);
    }

    [Fact]
    public void Lines_of_a_value_are_paragraphs_of_one_look_in_text_tables_and_headers()
    {
        var template = new Paper().Body("内容：{{申请内容}}。").Table([1, 1], [[new PaperCell("内容", IsHead: true), new PaperCell("{{申请内容}}")]]).ToDocx();
        var blocks = PaperReader.Blocks(PaperTemplate.Fill(template, new Dictionary<string, string> { ["申请内容"] = "一\n二\u0001\n三" }));
        Assert.Equal(["内容：一", "二", "三。"], blocks.Take(3).Select(b => b.Text));
        Assert.All(blocks.Take(3), b => Assert.True(b.IsIndented));
        Assert.Equal("一\n二\n三", blocks.Single(b => b.Rows is not null).Rows![0][1].Text);
    }

    [Theory]
    [InlineData("{{申请入}}", "request.letter-field-unknown", "申请人")]
    [InlineData("{{案件编码}}", "request.letter-field-unknown", "案件编号")]
    [InlineData("{{zzzzzzzz}}", "request.letter-field-unknown", "—")]
    [InlineData("{{申请人", "request.letter-field-unclosed", null)]
    [InlineData("申请人}}", "request.letter-field-unclosed", null)]
    public void An_unknown_field_is_refused_with_the_nearest_name(string text, string code, string? nearest)
    {
        var failure = Assert.Single(ChangeLetterTemplate.Check("模板.docx", Document(Paragraph((text, false)))));
        Assert.Equal((code, "File"), (failure.Code, failure.Field));
        if (nearest is not null) Assert.Equal(nearest, failure.Args[1]);
    }

    [Fact]
    public void What_is_no_template_is_refused_for_what_it_is()
    {
        Assert.Equal(TemplateFault.NotADocument, PaperTemplate.Check([1, 2, 3]));
        var sound = LetterPaper.Standard("receipt");
        Assert.Equal(TemplateFault.NotADocument, PaperTemplate.Check(sound[..(sound.Length / 2)]));
        Assert.Equal(TemplateFault.Macro, PaperTemplate.Check(Changed(sound, d => d.MainDocumentPart!.AddNewPart<VbaProjectPart>().FeedData(new MemoryStream([1])))));
        Assert.Equal(TemplateFault.External, PaperTemplate.Check(Changed(sound, d => d.MainDocumentPart!.AddHyperlinkRelationship(new Uri("https://example.org/"), isExternal: true))));
        Assert.Equal(TemplateFault.External, PaperTemplate.Check(Changed(sound, d => d.MainDocumentPart!.AddExternalRelationship("http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate", new Uri("https://example.org/a.dotm")))));
        Assert.Equal(TemplateFault.External, PaperTemplate.Check(Changed(sound, d => d.MainDocumentPart!.Document!.Body!.PrependChild(new Paragraph(new Run(new FieldCode(" DDE")), new Run(new FieldCode("AUTO c:\\x")))))));
    }

    [Fact]
    public void Who_and_what_of_a_step_are_read_as_they_were_written()
    {
        Assert.Equal(("某公司", "是否同意：公开合同"), StepNotes.ReadAsked(StepNotes.Asked("某公司", "是否同意：公开合同")));
        Assert.Equal("档案多。理由：另有", StepNotes.ReadExtended(StepNotes.Extended(10, "档案多。理由：另有")));
        Assert.Equal(("某局", "由其制作。请联系。"), StepNotes.ReadTransfer(StepNotes.Transfer("某局", "由其制作。请联系。")));
    }

    [Fact]
    public void Words_of_numbers_are_checked()
    {
        static RequestRules Rules(string prefix, string kind, string word) => new() { LetterPrefixes = new Dictionary<string, string> { ["a"] = prefix }, LetterWords = new Dictionary<string, string> { [kind] = word } };
        Assert.Empty(Rules("示例人社", "receipt", "告").Check());
        Assert.All(new[] { Rules("示例 人社", "receipt", "告"), Rules("示例", "receipt", "〔告"), Rules("示例", "register", "登"), Rules("示例", "nosuch", "告"), Rules("", "receipt", "告") },
            r => Assert.Equal("request.letter-word", Assert.Single(r.Check()).Code));
    }

    internal static LetterSource Case()
    {
        var request = new DisclosureRequest
        {
            Id = "01J00000000000000000000001", AgencyId = "a", Year = 2026, Number = 7, Code = "ABCD2345", SecretHash = "", Channel = RequestChannel.Counter, EnteredUtc = Utc("2026-11-20 02:00"),
            ReceivedOn = new DateOnly(2026, 11, 20), ApplicantClass = ApplicantClasses.NaturalPerson, Description = "", Form = "paper", Delivery = ApplicantClasses.ByPost, AnswerRule = "20wd",
            DueUtc = Utc("2027-01-04 15:59"), CorrectionUntil = new DateOnly(2026, 12, 10), ExtendedDays = 10, Outcome = "process-information",
        };
        (string Kind, string Note)[] steps =
        [
            (RequestEvents.Received, ""), (RequestEvents.CorrectionAsked, "一、请写明是哪一项补助资金。\n二、请写明年度。"), (RequestEvents.Dispatched, "请尽快办理"),
            (RequestEvents.Extended, StepNotes.Extended(10, "涉及多个年度的档案，需要逐件查找。")), (RequestEvents.Drafted, "拟不予公开"), (RequestEvents.Approved, "同意"),
        ];
        var history = steps.Select((s, i) => new RequestEntry(new RequestStep { RequestId = request.Id, Number = i + 1, Kind = s.Kind, ActorId = "u", AtUtc = Utc("2026-11-23 02:00") }, s.Note));
        var rules = new RequestRules { ReviewOrgan = "示例县人民政府", Court = "示例县人民法院" };
        return new LetterSource(
            request, new ApplicantDetails("纱线先生", "id-card", "11010519491231002X", "", "0600-5550188", "", "示例县示例路1号"), "申请公开以下信息：\n2025年度就业补助资金内部讨论记录。",
            new AnswerDraft("process-information", "", "该记录是内部讨论记录，不予公开。", "", ""), [.. history], [], new Dictionary<string, string> { ["u"] = "测试人员" }, "示例县人力资源和社会保障局", "就业服务中心", rules);
    }

    private static DateTime Utc(string text) => DateTime.SpecifyKind(DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), DateTimeKind.Utc);

    private static Paragraph Paragraph(params (string Text, bool Bold)[] runs) => new(runs.Select(r =>
    {
        var run = new Run(new Text(r.Text) { Space = SpaceProcessingModeValues.Preserve });
        if (r.Bold) run.PrependChild(new RunProperties(new Bold()));
        return run;
    }));

    private static byte[] Document(params Paragraph[] paragraphs)
    {
        using var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document)) document.AddMainDocumentPart().Document = new Document(new Body(paragraphs));
        return stream.ToArray();
    }

    private static byte[] Changed(byte[] docx, Action<WordprocessingDocument> change)
    {
        using var stream = new MemoryStream();
        stream.Write(docx);
        using (var document = WordprocessingDocument.Open(stream, isEditable: true)) change(document);
        return stream.ToArray();
    }
}
