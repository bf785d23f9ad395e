using GovPortal.Clocks;

namespace GovPortal.Modules.Tests.Clocks;

public sealed class HolidayNoticeTests
{
    private const string Notice2026 = """
        国务院办公厅关于2026年部分节假日安排的通知
        国办发明电〔2025〕7号
        各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
        经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
        一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
        二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
        三、清明节：4月4日（周六）至6日（周一）放假，共3天。
        四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
        五、端午节：6月19日（周五）至21日（周日）放假，共3天。
        六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
        七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
        节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期。
        国务院办公厅
        2025年11月4日
        """;

    [Fact]
    public void The_notice_of_2026_gives_the_shipped_calendar()
    {
        var read = HolidayNotice.Read(Notice2026);
        Assert.True(read.Succeeded, string.Join("\n", read.Failures));
        Assert.Equal(WorkingCalendar.China.Version, WorkingCalendar.China.With(read.Value).Version);
        Assert.Equal("春节", read.Value.HolidayNames[new DateOnly(2026, 2, 15)]);
    }

    [Theory]
    [InlineData("元旦：1月1日放假，与周末连休。", "2024", "01-01", "")]
    [InlineData("元旦：1月1日（周一）放假，与周末连休，共3天。", "2024", "01-01", "")]
    [InlineData("元旦：1月1日（周三）放假1天，不调休。", "2025", "01-01", "")]
    [InlineData("元旦：2022年12月31日至2023年1月2日放假调休，共3天。", "2023", "2022-12-31 01-01 01-02", "")]
    [InlineData("清明节：4月5日（星期日）放假，4月6日（星期一）补休。", "2015", "04-05 04-06", "")]
    [InlineData("春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。", "2024",
        "02-10 02-11 02-12 02-13 02-14 02-15 02-16 02-17", "02-04 02-18")]
    [InlineData("春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。", "2025",
        "01-28 01-29 01-30 01-31 02-01 02-02 02-03 02-04", "01-26 02-08")]
    [InlineData("国庆节、中秋节：10月1日(周三)至8日(周三)放假调休,共8天。9月28日(周日)、10月11日(周六)上班。", "2025",
        "10-01 10-02 10-03 10-04 10-05 10-06 10-07 10-08", "09-28 10-11")]
    public void The_customary_wordings_are_read(string items, string year, string rest, string work)
    {
        var read = HolidayNotice.Read($"现将{year}年节假日安排通知如下。\n一、{items}");
        Assert.True(read.Succeeded, string.Join("\n", read.Failures));
        Assert.Equal((Days(rest), Days(work)), (string.Join(' ', read.Value.RestDays.Select(HolidayText)), string.Join(' ', read.Value.MakeUpWorkDays.Select(HolidayText))));

        string Days(string text) => string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(d => d.Length == 5 ? $"{year}-{d}" : d));
        static string HolidayText(DateOnly d) => d.ToString("yyyy-MM-dd", null);
    }

    [Theory]
    [InlineData("一、元旦：1月1日（周五）放假。", "calendar.notice-weekday")]
    [InlineData("一、元旦：1月1日至3日放假调休，共4天。", "calendar.notice-count")]
    [InlineData("一、元旦：1月1日前后放假。", "calendar.notice-unread")]
    [InlineData("一、元旦：元月一日放假。", "calendar.notice-unread")]
    [InlineData("一、元旦：1月1日（周四，部分单位）放假。", "calendar.notice-unread")]
    [InlineData("一、元旦：1月1日放假，视情况1月2日调整。", "calendar.notice-unread")]
    [InlineData("另：1月2日放假。一、元旦：1月32日放假。", "calendar.bad-date")]
    [InlineData("一、元旦：1月1日放假。1月5日（周一）上班。", "calendar.make-up-on-weekday")]
    [InlineData("一、元旦：1月3日至4日放假。1月4日上班。", "calendar.day-twice")]
    [InlineData("没有任何安排。", "calendar.notice-empty")]
    public void What_is_not_understood_is_refused_and_never_guessed(string items, string code)
    {
        var read = HolidayNotice.Read("现将2026年节假日安排通知如下。" + items);
        Assert.False(read.Succeeded);
        Assert.Contains(code, read.Failures.Select(f => f.Code));
    }

    [Fact]
    public void Without_a_year_nothing_is_read() => Assert.True(HolidayNotice.Read("一、元旦：1月1日放假。").Has("calendar.notice-no-year"));

    [Fact]
    public void A_written_calendar_is_read_again_and_the_countys_own_days_win()
    {
        Assert.Equal(WorkingCalendar.China.Version, WorkingCalendarJson.Read(WorkingCalendarJson.Write(WorkingCalendar.China.Years)).Value!.Version);
        var own = new WorkingCalendar(WorkingCalendar.China.Years,
            [new CountyDay(new(2026, 11, 25), "县庆", true), new CountyDay(new(2026, 11, 28), "抗灾", false), new CountyDay(new(2026, 10, 5), "抗灾", false)]);
        Assert.Equal((DayKind.Holiday, DayKind.MakeUpWorkingDay, DayKind.WorkingDay), (own.KindOf(new(2026, 11, 25)), own.KindOf(new(2026, 11, 28)), own.KindOf(new(2026, 10, 5))));
        Assert.Equal(3, WorkingCalendar.China.ChangesTo(own).Count);
        Assert.Equal(own.Version, own.With(WorkingCalendar.China.Years[^1]).Version);
        Assert.Equal(new CountyDay(new(2026, 11, 25), "县庆", true), CountyDay.FromJson(new CountyDay(new(2026, 11, 25), "县庆", true).ToJson()));
    }
}
