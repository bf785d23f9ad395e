using System.Globalization;
using System.Net.Sockets;
using GovPortal.Kernel.Data;
using GovPortal.Notifications.Model;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace GovPortal.Notifications.Sending;

/// <summary>Mail over the office's SMTP server; one connection a sweep. The server's words are not kept: they may name people.</summary>
internal sealed class MailChannel(MailSettings settings, ComposeMail compose, IDbContextFactory<PortalDbContext> contexts) : IDeliveryChannel, IDisposable
{
    /// <summary>Longest time for one mail, connecting included; well within the claim on its delivery.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private SmtpClient? _client;

    public DeliveryChannel Kind => DeliveryChannel.Mail;

    public bool IsOn => settings.IsOn;

    public async Task<Attempt> SendAsync(Delivery delivery, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var composed = await compose.HandleAsync(db, delivery, cancellation);
        if (composed.Message is not { } message) return composed.Why!;
        using (message)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(Longest);
            try
            {
                var client = await ConnectedAsync(limit.Token);
                await client.SendAsync(message, limit.Token);
                return Attempt.Sent with { NoticeIds = composed.NoticeIds };
            }
            catch (SmtpCommandException error)
            {
                // 5xx about this mail or its recipient is the server's last word; everything else may pass.
                var status = ((int)error.StatusCode).ToString(CultureInfo.InvariantCulture);
                var final = (int)error.StatusCode >= 500 && error.ErrorCode is (SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted);
                return new Attempt("mail.refused " + status, IsFinal: final);
            }
            catch (AuthenticationException)
            {
                return new Attempt("mail.sign-in-refused", IsUnreachable: true);
            }
            catch (SslHandshakeException)
            {
                return new Attempt("mail.tls-failed", IsUnreachable: true);
            }
            catch (Exception error) when (error is SocketException or IOException or TimeoutException or ProtocolException or ServiceNotConnectedException or NotSupportedException
                || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                await CloseAsync();
                return new Attempt(error is NotSupportedException ? "mail.tls-failed" : "mail.unreachable", IsUnreachable: true);
            }
        }
    }

    public async Task CloseAsync()
    {
        if (_client is not { } client) return;
        _client = null;
        try
        {
            if (client.IsConnected) await client.DisconnectAsync(quit: true, CancellationToken.None);
        }
#pragma warning disable CA1031 // The mails are sent; how the connection ends changes nothing.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
        client.Dispose();
    }

    public void Dispose() => _client?.Dispose();

    private async Task<SmtpClient> ConnectedAsync(CancellationToken cancellation)
    {
        if (_client is { IsConnected: true } open) return open;
        await CloseAsync();
        _client = new SmtpClient();
        var security = settings.Security switch
        {
            MailSecurity.None => SecureSocketOptions.None,
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            _ => SecureSocketOptions.StartTls,
        };
        await _client.ConnectAsync(settings.Host, settings.Port, security, cancellation);
        if (settings.UserName.Length > 0) await _client.AuthenticateAsync(settings.UserName, settings.Password, cancellation);
        return _client;
    }
}
