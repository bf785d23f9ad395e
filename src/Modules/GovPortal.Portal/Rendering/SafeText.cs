using DotLiquid;

namespace GovPortal.Portal.Rendering;

/// <summary>
/// Text that is already escaped: what <c>capture</c> collected, or what a template author vouched for with <c>raw</c>.
/// A filter that changes it gets the plain string, so its result is escaped again.
/// </summary>
/// <param name="Text">The escaped text.</param>
/// <param name="For">The escaping it satisfies; null for all (<c>raw</c>).</param>
internal sealed record SafeText(string Text, Escaping? For) : ILiquidizable, IConvertible
{
    public object ToLiquid() => this;

    public bool Satisfies(Escaping escaping) => For is null || For == escaping;

    public override string ToString() => Text;

    // DotLiquid converts a filter's input through IConvertible; as a string it is only text.
    public TypeCode GetTypeCode() => TypeCode.String;

    public object ToType(Type conversionType, IFormatProvider? provider) =>
        conversionType == typeof(object) ? this : Convert.ChangeType(Text, conversionType, provider);

    public string ToString(IFormatProvider? provider) => Text;

    public bool ToBoolean(IFormatProvider? provider) => Convert.ToBoolean(Text, provider);
    public byte ToByte(IFormatProvider? provider) => Convert.ToByte(Text, provider);
    public char ToChar(IFormatProvider? provider) => Convert.ToChar(Text, provider);
    public DateTime ToDateTime(IFormatProvider? provider) => Convert.ToDateTime(Text, provider);
    public decimal ToDecimal(IFormatProvider? provider) => Convert.ToDecimal(Text, provider);
    public double ToDouble(IFormatProvider? provider) => Convert.ToDouble(Text, provider);
    public short ToInt16(IFormatProvider? provider) => Convert.ToInt16(Text, provider);
    public int ToInt32(IFormatProvider? provider) => Convert.ToInt32(Text, provider);
    public long ToInt64(IFormatProvider? provider) => Convert.ToInt64(Text, provider);
    public sbyte ToSByte(IFormatProvider? provider) => Convert.ToSByte(Text, provider);
    public float ToSingle(IFormatProvider? provider) => Convert.ToSingle(Text, provider);
    public ushort ToUInt16(IFormatProvider? provider) => Convert.ToUInt16(Text, provider);
    public uint ToUInt32(IFormatProvider? provider) => Convert.ToUInt32(Text, provider);
    public ulong ToUInt64(IFormatProvider? provider) => Convert.ToUInt64(Text, provider);
}
