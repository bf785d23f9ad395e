using GovPortal.Api.Rules;
using GovPortal.Kernel.Results;

namespace GovPortal.Modules.Tests.Api;

public sealed class RulesTests
{
    [Theory]
    [InlineData("https://app.example.gov.cn/back", true)]
    [InlineData("https://app.example.gov.cn/back?x=1", true)]
    [InlineData("http://127.0.0.1:5000/back", true)]
    [InlineData("http://localhost/back", true)]
    [InlineData("cn.gov.example.app:/back", true)]
    [InlineData("http://app.example.gov.cn/back", false)]
    [InlineData("https://app.example.gov.cn/back#part", false)]
    [InlineData("https://user:word@app.example.gov.cn/", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("/back", false)]
    [InlineData("app.example.gov.cn", false)]
    public void A_person_is_sent_back_over_a_safe_way_alone(string address, bool allowed) =>
        Assert.Equal(allowed, !ApplicationRules.CheckRedirects([address]).Any());

    [Theory]
    [InlineData("exchange", true)]
    [InlineData("county.exchange_2-a", true)]
    [InlineData("ab", false)]
    [InlineData("a b c", false)]
    [InlineData("-abc", false)]
    [InlineData("应用一二三", false)]
    public void A_client_id_is_plain(string clientId, bool allowed) => Assert.Equal(allowed, ApplicationRules.CheckClientId(clientId, 100) is null);

    [Theory]
    [InlineData(false, true, false, false, "")]
    [InlineData(false, false, true, true, "")]
    [InlineData(true, false, true, true, "")]
    [InlineData(false, false, false, false, "application.flow-needed")]
    [InlineData(true, true, false, false, "application.public-for-people")]
    [InlineData(false, false, true, false, "application.redirect-needed")]
    [InlineData(true, true, true, false, "application.public-for-people application.redirect-needed")]
    public void Ways_in_fit_together(bool isPublic, bool forItself, bool forPeople, bool hasRedirects, string codes) =>
        Assert.Equal(codes, string.Join(' ', ApplicationRules.CheckFlows(isPublic, forItself, forPeople, hasRedirects).Select(f => f.Code)));

    [Theory]
    [InlineData("{{ Model.ContentItem.Content.Doc.Number.Text | slugify }}", "县人社发-2024-3号")]
    [InlineData("{{ContentItem.Content.Doc.Number.Text}}", "县人社发〔2024〕3号")]
    [InlineData("docs/{{ ContentItem.ContentItemId }}", "docs/4abc")]
    [InlineData("plain", "plain")]
    [InlineData("{{ ContentItem.Content.Doc.Missing.Text | slugify }}", null)]
    [InlineData("{{ ContentItem.ContentItemId | upcase }}", null)]
    [InlineData("", null)]
    public void A_pattern_makes_the_alias_that_Orchard_makes(string pattern, string? alias) => Assert.Equal(alias, AliasPattern.Of(pattern, path => path switch
    {
        "Content.Doc.Number.Text" => "县人社发〔2024〕3号",
        "ContentItemId" => "4abc",
        _ => null,
    }));

    [Theory]
    [InlineData("content.required@TitlePart.Title", false, 400)]
    [InlineData("content.required@TitlePart.Title publish.step-missing", false, 400)]
    [InlineData("publish.not-reviewed publish.step-missing publish.own-work", false, 409)]
    [InlineData("publish.step-missing api.publish-not-allowed", false, 409)]
    [InlineData("api.publish-not-allowed", false, 403)]
    [InlineData("access.not-allowed", false, 403)]
    [InlineData("draft.item-unknown", false, 404)]
    [InlineData("draft.changed-by-other", true, 412)]
    [InlineData("draft.changed-by-other", false, 409)]
    [InlineData("draft.under-review", true, 409)]
    [InlineData("version.wrong-state", false, 409)]
    [InlineData("api.body-too-large", false, 413)]
    [InlineData("api.json-only", false, 415)]
    [InlineData("draft.type-unknown", false, 400)]
    [InlineData("media.missing", false, 400)]
    public void A_refusal_has_the_status_of_its_gravest_reason(string reasons, bool conditional, int status) => Assert.Equal(status, RefusalStatus.Of(
        [.. reasons.Split(' ').Select(r => r.Split('@')).Select(r => new Failure(r[0], r.Length > 1 ? r[1] : null))], conditional));
}
