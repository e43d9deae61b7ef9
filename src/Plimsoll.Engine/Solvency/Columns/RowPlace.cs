namespace Plimsoll.Engine.Solvency.Columns;

/// <summary>Where an account's row is; <c>default</c> is nowhere.</summary>
internal readonly record struct RowPlace
{
    private const int RowBits = 26;
    private const int SizeBits = 5;

    private readonly uint _packed;
    private readonly bool _isSome;

    /// <param name="isNear">Whether it is among those that each tick is held against.</param>
    /// <param name="size">Which of the sizes.</param>
    /// <param name="row">Which row of the table.</param>
    public RowPlace(bool isNear, int size, int row) =>
        (_packed, _isSome) = (((isNear ? 1U : 0) << (RowBits + SizeBits)) | ((uint)size << RowBits) | (uint)row, true);

    public bool IsNone => !_isSome;

    public bool IsNear => _packed >> (RowBits + SizeBits) != 0;

    public int Size => (int)(_packed >> RowBits) & ((1 << SizeBits) - 1);

    public int Row => (int)(_packed & ((1U << RowBits) - 1));
}
