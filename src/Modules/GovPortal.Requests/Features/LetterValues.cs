using System.Globalization;
using GovPortal.Kernel.Data;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;

namespace GovPortal.Requests.Features;

/// <summary>A case as letters are filled from it. Texts are empty where the keys are gone.</summary>
/// <param name="Applicant">Null once erased.</param>
/// <param name="AnswerFiles">Names of the files that go with the answer.</param>
/// <param name="Names">Display names by user id.</param>
internal sealed record LetterSource(
    DisclosureRequest Request, ApplicantDetails? Applicant, string Description, AnswerDraft? Answer, IReadOnlyList<RequestEntry> Steps, IReadOnlyList<string> AnswerFiles,
    IReadOnlyDictionary<string, string> Names, string AgencyName, string SectionName, RequestRules Rules)
{
    public IReadOnlyList<string> Kinds => [.. Steps.Select(s => s.Step.Kind)];

    /// <summary>The latest step of the kind.</summary>
    public RequestEntry? Latest(string kind) => Steps.LastOrDefault(s => s.Step.Kind == kind);

    public string Note(string kind) => Latest(kind)?.Note ?? "";
}

/// <summary>What stands in the fields of a letter (<see cref="LetterFields"/>); what the case does not have is empty.</summary>
internal static class LetterValues
{
    public static IReadOnlyDictionary<string, string> Of(LetterSource source, LetterKind kind, string number, DateOnly today)
    {
        var r = source.Request;
        var values = new Dictionary<string, string>
        {
            ["编号"] = number, ["案件编号"] = r.NumberText, ["查询码"] = r.Code, ["机关名称"] = source.AgencyName, ["承办科室"] = source.SectionName,
            ["申请人类别"] = ApplicantClasses.All.GetValueOrDefault(r.ApplicantClass, ""), ["称谓"] = r.ApplicantClass == ApplicantClasses.NaturalPerson ? "您" : "贵单位",
            ["收到方式"] = ReceiptDay.Title(r.Channel), ["收到之日"] = Day(r.ReceivedOn),
            ["答复期限"] = r.DueUtc is { } due ? Day(due.ToCivilDate()) : "", ["申请内容"] = source.Description, ["信息的形式"] = ApplicantClasses.Forms.GetValueOrDefault(r.Form, ""),
            ["获取方式"] = ApplicantClasses.Deliveries.GetValueOrDefault(r.Delivery, ""), ["落款日期"] = Day(today),
        };
        AddApplicant(values, source.Applicant);
        AddSteps(values, source, kind);
        AddAnswer(values, source, kind);
        return values;
    }

    private static void AddApplicant(Dictionary<string, string> values, ApplicantDetails? applicant)
    {
        if (applicant is not { } a) return;
        (values["申请人"], values["证件类型"], values["证件号码"]) = (a.Name, ApplicantClasses.Proofs.GetValueOrDefault(a.Proof, ""), a.ProofNumber);
        (values["联系人"], values["联系电话"], values["电子邮箱"], values["通信地址"]) = (a.Agent, a.Phone, a.Email, a.Address);
    }

    private static void AddSteps(Dictionary<string, string> values, LetterSource source, LetterKind kind)
    {
        var r = source.Request;
        values["补正内容"] = source.Note(RequestEvents.CorrectionAsked);
        values["补正期限"] = Day(r.CorrectionUntil);
        values["延长天数"] = r.ExtendedDays == 0 ? "" : r.ExtendedDays.ToString(CultureInfo.InvariantCulture);
        values["延长理由"] = StepNotes.ReadExtended(source.Note(RequestEvents.Extended));
        var asked = kind.Code == LetterKinds.Organ ? (RequestEvents.OrganAsked, source.Rules.OtherOrganDays) : (RequestEvents.ThirdPartyAsked, source.Rules.ThirdPartyDays);
        (values["征求对象"], values["征求内容"]) = StepNotes.ReadAsked(source.Note(asked.Item1));
        values["征求期限"] = asked.Item2.ToString(CultureInfo.InvariantCulture);
        values["收费说明"] = source.Note(RequestEvents.FeeCharged);
        values["收费金额"] = r.FeeScheme is null ? "" : (r.FeeFen / 100m).ToString("0.##", CultureInfo.InvariantCulture);
        values["缴费期限"] = Day(r.FeeUntil);
        (values["移送机关"], values["移送理由"]) = StepNotes.ReadTransfer(source.Note(RequestEvents.Transferred));
        (values["会商事由"], values["会商意见"]) = (source.Note(RequestEvents.Consulted), source.Note(RequestEvents.OpinionGiven));
        values["交办意见"] = source.Latest(RequestEvents.Dispatched) is { } given ? $"{Day(given.Step.AtUtc.ToCivilDate())}交{source.SectionName}办理。{given.Note}" : "";
        values["撤回说明"] = source.Note(RequestEvents.Withdrawn) is { Length: > 0 } why ? $"撤回说明：{why}" : "";
    }

    private static void AddAnswer(Dictionary<string, string> values, LetterSource source, LetterKind kind)
    {
        if (source.Latest(RequestEvents.Drafted) is { } drafted) (values["拟答复"], values["起草人"]) = (drafted.Note ?? "", Name(source, drafted));
        if (source.Latest(RequestEvents.Approved) is { } approved)
        {
            var words = approved.Note?.StartsWith("同意", StringComparison.Ordinal) == true ? approved.Note : $"同意。{approved.Note}";
            values["审批意见"] = $"{words}\n审批人：{Name(source, approved)}　{Day(approved.Step.AtUtc.ToCivilDate())}";
        }
        if (Outcomes.Of(source.Request.Outcome) is not { } outcome) return;
        values["办理结果"] = outcome.Group == outcome.Title ? outcome.Title : $"{outcome.Group}（{outcome.Title}）";
        values["依据"] = outcome.Article.Length == 0 ? "" : $"依照《中华人民共和国政府信息公开条例》{outcome.Article}的规定，";
        values["救济途径"] = source.Rules.ReviewText(outcome.Code, kind.IsAnswer ? "本答复" : "本告知");
        if (source.Answer is not { } answer) return;
        values["答复内容"] = answer.Information;
        values["答复理由"] = answer.Reason.Length == 0 ? "" : "理由：" + answer.Reason;
        values["负责机关"] = answer.Organ.Length == 0 ? "" : $"请向{answer.Organ}提出申请，联系方式：{answer.OrganContact}。";
        values["随附文件"] = source.AnswerFiles.Count == 0 ? "" : $"随本答复提供的文件：{string.Join("、", source.AnswerFiles)}。";
    }

    private static string Name(LetterSource source, RequestEntry entry) => source.Names.GetValueOrDefault(entry.Step.ActorId, "");

    private static string Day(DateOnly? day) => day?.ToString("yyyy年M月d日", CultureInfo.InvariantCulture) ?? "";
}
