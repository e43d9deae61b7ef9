using System.Globalization;
using Plimsoll.Feeds.Parsing;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Chainlink;

/// <summary>One answer of <c>latestRoundData()</c>.</summary>
/// <param name="Round">The round: the proxy's phase in the upper bits, the aggregator's round in the lower 64.</param>
/// <param name="Answer">The price, times ten to the decimals.</param>
/// <param name="UpdatedAt">When the round was made.</param>
/// <param name="Decimals">The number of decimals of the answer.</param>
internal readonly record struct ChainlinkRound(UInt128 Round, decimal Answer, Timestamp UpdatedAt, int Decimals)
{
    private const int WordDigits = 64;
    private const int DecimalsMax = 28;

    /// <summary>A number that rises from round to round and from phase to phase.</summary>
    public long Sequence => (long)((((Round >> 64) & 0x7FFF) << 48) | (Round & 0xFFFF_FFFF_FFFF));

    /// <summary>The answer as a price; the scale is the aggregator's.</summary>
    public decimal Price
    {
        get
        {
            Span<int> bits = stackalloc int[4];
            decimal.GetBits(Answer, bits);
            return new(bits[0], bits[1], bits[2], Answer < 0, (byte)Decimals);
        }
    }

    /// <summary>Reads five words of 32 bytes as <c>eth_call</c> returns them, and one of <c>decimals()</c>.</summary>
    /// <exception cref="MalformedMessageException">They are something else.</exception>
    public static ChainlinkRound Parse(string roundData, string decimals)
    {
        var words = Words(roundData, 5);
        var places = Whole(Words(decimals, 1), 0);
        var updatedAt = Whole(words, 3);
        if (places > DecimalsMax || updatedAt > long.MaxValue || !VenueTime.TryFrom((long)updatedAt, perSecond: 1, out var time))
        {
            throw new MalformedMessageException($"decimals {places}, updatedAt {updatedAt}: out of range");
        }

        return new(Whole(words, 0), Signed(words, 1), time, (int)places);
    }

    /// <summary>A quantity as JSON-RPC writes it, such as <c>0x65a1</c>.</summary>
    public static long Quantity(string text) =>
        text.StartsWith("0x", StringComparison.Ordinal)
        && long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
        && value >= 0
            ? value
            : throw new MalformedMessageException("expected a quantity like 0x65a1");

    private static ReadOnlySpan<char> Words(string text, int count) =>
        text.StartsWith("0x", StringComparison.Ordinal) && text.Length == 2 + (count * WordDigits)
            ? text.AsSpan(2)
            : throw new MalformedMessageException($"expected {count} words of 32 bytes, found {Math.Max(0, text.Length - 2)} digits");

    private static UInt128 Whole(ReadOnlySpan<char> words, int place)
    {
        var word = words.Slice(place * WordDigits, WordDigits);
        return
            word[..32].ContainsAnyExcept('0')
            || !UInt128.TryParse(word[32..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? throw new MalformedMessageException($"word {place}: expected a number of at most 128 bits")
            : value;
    }

    private static decimal Signed(ReadOnlySpan<char> words, int place)
    {
        var word = words.Slice(place * WordDigits, WordDigits);
        var isNegative = !word[..32].ContainsAnyExcept('f') || !word[..32].ContainsAnyExcept('F');
        if (
            (!isNegative && word[..32].ContainsAnyExcept('0'))
            || !UInt128.TryParse(word[32..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits)
        )
        {
            throw new MalformedMessageException($"word {place}: expected a number of at most 128 bits");
        }

        var value = unchecked((Int128)bits);
        return value < 0 != isNegative || value < (Int128)decimal.MinValue || value > (Int128)decimal.MaxValue
            ? throw new MalformedMessageException($"word {place}: expected a price of at most 96 bits")
            : (decimal)value;
    }
}
