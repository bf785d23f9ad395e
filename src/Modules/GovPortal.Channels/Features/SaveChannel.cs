using System.Net;
using GovPortal.Channels.Model;
using GovPortal.Channels.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Channels.Features;

/// <param name="Id">Null makes a new one.</param>
/// <param name="Kind">Of an existing one it stays what it is.</param>
/// <param name="Secret">AppSecret or access token; empty keeps what is there. The county portal's is made here.</param>
/// <param name="Columns">Ids or paths.</param>
public sealed record SaveChannelCommand(
    string? Id, ChannelKind Kind, string Title, string BaseUrl, string Account, string Secret, string CoverMediaId, IReadOnlyList<string> Columns, string? AgencyId,
    bool RepeatsChanges, bool Trusted = false);

/// <param name="Secret">Of a county portal's channel that was just made, to be shown this once.</param>
public sealed record ChannelSaved(string Id, string? Secret);

/// <summary>
/// Makes or changes a channel. Failures: <c>access.not-allowed</c>, <c>channel.unknown</c>, <c>channel.title-needed</c>, <c>channel.bad-url</c>,
/// <c>channel.account-needed</c>, <c>channel.bad-ip</c>, <c>channel.too-long</c>, <c>channel.unknown-column</c>, <c>channel.internal-column</c>,
/// <c>channel.unknown-agency</c>, <c>channel.secret-again</c>. Side effect: <c>channel.changed</c>.
/// </summary>
public sealed class SaveChannel(PortalTransactions transactions, IDataProtectionProvider protection)
{
    public Task<Result<ChannelSaved>> HandleAsync(SaveChannelCommand command, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync(tx => ApplyAsync(tx, command, actor, cancellation), cancellation);

    /// <summary>As <see cref="HandleAsync"/>, inside a transaction that the caller commits.</summary>
    public async Task<Result<ChannelSaved>> ApplyAsync(PortalTransaction tx, SaveChannelCommand command, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(tx);
        ArgumentNullException.ThrowIfNull(command);
        if (!command.Trusted && (!actor.CanSomewhere(ChannelPermissions.Manage) || !actor.MayManage(command.AgencyId))) return Failure.Of(Failure.NotAllowed);
        var known = command.Id is null ? null : await tx.Db.Set<Channel>().FirstOrDefaultAsync(c => c.Id == command.Id, cancellation);
        if (command.Id is not null && known is null) return Failure.Of("channel.unknown");
        if (known is not null && !command.Trusted && !actor.MayManage(known.AgencyId)) return Failure.Of(Failure.NotAllowed);
        var kind = known?.Kind ?? command.Kind;
        var organisation = await OrganisationSnapshot.LoadAsync(tx.Db, cancellation);
        var columns = command.Columns.Select(c => organisation.Column(c) ?? organisation.ColumnByPath(c)).ToList();
        var failures = Check(command, kind);
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i] is not { } column) failures.Add(Failure.At("Columns", "channel.unknown-column", command.Columns[i]));
            else if (organisation.IsInternal(column)) failures.Add(Failure.At("Columns", "channel.internal-column", column.Title));
        }
        if (command.AgencyId is { } agency && organisation.Agency(agency) is null) failures.Add(Failure.At("AgencyId", "channel.unknown-agency"));
        if (failures.Count > 0) return failures;

        // What it is called with must not go to whoever names another address.
        var moves = known is { Secret.Length: > 0 } && kind != ChannelKind.CountyPortal && !SameServer(known.BaseUrl, command.BaseUrl.Trim());
        if (moves && command.Secret.Trim().Length == 0 && !command.Trusted) return Failure.At("Secret", "channel.secret-again");

        var channel = known;
        string? shown = null;
        if (channel is null)
        {
            channel = new Channel { Id = ContentIds.New(), Kind = kind, Title = "", BaseUrl = "", IsEnabled = true, CreatedUtc = tx.NowUtc };
            if (kind == ChannelKind.CountyPortal) channel.Secret = new ChannelSecrets(protection).Protect(shown = ChannelSecrets.New());
            tx.Db.Add(channel);
        }
        if (moves) channel.Secret = "";
        if (channel.Account != command.Account.Trim() && kind == ChannelKind.WeChat) channel.CoverMediaId = "";
        (channel.Title, channel.BaseUrl, channel.Account) = (command.Title.Trim(), command.BaseUrl.Trim().TrimEnd('/'), command.Account.Trim());
        if (command.CoverMediaId.Trim() is { Length: > 0 } cover) channel.CoverMediaId = cover;
        if (kind != ChannelKind.CountyPortal && command.Secret.Trim() is { Length: > 0 } secret) channel.Secret = new ChannelSecrets(protection).Protect(secret);
        (channel.ColumnIds, channel.AgencyId, channel.RepeatsChanges) = (string.Join(' ', columns.Select(c => c!.Id).Distinct()), command.AgencyId, command.RepeatsChanges);
        tx.AppendChange(ChannelEvents.ChannelChanged(known is null ? "created" : "changed", channel, actor), typeof(Channel));
        return new ChannelSaved(channel.Id, shown);
    }

    private static bool SameServer(string one, string other) => new Uri(one).GetLeftPart(UriPartial.Authority) == new Uri(other).GetLeftPart(UriPartial.Authority);

    internal static List<Failure> Check(SaveChannelCommand command, ChannelKind kind)
    {
        var failures = new List<Failure>();
        if (command.Title.Trim().Length == 0) failures.Add(Failure.At("Title", "channel.title-needed"));
        if (command.Title.Trim().Length > Channel.MaxTitle) failures.Add(Failure.At("Title", "channel.too-long", Channel.MaxTitle));
        if (!WebAddress.IsOne(command.BaseUrl.Trim()) || command.BaseUrl.Contains('#', StringComparison.Ordinal)) failures.Add(Failure.At("BaseUrl", "channel.bad-url", WebAddress.MaxLength));
        var account = command.Account.Trim();
        if (account.Length > Channel.MaxAccount) failures.Add(Failure.At("Account", "channel.too-long", Channel.MaxAccount));
        if (kind == ChannelKind.WeChat && account.Length == 0) failures.Add(Failure.At("Account", "channel.account-needed"));
        if (kind == ChannelKind.Weibo && account.Length > 0 && !IPAddress.TryParse(account, out _)) failures.Add(Failure.At("Account", "channel.bad-ip"));
        if (command.Secret.Trim().Length > 500) failures.Add(Failure.At("Secret", "channel.too-long", 500));
        if (command.CoverMediaId.Trim().Length > 200) failures.Add(Failure.At("CoverMediaId", "channel.too-long", 200));
        return failures;
    }
}
