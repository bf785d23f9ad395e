using System.Net.Mail;
using Microsoft.Extensions.Configuration;

namespace GovPortal.Notifications.Model;

public enum MailSecurity
{
    None,
    StartTls,
    Tls,
}

/// <summary>The settings below <c>Portal:Mail</c>. An empty host means that mail is off.</summary>
/// <param name="ShowTitles">Mails name titles, also of drafts. Off by default: a mail leaves the office's network.</param>
public sealed record MailSettings(
    string Host, int Port, MailSecurity Security, string UserName, string Password, string From, string FromName, bool ShowTitles)
{
    public bool IsOn => Host.Length > 0;

    /// <summary>Never the password: settings end up in logs.</summary>
    public override string ToString() => IsOn ? $"{Host}:{Port}" : "off";

    /// <summary>Reads them; a host without a usable sender or with an unknown kind of security is refused at the start.</summary>
    public static MailSettings Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var mail = configuration.GetSection("Portal:Mail");
        var host = (mail["Host"] ?? "").Trim();
        var security = (mail["Security"] ?? "").Trim().ToUpperInvariant() switch
        {
            "NONE" => MailSecurity.None,
            "TLS" => MailSecurity.Tls,
            "" or "STARTTLS" => MailSecurity.StartTls,
            _ => throw new InvalidOperationException("Portal:Mail:Security is none, starttls or tls."),
        };
        var from = (mail["From"] ?? "").Trim();
        if (host.Length > 0 && !MailAddress.TryCreate(from, out _)) throw new InvalidOperationException("Portal:Mail:From is the sender's address; mail needs one.");
        var port = mail.GetValue("Port", 0);
        return new MailSettings(
            host, port > 0 ? port : security switch { MailSecurity.None => 25, MailSecurity.Tls => 465, _ => 587 }, security,
            mail["UserName"] ?? "", mail["Password"] ?? "", from, mail["FromName"] ?? "", mail.GetValue("ShowTitles", false));
    }
}

/// <summary>How long notices and deliveries are kept.</summary>
public sealed record NoticeSettings(int KeepDays)
{
    public static NoticeSettings Read(IConfiguration configuration) => new(Math.Max(1, configuration.GetValue("Portal:Notices:KeepDays", 180)));
}
