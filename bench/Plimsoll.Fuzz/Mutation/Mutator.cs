using System.Text;

namespace Plimsoll.Fuzz.Mutation;

/// <summary>Makes inputs that are nearly right: bits, bytes, numbers, words and whole pieces changed, left out, doubled, exchanged between two inputs.</summary>
internal sealed class Mutator(IFuzzTarget target, int seed)
{
    private const int Longest = 1 << 16;

    private static readonly string[] Everywhere =
    [
        "",
        "0",
        "-1",
        "1e308",
        "NaN",
        "99999999999999999999999999999999999999",
        "-0",
        "0x10",
        "null",
        "true",
        "\u0000",
        "\uFFFD",
        "\\ud800",
        "ä𝟙",
        "\"",
        "'",
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\r\n",
        "\n\n",
        "\t",
        " ",
        "%00",
        "../",
        "#",
        "&",
        "*",
    ];

    private readonly Random _dice = new(seed);

    public byte[] Next()
    {
        var input = target.Seeds[_dice.Next(target.Seeds.Count)];
        for (var changes = 1 + (int)(4 * Math.Pow(_dice.NextDouble(), 3)); changes > 0; changes--)
        {
            input = Change(input);
        }

        return input.Length <= Longest ? input : input[..Longest];
    }

    private byte[] Change(byte[] input)
    {
        var at = _dice.Next(input.Length + 1);
        var length = Math.Min(input.Length - at, 1 + (int)(64 * Math.Pow(_dice.NextDouble(), 4)));
        return _dice.Next(9) switch
        {
            0 => Replace(input, at, length, []),
            1 => Replace(input, at, 0, input.AsSpan(at, length)),
            2 => Replace(input, at, 0, Word()),
            3 => Replace(input, at, length, Word()),
            4 => Replace(input, at, length, Random(length)),
            5 => Flip(input),
            6 => input[..at],
            7 => Replace(input, at, length, Piece()),
            _ => Digit(input),
        };
    }

    private byte[] Word()
    {
        var count = Everywhere.Length + target.Words.Count;
        var place = _dice.Next(count);
        return Encoding.UTF8.GetBytes(place < Everywhere.Length ? Everywhere[place] : target.Words[place - Everywhere.Length]);
    }

    private byte[] Piece()
    {
        var other = target.Seeds[_dice.Next(target.Seeds.Count)];
        var from = _dice.Next(other.Length + 1);
        return other[from..(from + Math.Min(other.Length - from, _dice.Next(200)))];
    }

    private byte[] Random(int length)
    {
        var bytes = new byte[length];
        _dice.NextBytes(bytes);
        return bytes;
    }

    private byte[] Flip(byte[] input)
    {
        if (input.Length == 0)
            return input;

        var copy = (byte[])input.Clone();
        copy[_dice.Next(copy.Length)] ^= (byte)(1 << _dice.Next(8));
        return copy;
    }

    /// <summary>Numbers are where most rules are: another digit, or another small or large value in four bytes.</summary>
    private byte[] Digit(byte[] input)
    {
        var digits = Enumerable.Range(0, input.Length).Where(place => input[place] is >= (byte)'0' and <= (byte)'9').ToList();
        if (digits.Count == 0)
            return Flip(input);

        var copy = (byte[])input.Clone();
        copy[digits[_dice.Next(digits.Count)]] = (byte)"0123456789-.e"[_dice.Next(13)];
        return copy;
    }

    private static byte[] Replace(byte[] input, int at, int length, ReadOnlySpan<byte> by)
    {
        var result = new byte[input.Length - length + by.Length];
        input.AsSpan(0, at).CopyTo(result);
        by.CopyTo(result.AsSpan(at));
        input.AsSpan(at + length).CopyTo(result.AsSpan(at + by.Length));
        return result;
    }
}
