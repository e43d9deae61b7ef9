using Plimsoll.Kernels;
using Plimsoll.Kernels.Linear;

namespace Plimsoll.Engine.Solvency.Columns;

/// <summary>Rows of so many places each, without gaps, in blocks of eight: a row that goes leaves its place to the last.</summary>
/// <remarks>In pieces, so that growing never moves what is there.</remarks>
/// <param name="slots">Places of a row.</param>
internal sealed class ColumnTable(int slots)
{
    private const int Lanes = LinearBlocks<ushort>.Lanes;
    private const int PieceBits = 10;
    private const int PieceRows = 1 << PieceBits;

    private readonly List<Piece> _pieces = [];
    private readonly byte[] _marks = new byte[PieceRows / Lanes];
    private readonly int[] _rows = new int[PieceRows];

    /// <summary>How many rows there are; they are numbered from zero.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a row at the end; it is not written yet.</summary>
    public int Add(int account)
    {
        if (Count == _pieces.Count << PieceBits)
        {
            _pieces.Add(new(slots));
        }

        _pieces[Count >> PieceBits].Accounts[Count & (PieceRows - 1)] = account;
        return Count++;
    }

    /// <summary>Whose row it is: an account, or the complement of one whose second row it is.</summary>
    public int AccountOf(int row) => _pieces[row >> PieceBits].Accounts[row & (PieceRows - 1)];

    /// <summary>Writes a row.</summary>
    public void Write(int row, long cash, ReadOnlySpan<ColumnSlot> contents)
    {
        var (piece, lane) = (_pieces[row >> PieceBits], row & (PieceRows - 1));
        piece.Cash[lane] = cash;
        for (var slot = 0; slot < slots; slot++)
        {
            var place = PlaceOf(lane, slot);
            (piece.Quantities[place], piece.Entries[place]) = slot < contents.Length ? contents[slot] : default;
        }
    }

    /// <summary>What a row holds beside its cash, places that are not used too.</summary>
    public long Read(int row, Span<ColumnSlot> contents)
    {
        var (piece, lane) = (_pieces[row >> PieceBits], row & (PieceRows - 1));
        for (var slot = 0; slot < slots; slot++)
        {
            var place = PlaceOf(lane, slot);
            contents[slot] = new(piece.Quantities[place], piece.Entries[place]);
        }

        return piece.Cash[lane];
    }

    /// <summary>Reads something of every line of memory that a row has.</summary>
    public long Touch(int row)
    {
        var (piece, lane) = (_pieces[row >> PieceBits], row & (PieceRows - 1));
        var sum = piece.Cash[lane];
        for (var slot = 0; slot < slots; slot++)
        {
            var place = PlaceOf(lane, slot);
            sum ^= (long)piece.Quantities[place] ^ piece.Entries[place];
        }

        return sum;
    }

    /// <summary>Takes a row out.</summary>
    /// <returns>The account whose row has its place now; its own where it was the last.</returns>
    public int Remove(int row)
    {
        Span<ColumnSlot> contents = stackalloc ColumnSlot[slots];
        var last = Count - 1;
        var moved = AccountOf(last);
        if (row != last)
        {
            Write(row, Read(last, contents), contents);
            _pieces[row >> PieceBits].Accounts[row & (PieceRows - 1)] = moved;
        }

        // What is no row must not be marked, whatever coefficients there are.
        Write(last, 0, default);
        Count--;
        return moved;
    }

    /// <summary>Takes all out. What it has stays, for most of it is wanted again at once.</summary>
    public void Clear()
    {
        for (var i = 0; i << PieceBits < Count; i++)
        {
            _pieces[i].Clear();
        }

        Count = 0;
    }

    /// <summary>The bound of one row.</summary>
    public long Bound(int row, Coefficients coefficients) =>
        LinearScan.Bound(_pieces[row >> PieceBits].Blocks(slots), coefficients.Values, row & (PieceRows - 1));

    /// <summary>Whether a price is beyond what some place of the row holds for.</summary>
    public bool IsBeyond(int row, Coefficients coefficients)
    {
        var (piece, lane) = (_pieces[row >> PieceBits], row & (PieceRows - 1));
        for (var slot = 0; slot < slots; slot++)
        {
            var place = PlaceOf(lane, slot);
            if (piece.Quantities[place] != 0 && coefficients.IsBeyond(piece.Entries[place]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds the accounts whose row does not prove that they need nothing.</summary>
    /// <param name="coefficients">What a lot of each entry adds.</param>
    /// <param name="path">How wide it computes.</param>
    /// <param name="marked">Where they are added.</param>
    /// <param name="beyond">Takes those among them whose row rests on a headroom that a price has left, as many as it has room for.</param>
    public void AddMarked(Coefficients coefficients, KernelPath path, AccountBits marked, AccountQueue beyond)
    {
        // Kept, for memory of the stack would be cleared at each price.
        Span<byte> marks = _marks;
        Span<int> rows = _rows;
        for (var i = 0; i << PieceBits < Count; i++)
        {
            var piece = _pieces[i];
            var count = Math.Min(PieceRows, Count - (i << PieceBits));
            var blocks = (count + Lanes - 1) / Lanes;
            LinearScan.Mark(piece.Blocks(slots, blocks), coefficients.Values, marks[..blocks], path);
            if (marks[..blocks].IndexOfAnyExcept((byte)0) < 0)
            {
                continue;
            }

            foreach (var lane in rows[..LinearScan.Collect(marks[..blocks], rows)])
            {
                marked.Add(Math.Max(piece.Accounts[lane], ~piece.Accounts[lane]));
            }
        }

        for (var row = 0; coefficients.IsAnyBeyond && row < Count; row++)
        {
            if (IsBeyond(row, coefficients))
            {
                var account = Math.Max(AccountOf(row), ~AccountOf(row));
                marked.Add(account);
                beyond.TryAdd(account);
            }
        }
    }

    private int PlaceOf(int lane, int slot) => ((((lane / Lanes) * slots) + slot) * Lanes) + (lane % Lanes);

    private sealed class Piece(int slots)
    {
        public long[] Cash { get; } = new long[PieceRows];

        public int[] Quantities { get; } = new int[PieceRows * slots];

        public ushort[] Entries { get; } = new ushort[PieceRows * slots];

        public int[] Accounts { get; } = new int[PieceRows];

        public void Clear()
        {
            Array.Clear(Cash);
            Array.Clear(Quantities);
            Array.Clear(Entries);
        }

        public LinearBlocks<ushort> Blocks(int slots, int count = PieceRows / Lanes) =>
            new(
                Cash.AsSpan(0, count * Lanes),
                Quantities.AsSpan(0, count * Lanes * slots),
                Entries.AsSpan(0, count * Lanes * slots),
                slots
            );
    }
}
