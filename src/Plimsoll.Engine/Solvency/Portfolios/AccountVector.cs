using Plimsoll.Margin;
using Plimsoll.Margin.Scenarios.Vectors;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Portfolios;

/// <summary>An account's positions in the order of its books, and each book's profits by row: kept until a position, a price or the time is another.</summary>
internal sealed class AccountVector
{
    private readonly List<BookVector> _vectors = [];
    private VectorPart[] _parts = new VectorPart[8];
    private (InstrumentId Instrument, Quantity Quantity)[] _lines = [];
    private (int Book, Price Index)[] _books = new (int, Price)[2];
    private int _lineCount;
    private int _partCount;
    private int _bookCount;

    /// <summary>Of which scheme it is; null while it is of none.</summary>
    public SchemeArrays? Arrays { get; private set; }

    public ReadOnlySpan<VectorPart> Parts => _parts.AsSpan(0, _partCount);

    /// <summary>The books, ascending, and the index prices at which they were summed.</summary>
    public ReadOnlySpan<(int Book, Price Index)> Books => _books.AsSpan(0, _bookCount);

    public BookVector Vector(int place) => _vectors[place];

    public void Clear() => (Arrays, _lineCount, _partCount, _bookCount) = (null, 0, 0, 0);

    /// <summary>Whether it was made of these positions.</summary>
    public bool IsOf(SchemeArrays arrays, ReadOnlySpan<PositionLine> carried)
    {
        if (!ReferenceEquals(Arrays, arrays))
        {
            return false;
        }

        var place = 0;
        foreach (ref readonly var line in carried)
        {
            if (line.Quantity.IsZero)
            {
                continue;
            }

            if (place == _lineCount || _lines[place].Instrument != line.Instrument || _lines[place].Quantity != line.Quantity)
            {
                return false;
            }

            place++;
        }

        return place == _lineCount;
    }

    /// <summary>It is whole: of these positions, under this scheme.</summary>
    public void Keep(SchemeArrays arrays, ReadOnlySpan<PositionLine> carried)
    {
        if (_lines.Length < carried.Length)
        {
            _lines = new (InstrumentId, Quantity)[carried.Length];
        }

        _lineCount = 0;
        foreach (ref readonly var line in carried)
        {
            if (!line.Quantity.IsZero)
            {
                _lines[_lineCount++] = (line.Instrument, line.Quantity);
            }
        }

        Arrays = arrays;
    }

    /// <summary>Puts a part behind all that are not after it.</summary>
    public void Insert(in VectorPart part)
    {
        if (_partCount == _parts.Length)
        {
            Array.Resize(ref _parts, 2 * _partCount);
        }

        var place = _partCount++;
        while (place > 0 && part.IsBefore(_parts[place - 1]))
        {
            _parts[place] = _parts[place - 1];
            place--;
        }

        _parts[place] = part;
    }

    /// <summary>The next book's vector.</summary>
    public BookVector Add(int book, Price index, VectorScratch scratch)
    {
        if (_bookCount == _books.Length)
        {
            Array.Resize(ref _books, 2 * _bookCount);
        }

        if (_vectors.Count == _bookCount)
        {
            _vectors.Add(new(scratch));
        }

        _books[_bookCount] = (book, index);
        return _vectors[_bookCount++];
    }

    /// <summary>Whether there is a book.</summary>
    public bool Has(int book)
    {
        foreach (var (known, _) in Books)
        {
            if (known == book)
            {
                return true;
            }
        }

        return false;
    }
}
