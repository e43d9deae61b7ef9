using System.Numerics;
using System.Runtime.InteropServices;

namespace Plimsoll.Margin.Scenarios.Vectors;

/// <summary>One book under all rows at once: the profits of its positions summed in columns, position after position, each by its risk array.</summary>
/// <remarks>
/// Each row's numbers are added and multiplied in the order in which <see cref="BookRevaluation"/> does it for that row alone, so they are the same bits, whatever the
/// width of the instructions; a test compares them. Positions come in the order futures, options by expiry, coins, orders. Allocates only where it has to grow.
/// </remarks>
public sealed class BookVector
{
    private readonly VectorScratch _scratch;
    private double[] _sums = [];
    private SchemeRows? _rows;
    private double _spot;
    private double _held;
    private bool _isInCoin;
    private bool _hasOrders;

    /// <summary>Makes a vector.</summary>
    /// <param name="scratch">Room to work in, shared by vectors that are not used at the same time.</param>
    public BookVector(VectorScratch scratch)
    {
        ArgumentNullException.ThrowIfNull(scratch);
        _scratch = scratch;
    }

    /// <summary>Begins a book.</summary>
    /// <param name="rows">The rows of its scheme.</param>
    /// <param name="spot">The index price, above zero.</param>
    /// <param name="isInCoin">Whether profit is counted in the coin.</param>
    public void Start(SchemeRows rows, double spot, bool isInCoin)
    {
        ArgumentNullException.ThrowIfNull(rows);
        (_rows, _spot, _isInCoin, _held, Basis, _hasOrders) = (rows, spot, isInCoin, 0, 0, false);
        if (_sums.Length < rows.Length)
            _sums = new double[rows.Length];

        Array.Clear(_sums, 0, rows.Length);
    }

    /// <summary>Leaves out all orders, so that others can be looked at with the same positions.</summary>
    public void StartOrders()
    {
        _hasOrders = false;
        Basis = _held;
    }

    /// <summary>The rows.</summary>
    public SchemeRows Rows => _rows!;

    /// <summary>The worst of forwards that move alone; zero where the scheme has none.</summary>
    public double Basis { get; private set; }

    private double[] Multiples => _isInCoin ? Rows.CoinMultiples : Rows.Multiples;

    /// <summary>Adds a future.</summary>
    public void AddLinear(RiskArray unit, double quantity)
    {
        ArgumentNullException.ThrowIfNull(unit);
        if (quantity == 0)
            return;

        var (q, lanes) = (new Vector<double>(quantity), Vector<double>.Count);
        var (units, weights, multiples) = (unit.UnitArray, Rows.Weights, Multiples);
        for (var i = 0; i < Rows.Length; i += lanes)
        {
            var profit = q * new Vector<double>(units, i) * new Vector<double>(weights, i) * new Vector<double>(multiples, i);
            (new Vector<double>(_sums, i) + profit).CopyTo(_sums, i);
        }
    }

    /// <summary>Adds the options of one expiry.</summary>
    /// <param name="units">Their arrays.</param>
    /// <param name="quantities">As many.</param>
    public void AddExpiry(ReadOnlySpan<RiskArray> units, ReadOnlySpan<double> quantities)
    {
        if (Rows.HasSkew || Rows.Model.Discount is not null)
        {
            AddWhole(units, quantities);
        }
        else
        {
            for (var i = 0; i < units.Length; i++)
                AddOption(units[i], quantities[i]);
        }

        if (Rows.Model.Basis is not null)
            Basis = _held += BasisLoss(units, quantities);
    }

    /// <summary>Adds a coin that hedges.</summary>
    /// <param name="value">Its value in the settlement coin.</param>
    public void AddCoin(double value)
    {
        if (_isInCoin)
            return;

        for (var i = 0; i < Rows.Count; i++)
            _sums[i] += CoinProfit(value, i) * Multiples[i];
    }

