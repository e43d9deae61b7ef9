using System.Text;

namespace Plimsoll.Feeds.Protocols;

/// <summary>Finds the number of a market by the bytes of its name, without making a string.</summary>
public sealed class SymbolTable
{
    /// <summary>No market has a longer name, in bytes.</summary>
    public const int NameMax = 128;

    private readonly (byte[] Name, FeedSymbolKind Kind)[] _names;
    private readonly int[] _first;
    private readonly int[] _next;

    /// <summary>Numbers the markets in the order given.</summary>
    /// <exception cref="ArgumentException">A name is empty, too long or given twice.</exception>
    public SymbolTable(IReadOnlyList<FeedSymbol> symbols)
    {
        Symbols = symbols;
        _names = [.. symbols.Select(symbol => (Encoding.UTF8.GetBytes(symbol.Name), symbol.Kind))];
        _first = new int[Math.Max(16, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)symbols.Count * 2))];
        _next = new int[symbols.Count];
        Array.Fill(_first, -1);
        for (var i = 0; i < _names.Length; i++)
        {
            var (name, kind) = _names[i];
            if (name.Length is 0 or > NameMax || Find(name, kind) >= 0)
            {
                throw new ArgumentException($"\"{symbols[i].Name}\": a name of 1 to {NameMax} bytes, given once", nameof(symbols));
            }

            var bucket = Bucket(name);
            _next[i] = _first[bucket];
            _first[bucket] = i;
        }
    }

    /// <summary>The markets, by number.</summary>
    public IReadOnlyList<FeedSymbol> Symbols { get; }

    /// <summary>The number of a market, or −1.</summary>
    public int Find(ReadOnlySpan<byte> name, FeedSymbolKind kind)
    {
        for (var i = _first[Bucket(name)]; i >= 0; i = _next[i])
        {
            if (_names[i].Kind == kind && name.SequenceEqual(_names[i].Name))
            {
                return i;
            }
        }

        return -1;
    }

    private int Bucket(ReadOnlySpan<byte> name)
    {
        var hash = 2_166_136_261u; // FNV-1a
        foreach (var letter in name)
        {
            hash = unchecked((hash ^ letter) * 16_777_619u);
        }

        return (int)(hash & (uint)(_first.Length - 1));
    }
}
