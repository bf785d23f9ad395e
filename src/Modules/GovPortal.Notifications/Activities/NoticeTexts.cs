using GovPortal.Kernel.Results;
using GovPortal.Kernel.Workflows;
using GovPortal.Notifications.Rules;

namespace GovPortal.Notifications.Activities;

/// <summary>What a notice of a workflow says and where it leads.</summary>
internal static class NoticeTexts
{
    private const string Inbox = "/Admin/Notices";

    /// <summary>Without a title the message's first line is it.</summary>
    public static async Task<(string Title, string Text)> OfAsync(ActivityContext context, CancellationToken cancellation)
    {
        var message = (await context.LiquidAsync("Message", cancellation)).Trim();
        var title = (await context.LiquidAsync("Title", cancellation)).Trim().ReplaceLineEndings(" ");
        if (title.Length > 0) return (title, message);
        var lines = message.ReplaceLineEndings("\n").Split('\n', 2);
        return lines[0].Length == 0 ? (context.WorkflowName, "") : (lines[0], lines.Length > 1 ? lines[1].Trim() : "");
    }

    /// <summary>Without an address: the item, else the inbox. Null where the address is not the administration's.</summary>
    public static async Task<string?> UrlAsync(ActivityContext context, ActivityPlace place, CancellationToken cancellation)
    {
        var url = (await context.LiquidAsync("Url", cancellation)).Trim();
        if (url.Length == 0) return place.ContentItemId is { } item ? $"/Admin/Content/Item/{item}" : Inbox;
        return LocalUrl.Accepts(url) && url.Length <= Model.InboxNotice.MaxUrlLength ? url : null;
    }

    public static ActivityResult NotLocal() => ActivityResult.Fault(Failure.At("Url", "notice.url-not-local"));
}