    /// <summary>Adds an order for a future: in each row it counts if it would lose there.</summary>
    public void AddLinearOrder(RiskArray unit, double quantity)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var lost = Lost();
        var (units, weights) = (unit.UnitArray, Rows.Weights);
        for (var i = 0; quantity != 0 && i < Rows.Count; i++)
            lost[i] += Math.Min(0, 0.0 + (quantity * units[i] * weights[i]));
    }

    /// <summary>Adds an order for an option.</summary>
    public void AddOptionOrder(RiskArray unit, double quantity)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var lost = Lost();
        var (units, now, (ofAsset, ofDebt)) = (unit.UnitArray, quantity * unit.Now, unit.Discounts);
        for (var i = 0; i < Rows.Count; i++)
        {
            var value = quantity * units[i];
            var profit = ((value * (0.0 + value >= 0 ? ofAsset : ofDebt)) - now) * Rows.Weights[i];
            if (Rows.HasSkew && 0.0 + profit > 0 && ExpiryShock.IsSkewed(Rows[i].Row))
                profit = -profit;

            lost[i] += Math.Min(0, 0.0 + profit);
        }

        if (Rows.Model.Basis is not null)
            Basis += BasisLoss(MemoryMarshal.CreateReadOnlySpan(ref unit, 1), MemoryMarshal.CreateReadOnlySpan(ref quantity, 1));
    }

    /// <summary>Adds an order that moves a coin that hedges.</summary>
    /// <param name="value">Its value in the settlement coin, signed.</param>
    public void AddCoinOrder(double value)
    {
        var lost = Lost();
        for (var i = 0; i < Rows.Count; i++)
            lost[i] += Math.Min(0, 0.0 + CoinProfit(value, i));
    }

    /// <summary>What counts of the book's profit in a row.</summary>
    public double Counted(int row)
    {
        var (table, scenario) = Rows[row];
        var profit = _hasOrders ? _sums[row] + (_scratch.Lost[row] * Multiples[row]) : _sums[row];
        return RowMath.Counted(Rows.Model, table, scenario, profit, _spot, _isInCoin);
    }

    /// <summary>The lowest of <see cref="Counted"/> over all rows and of forwards that move alone; zero where nothing is lost.</summary>
    public double Worst()
    {
        var worst = Rows.Model.Basis is null ? 0 : Basis;
        if (!Rows.HasScaling && Rows.Model.Gains is { Weight: 1, Most: double.PositiveInfinity })
        {
            // Profit counts as it is, so that nothing has to be asked of the row.
            var sums = _sums.AsSpan(0, Rows.Count);
            var lost = _hasOrders ? _scratch.Lost.AsSpan(0, Rows.Count) : default;
            for (var i = 0; i < sums.Length; i++)
            {
                var profit = lost.Length == 0 ? sums[i] : sums[i] + lost[i];
                if (profit < worst)
                    worst = profit;
            }

            return worst;
        }

        for (var i = 0; i < Rows.Count; i++)
        {
            var counted = Counted(i);
            if (counted < worst)
                worst = counted;
        }

        return worst;
    }

    /// <summary>What orders lose in each row; nothing before the first of them.</summary>
    private double[] Lost()
    {
        _scratch.Grow(Rows.Length, 0);
        if (!_hasOrders)
            Array.Clear(_scratch.Lost, 0, Rows.Length);

        _hasOrders = true;
        return _scratch.Lost;
    }

    private double CoinProfit(double value, int row)
    {
        var (table, scenario) = Rows[row];
        return value * RowMath.CoinShare(table, scenario, _spot) * scenario.Weight;
    }

    private void AddOption(RiskArray unit, double quantity)
    {
        var (q, now, lanes) = (new Vector<double>(quantity), new Vector<double>(quantity * unit.Now), Vector<double>.Count);
        var (units, weights, multiples) = (unit.UnitArray, Rows.Weights, Multiples);
        for (var i = 0; i < Rows.Length; i += lanes)
        {
            // Undiscounted: times one, which changes nothing.
            var profit = ((q * new Vector<double>(units, i)) - now) * new Vector<double>(weights, i) * new Vector<double>(multiples, i);
            (new Vector<double>(_sums, i) + profit).CopyTo(_sums, i);
        }
    }

    /// <summary>Where what an expiry is worth, or gains, as a whole says what its options count for.</summary>
    private void AddWhole(ReadOnlySpan<RiskArray> units, ReadOnlySpan<double> quantities)
    {
        var length = Rows.Length;
        _scratch.Grow(length, units.Length);
        var totals = _scratch.Totals.AsSpan(0, length);
        var profits = _scratch.Profits.AsSpan(0, length);
        totals.Clear();
        profits.Clear();
        for (var i = 0; i < units.Length; i++)
        {
            var (array, quantity) = (units[i].UnitArray, quantities[i]);
            var parts = _scratch.Parts.AsSpan(i * length, length);
            for (var r = 0; r < length; r++)
            {
                parts[r] = quantity * array[r];
                totals[r] += parts[r];
            }
        }

        var (ofAsset, ofDebt) = units[0].Discounts;
        for (var i = 0; i < units.Length; i++)
        {
            var now = quantities[i] * units[i].Now;
            var parts = _scratch.Parts.AsSpan(i * length, length);
            for (var r = 0; r < length; r++)
            {
                parts[r] = ((parts[r] * (totals[r] >= 0 ? ofAsset : ofDebt)) - now) * Rows.Weights[r];
                profits[r] += parts[r];
            }
        }

        for (var i = 0; i < units.Length; i++)
        {
            var parts = _scratch.Parts.AsSpan(i * length, length);
            for (var r = 0; r < Rows.Count; r++)
            {
                // The skew may move the other way as well: whoever gains by this move is hurt by that one.
                var isTurned = Rows.HasSkew && profits[r] > 0 && ExpiryShock.IsSkewed(Rows[r].Row);
                _sums[r] += (isTurned ? -parts[r] : parts[r]) * Multiples[r];
            }
        }
    }

    /// <summary>Of one expiry: the worse direction, if it is a loss.</summary>
    private static double BasisLoss(ReadOnlySpan<RiskArray> units, ReadOnlySpan<double> quantities)
    {
        var (rise, fall) = (0.0, 0.0);
        for (var i = 0; i < units.Length; i++)
        {
            var ((up, down), now) = (units[i].Basis, quantities[i] * units[i].Now);
            rise += (quantities[i] * up) - now;
            fall += (quantities[i] * down) - now;
        }

        return Math.Min(rise, fall) is < 0 and var worse ? worse * units[0].BasisShare : 0;
    }
}
