using Plimsoll.Margin.Scenarios.Vectors;

namespace Plimsoll.Engine.Solvency.Portfolios;

/// <summary>Books looked at together: their rows added place by place.</summary>
internal sealed class NettedRows
{
    private double[] _sums = [];
    private double _basis;
    private bool _hasBasis;
    private int _count;

    public void Start(int rows)
    {
        (_count, _basis, _hasBasis) = (rows, 0, true);
        if (_sums.Length < rows)
        {
            _sums = new double[rows];
        }

        Array.Clear(_sums, 0, rows);
    }

    public void Add(BookVector book)
    {
        Invariant.Require(book.Rows.Count == _count);
        for (var i = 0; i < _count; i++)
        {
            _sums[i] += book.Counted(i);
        }

        _basis += book.Basis;
        _hasBasis &= book.Rows.Model.Basis is not null;
    }

    /// <summary>The lowest row, forwards that move alone among them; zero where nothing is lost.</summary>
    public double Worst()
    {
        var worst = _hasBasis ? _basis : 0;
        for (var i = 0; i < _count; i++)
        {
            if (_sums[i] < worst)
            {
                worst = _sums[i];
            }
        }

        return worst;
    }
}
