namespace GovPortal.Requests.Rules;

/// <summary>
/// The right of review (救济途径) that every answer states: sixty days for administrative review (《行政复议法》第二十条), six months for a suit
/// (《行政诉讼法》第四十六条). Against a refusal to disclose, review comes first and the suit within fifteen days after it (《行政复议法》第二十三条第一款第四项,
/// 《行政诉讼法》第四十五条); which outcomes count as such a refusal is data of the office.
/// </summary>
public static class ReviewRight
{
    public const int ReviewDays = 60, SuitMonths = 6, SuitAfterReviewDays = 15;

    /// <param name="letter">What it stands in.</param>
    public static string Text(bool reviewFirst, string reviewOrgan, string court, string letter = "本答复") => reviewFirst
        ? $"如不服{letter}，应当先自收到{letter}之日起{ReviewDays}日内向{reviewOrgan}申请行政复议；对行政复议决定不服的，可以自收到复议决定书之日起{SuitAfterReviewDays}日内向{court}提起行政诉讼。"
        : $"如不服{letter}，可以自收到{letter}之日起{ReviewDays}日内向{reviewOrgan}申请行政复议，或者自收到{letter}之日起{SuitMonths}个月内向{court}提起行政诉讼。";
}
