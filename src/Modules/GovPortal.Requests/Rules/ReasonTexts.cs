namespace GovPortal.Requests.Rules;

/// <summary>
/// Templates of the reasons of an answer, by outcome: what the law says, and in 〔请…〕 what the case says. An office changes them among its
/// rules; to be confirmed against the wording in use.
/// </summary>
public static class ReasonTexts
{
    public const int MaxText = 1000;

    /// <summary>How a place to fill in begins; an answer that still holds one is not finished.</summary>
    public const string ToFill = "〔请";

    public static IReadOnlyDictionary<string, string> Usual { get; } = new Dictionary<string, string>
    {
        [Outcomes.Partly] = "申请公开的信息中，〔请写明不予公开的部分〕属于〔请写明情形〕，依照《政府信息公开条例》第〔请写明条款〕条，不予公开；能够作区分处理的其余内容，依照第三十七条予以公开。",
        ["state-secret"] = "申请公开的信息依法确定为国家秘密（〔请写明定密依据〕），依照《政府信息公开条例》第十四条，不予公开。",
        ["forbidden-by-law"] = "〔请写明法律、行政法规的名称和条款〕规定该信息不得公开，依照《政府信息公开条例》第十四条，不予公开。",
        ["security-stability"] = "该信息公开后可能危及〔请写明国家安全、公共安全、经济安全或者社会稳定〕，理由是〔请写明理由〕，依照《政府信息公开条例》第十四条，不予公开。",
        ["third-party-rights"] = "该信息涉及〔请写明商业秘密或者个人隐私〕，公开会对第三方合法权益造成损害；经征求意见，第三方不同意公开且有合理理由，不公开不会对公共利益造成重大影响。依照《政府信息公开条例》第十五条、第三十二条，不予公开。",
        ["internal-affairs"] = "该信息属于行政机关〔请写明人事管理、后勤管理或者内部工作流程〕方面的内部事务信息，依照《政府信息公开条例》第十六条第一款，不予公开。",
        ["process-information"] = "该信息是履行行政管理职能过程中形成的〔请写明讨论记录、过程稿、磋商信函或者请示报告〕，属于过程性信息，法律、法规、规章没有规定应当公开，依照《政府信息公开条例》第十六条第二款，不予公开。",
        ["enforcement-files"] = "该信息属于行政执法案卷信息，法律、法规、规章没有规定应当公开，依照《政府信息公开条例》第十六条第二款，不予公开。",
        ["special-query"] = "该信息属于〔请写明工商、不动产登记资料等〕信息，〔请写明法律、行政法规的名称〕对其获取有专门规定，依照《政府信息公开条例》第三十六条第（七）项，请依照该规定办理。",
        ["not-held"] = "经检索〔请写明检索的范围和方式〕，本机关没有制作、获取或者保存该信息，依照《政府信息公开条例》第三十六条第（四）、（五）项告知。",
        ["must-be-made"] = "本机关没有现成的该项信息，提供该信息需要对现有信息进行〔请写明加工、分析的内容〕，依照《政府信息公开条例》第三十八条，不予提供。",
        [Outcomes.Unclear] = "经补正，申请的内容仍不能指向特定的政府信息（〔请写明不明确之处〕），依照《政府信息公开条例》第三十条，无法提供。",
        [Outcomes.Petition] = "申请的内容是〔请写明信访、投诉、举报或者咨询〕，不属于政府信息公开申请，依照《政府信息公开条例》第三十九条第一款，不予处理。",
        [Outcomes.Repeated] = "本机关已于〔请写明日期〕就您提出的相同申请作出答复（〔请写明文号〕），依照《政府信息公开条例》第三十六条第（六）项，不予重复处理。",
        ["excessive"] = "您申请公开的数量、频次明显超过合理范围（〔请写明数量和频次〕），经要求说明理由，理由不合理，依照《政府信息公开条例》第三十五条，不予处理。",
        ["confirm-again"] = "您要求确认或者重新出具的是已经获取的信息（〔请写明获取的时间和方式〕），本机关不予处理。",
        [Outcomes.Other] = "〔请写明理由〕",
    };
}
