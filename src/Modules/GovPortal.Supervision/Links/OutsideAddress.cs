using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GovPortal.Kernel.Data;
using GovPortal.Supervision.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Links;

/// <summary>An address outside the portal that published items lead to, once however many do; and how it was found to be.</summary>
public sealed class OutsideAddress
{
    public const int MaxUrl = 500, MaxHost = 253;

    /// <summary>The first half of the hash over the address, in hexadecimal.</summary>
    public required string Id { get; init; }
    public required string Url { get; init; }
    public required string Host { get; init; }
    public DateTime FoundUtc { get; init; }
    /// <summary>Null before the first look.</summary>
    public DateTime? CheckedUtc { get; set; }
    /// <summary>Of the last answer; null for none.</summary>
    public int? Status { get; set; }
    /// <summary>In a row.</summary>
    public int Failures { get; set; }
    public DateTime? FirstFailureUtc { get; set; }
    public bool IsDead { get; set; }
    /// <summary>Its server gives no certain answer to HEAD.</summary>
    public bool AsksWhole { get; set; }
    public DateTime NextUtc { get; set; }

    internal AddressHealth Health
    {
        get => new(Failures, FirstFailureUtc, IsDead, AsksWhole, NextUtc);
        set => (Failures, FirstFailureUtc, IsDead, AsksWhole, NextUtc) = (value.Failures, value.FirstFailureUtc, value.IsDead, value.AsksWhole, value.NextUtc);
    }

    internal static UInt128 Hash(string url) => System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(url)));

    internal static string IdOf(UInt128 hash) => hash.ToString("x32", CultureInfo.InvariantCulture);

    internal static UInt128 HashOf(string id) => UInt128.Parse(id, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}

internal sealed class OutsideAddressModel : IEntityModel
{
    public void Configure(ModelBuilder model) => model.Entity<OutsideAddress>(row =>
    {
        row.ToTable("OutsideAddresses").HasKey(a => a.Id);
        row.Property(a => a.Id).HasMaxLength(32);
        row.Property(a => a.Url).HasMaxLength(OutsideAddress.MaxUrl);
        row.Property(a => a.Host).HasMaxLength(OutsideAddress.MaxHost);
        row.Ignore(a => a.Health);
        row.HasIndex(a => a.NextUtc);
        row.HasIndex(a => new { a.Host, a.NextUtc });
    });
}
