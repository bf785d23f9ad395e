using System.IO.Compression;
using GovPortal.Screening.Files;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace GovPortal.Screening.Pdf;

/// <summary>
/// The PDF library's filters within limits of size, time and memory: a stream that unpacks to more than it may is measured
/// before the library unpacks it, because the library can't be stopped.
/// </summary>
internal sealed class BoundedFilters(Budget budget) : IFilterProvider
{
    /// <summary>LZW grows up to 2,700 times and has long been out of use; larger input is refused.</summary>
    private const int MaxLzwBytes = 64 * 1024;

    private const long MaxMemory = 320L * 1024 * 1024;
    private readonly long _memory = GC.GetTotalMemory(false);
    private long _bytes = ScreeningLimits.MaxPdfBytes;

    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary)
    {
        Check();
        return Wrap(DefaultFilterProvider.Instance.GetFilters(dictionary));
    }

    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) => Wrap(DefaultFilterProvider.Instance.GetNamedFilters(names));

    public IReadOnlyList<IFilter> GetAllFilters() => Wrap(DefaultFilterProvider.Instance.GetAllFilters());

    /// <summary>Ends the reading of a document that takes too long or too much.</summary>
    public void Check()
    {
        budget.Check();
        if (GC.GetTotalMemory(false) - _memory > MaxMemory) throw RefusalException.Of("screening.too-large", Budget.Megabytes(MaxMemory));
    }

    private IReadOnlyList<IFilter> Wrap(IReadOnlyList<IFilter> filters) => [.. filters.Select(f => new Bounded(f, this))];

    private void Charge(long bytes)
    {
        if ((_bytes -= bytes) < 0) throw RefusalException.Of("screening.too-large", Budget.Megabytes(ScreeningLimits.MaxPdfBytes));
        Check();
    }

    private void Measure(ReadOnlyMemory<byte> input)
    {
        using var packed = new MemoryStream(input.ToArray(), writable: false);
        using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
        var buffer = new byte[81_920];
        try
        {
            int read;
            while ((read = zlib.Read(buffer)) > 0) Charge(read);
        }
        catch (InvalidDataException)
        {
            // Damaged streams are read as far as they go, by the library too.
        }
    }

    private sealed class Bounded(IFilter filter, BoundedFilters limits) : IFilter
    {
        public bool IsSupported => filter.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            if (filter is FlateFilter) limits.Measure(input);
            else if (filter is LzwFilter && input.Length > MaxLzwBytes) throw RefusalException.Of("screening.too-large", Budget.Megabytes(ScreeningLimits.MaxPdfBytes));
            var output = filter.Decode(input, streamDictionary, filterProvider, filterIndex);
            if (filter is not FlateFilter) limits.Charge(output.Length);
            return output;
        }
    }
}
