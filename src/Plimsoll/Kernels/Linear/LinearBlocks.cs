using System.Numerics;

namespace Plimsoll.Kernels.Linear;

/// <summary>Linear accounts in blocks of eight, a column for each place in the block.</summary>
/// <remarks>
/// An account's number is 8 · block + lane. Its cash stands at cash[8 · block + lane]; its slot i at quantities[8 · (block · slots + i) + lane], and so for entries. A slot not used
/// has quantity zero; a lane not used has cash of zero or more and no quantity. Accounts with more positions than a table has slots belong into another table.
/// </remarks>
/// <typeparam name="TEntry">How entries of the coefficient table are named: <see cref="byte"/> up to 256 (33 bytes for an account of five positions), <see cref="ushort"/> up to 65,536.</typeparam>
public readonly ref struct LinearBlocks<TEntry>
    where TEntry : unmanaged, IBinaryInteger<TEntry>, IUnsignedNumber<TEntry>
{
    /// <summary>Accounts in a block.</summary>
    public const int Lanes = 8;

    /// <param name="cash">What counts beside positions, in units of money, with the costs of the positions taken off.</param>
    /// <param name="quantities">Signed lots.</param>
    /// <param name="entries">Entry of the coefficient table, by convention 2 · instrument for who holds and 2 · instrument + 1 for who owes.</param>
    /// <param name="slots">Positions that an account may have, one or more.</param>
    /// <exception cref="ArgumentException">Columns that do not fit each other, or entries of another type.</exception>
    public LinearBlocks(ReadOnlySpan<long> cash, ReadOnlySpan<int> quantities, ReadOnlySpan<TEntry> entries, int slots)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slots, 1);
        if (typeof(TEntry) != typeof(byte) && typeof(TEntry) != typeof(ushort))
            throw new ArgumentException($"Expected entries of 8 or 16 bits; found {typeof(TEntry).Name}.", nameof(entries));

        if (cash.Length % Lanes != 0)
            throw new ArgumentException($"Expected whole blocks of {Lanes} accounts; found {cash.Length}.", nameof(cash));

        if (quantities.Length != (long)cash.Length * slots || entries.Length != quantities.Length)
        {
            throw new ArgumentException(
                $"Expected {(long)cash.Length * slots} slots; found {quantities.Length} quantities and {entries.Length} entries.",
                nameof(quantities)
            );
        }

        Cash = cash;
        Quantities = quantities;
        Entries = entries;
        Slots = slots;
    }

    /// <summary>How many blocks there are.</summary>
    public int Count => Cash.Length / Lanes;

    internal ReadOnlySpan<long> Cash { get; }

    internal ReadOnlySpan<int> Quantities { get; }

    internal ReadOnlySpan<TEntry> Entries { get; }

    internal int Slots { get; }
}
