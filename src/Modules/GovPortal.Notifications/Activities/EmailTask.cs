using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Workflows;
using GovPortal.Notifications.Model;
using GovPortal.Notifications.Sending;
using MimeKit;

namespace GovPortal.Notifications.Activities;

/// <summary>
/// Orchard's mail, queued with the step and sent by the outbox. «Done» says that it is queued. The sender is always the
/// portal's own address, as the office's server takes no other; an author or sender that is named gets the answers.
/// </summary>
internal sealed class EmailTask(MailSettings mail) : IActivity
{
    private const string Failed = "Failed";
    private const int MaxRecipients = 50;
    private const int MaxSubjectLength = 200;

    public string Name => "EmailTask";

    public string Title => "发送邮件";

    public IReadOnlyList<ActivityProperty> Properties { get; } =
    [
        new("Author", "作者邮箱", ActivityPropertyKind.Liquid),
        new("Sender", "发件人邮箱", ActivityPropertyKind.Liquid),
        new("ReplyTo", "回复邮箱", ActivityPropertyKind.Liquid),
        new("Recipients", "收件人邮箱，用逗号分隔", ActivityPropertyKind.Liquid, Required: true),
        new("Cc", "抄送", ActivityPropertyKind.Liquid),
        new("Bcc", "密送", ActivityPropertyKind.Liquid),
        new("Subject", "主题", ActivityPropertyKind.Liquid),
        new("Body", "邮件正文", ActivityPropertyKind.Liquid),
        new("IsHtmlBody", "正文是 HTML", ActivityPropertyKind.Boolean),
        new("TextBody", "纯文本正文", ActivityPropertyKind.Liquid),
        new("HtmlBody", "HTML 正文", ActivityPropertyKind.Liquid),
    ];

    public IReadOnlyList<string> OutcomesOf(JsonObject properties) => [ActivityResult.DoneName, Failed];

    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!mail.IsOn) return Refused("mail.off");
        var (to, cc, bcc) = (await AddressesAsync("Recipients"), await AddressesAsync("Cc"), await AddressesAsync("Bcc"));
        if (to is not { Count: > 0 } || cc is null || bcc is null || to.Count + cc.Count + bcc.Count > MaxRecipients) return Refused("mail.bad-recipients");
        var body = await context.LiquidAsync("Body", cancellation);
        var html = context.Flag("IsHtmlBody");
        var text = await OrAsync("TextBody", html ? "" : body);
        var subject = (await context.LiquidAsync("Subject", cancellation)).Trim().ReplaceLineEndings(" ");
        var draft = new MailDraft(
            to, cc, bcc, await ReplyToAsync(), subject.Length > MaxSubjectLength ? subject[..MaxSubjectLength] : subject, text, await OrAsync("HtmlBody", html ? body : ""));
        var (tx, place) = (context.Tx!, await ActivityPlace.OfAsync(context, cancellation));
        await NewRows.QueueAsync(tx.Db,
        [
            new Delivery
            {
                Id = ContentIds.New(), Key = "workflow/" + context.StepId, Channel = DeliveryChannel.Mail, Kind = DeliveryKind.Message, AgencyId = place.AgencyId,
                Payload = JsonSerializer.Serialize(draft, CanonicalJson.Unescaped), CreatedUtc = tx.NowUtc, DueUtc = tx.NowUtc,
            },
        ], cancellation);
        return ActivityResult.Done;

        async Task<string> OrAsync(string property, string otherwise) => await context.LiquidAsync(property, cancellation) is { Length: > 0 } written ? written : otherwise;

        async Task<IReadOnlyList<string>?> AddressesAsync(string property) => Addresses(await context.LiquidAsync(property, cancellation));

        async Task<IReadOnlyList<string>> ReplyToAsync()
        {
            foreach (var property in (string[])["ReplyTo", "Author", "Sender"])
            {
                if (Addresses(await context.LiquidAsync(property, cancellation)) is { Count: > 0 } addresses) return addresses;
            }
            return [];
        }
    }

    /// <summary>Null where one is no address.</summary>
    internal static IReadOnlyList<string>? Addresses(string text)
    {
        var parts = text.Split([',', ';', '，', '；', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts.All(p => MailboxAddress.TryParse(p, out var read) && read.Address.Contains('@', StringComparison.Ordinal)) ? parts : null;
    }

    private static ActivityResult Refused(string code) => ActivityResult.Of(Failed, new JsonObject { ["Error"] = code });
}
