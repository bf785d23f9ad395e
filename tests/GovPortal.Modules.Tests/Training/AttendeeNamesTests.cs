using GovPortal.Training.Rules;

namespace GovPortal.Modules.Tests.Training;

public sealed class AttendeeNamesTests
{
    [Theory]
    [InlineData("周雨晴、韩博，许书文,潘弈；罗静;唐晓薇", "周雨晴 韩博 许书文 潘弈 罗静 唐晓薇")]
    [InlineData("周雨晴 韩博\n许书文\r\n\r\n潘弈　罗静", "周雨晴 韩博 许书文 潘弈 罗静")]
    [InlineData("童悦（办公室）、潘弈(政策法规科)", "童悦 潘弈")]
    [InlineData("韩 博、罗　静、许书文", "韩博 罗静 许书文")]
    [InlineData("韩博、周雨晴、韩博", "韩博 周雨晴")]
    [InlineData("参训人员：韩博、周雨晴等", "韩博 周雨晴")]
    [InlineData("阿依古丽、买买提·艾力、欧阳若兰。", "阿依古丽 买买提·艾力 欧阳若兰")]
    [InlineData("各科室信息员、负责人、局领导、办公室、全体干部、Tom、3人", "")]
    [InlineData("乡镇街道服务所联络员名单存人事科", "")]
    [InlineData("", "")]
    public void Names_are_read_as_offices_write_them(string text, string names) => Assert.Equal(names, string.Join(' ', AttendeeNames.In(text)));

    [Fact]
    public void A_list_without_end_is_read_in_a_moment() => Assert.Single(AttendeeNames.In(string.Concat(Enumerable.Repeat("韩 博 ", 200_000)) + "（"));
}
