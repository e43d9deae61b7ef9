using System.Numerics;

namespace Plimsoll.Margin.Scenarios.Bounds;

/// <summary>The least that an account's books are worth beyond their requirement, while each index stays in its range: a sum over positions in columns.</summary>
/// <remarks>The same bits whatever the width of the instructions. Source: docs/spec/0023-certificates.md (CERT-022, CERT-023). Allocates only where it has to grow.</remarks>
public sealed class BoundSum
{
    private double[][] _columns = new double[8][];
    private double[] _quantities = new double[8];
    private double[] _together = [];
    private BoundRows? _rows;
    private double _atLow;
    private double _atHigh;
    private double _alone;
    private double _floor;
    private double _floorAtLow;
    private double _floorAtHigh;
    private int _count;
    private int _length;
    private bool _isTogether;

    /// <summary>Σ of what was added, unsigned and at its largest: what errors are measured by.</summary>
    public double Gross { get; private set; }

    /// <summary>How many positions and coins were added.</summary>
    public int Count { get; private set; }

    /// <summary>Begins an account.</summary>
    /// <param name="isTogether">Whether its books are looked at under the same scenario.</param>
    public void Start(bool isTogether)
    {
        (_isTogether, _alone, _floor, _length, Gross, Count) = (isTogether, 0, 0, 0, 0, 0);
        StartBook();
    }

    /// <summary>Begins a book.</summary>
    public void StartBook() => (_count, _atLow, _atHigh, _floorAtLow, _floorAtHigh, _rows) = (0, 0, 0, 0, 0, null);

    /// <summary>Adds a position.</summary>
    /// <param name="array">Its instrument's bounds.</param>
    /// <param name="quantity">Signed.</param>
    public void Add(BoundArray array, double quantity)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (_count == _quantities.Length)
        {
            Array.Resize(ref _columns, 2 * _count);
            Array.Resize(ref _quantities, 2 * _count);
        }

        _rows ??= array.Rows;
        (_columns[_count], _quantities[_count]) = (quantity > 0 ? array.Low : array.High, quantity);
        _count++;
        Gross += Math.Abs(quantity) * array.Size;
        Count++;
    }

    /// <summary>Adds a coin, or a debt in one: it counts at its index in every row.</summary>
    /// <param name="atLow">What it is worth at the lower end of the range.</param>
    /// <param name="atHigh">And at the upper.</param>
    public void AddCoin(double atLow, double atHigh)
    {
        _atLow += atLow;
        _atHigh += atHigh;
        Gross += Math.Max(Math.Abs(atLow), Math.Abs(atHigh));
        Count++;
    }

    /// <summary>Adds the book's charges, as <see cref="ChargeBounds.At"/> says them of both ends.</summary>
    /// <param name="atLow">At the lower end of the range.</param>
    /// <param name="atHigh">At the upper.</param>
    public void AddCharges((double Charged, double FloorBeyond) atLow, (double Charged, double FloorBeyond) atHigh)
    {
        _atLow -= atLow.Charged;
        _atHigh -= atHigh.Charged;
        (_floorAtLow, _floorAtHigh) = (atLow.FloorBeyond, atHigh.FloorBeyond);
        Gross += atHigh.Charged + Math.Abs(atHigh.FloorBeyond);
        Count++;
    }

    /// <summary>Ends a book.</summary>
    public void EndBook()
    {
        if (_rows is null)
        {
            _alone += Math.Min(_atLow, _atHigh);
            return;
        }

        // The floor counts where nothing is lost: the last row.
        var floor = Floor(_rows.Length);
        if (_isTogether)
        {
            SumTogether(_rows.Length);
            _floor += floor;
        }
        else
        {
            _alone += Math.Min(SumAlone(_rows.Length), floor);
        }
    }

    /// <summary>The least of all books together.</summary>
    public double Least
    {
        get
        {
            var least = _length == 0 ? 0 : _floor;
            for (var i = 0; i < _length; i++)
                least = Math.Min(least, _together[i]);

            return _alone + least;
        }
    }

    private double Floor(int length)
    {
        var (low, high) = (_atLow - _floorAtLow, _atHigh - _floorAtHigh);
        for (var i = 0; i < _count; i++)
        {
            low += _quantities[i] * _columns[i][length - 1];
            high += _quantities[i] * _columns[i][^1];
        }

        return Math.Min(low, high);
    }

    private double SumAlone(int length)
    {
        var (least, lanes) = (new Vector<double>(double.PositiveInfinity), Vector<double>.Count);
        for (var i = 0; i < length; i += lanes)
            least = Vector.Min(least, RowsFrom(i, length));

        var lowest = least[0];
        for (var i = 1; i < lanes; i++)
            lowest = Math.Min(lowest, least[i]);

        return lowest;
    }

    /// <summary>Each row of all books, whichever end is the worse for each.</summary>
    private void SumTogether(int length)
    {
        if (_together.Length < length)
            _together = new double[length];

        if (_length == 0)
            Array.Clear(_together, 0, length);

        _length = length;
        for (var i = 0; i < length; i += Vector<double>.Count)
            (new Vector<double>(_together, i) + RowsFrom(i, length)).CopyTo(_together, i);
    }

    private Vector<double> RowsFrom(int place, int length)
    {
        var (low, high) = (new Vector<double>(_atLow), new Vector<double>(_atHigh));
        for (var i = 0; i < _count; i++)
        {
            var (quantity, column) = (new Vector<double>(_quantities[i]), _columns[i]);
            low += quantity * new Vector<double>(column, place);
            high += quantity * new Vector<double>(column, length + place);
        }

        return Vector.Min(low, high);
    }
}
