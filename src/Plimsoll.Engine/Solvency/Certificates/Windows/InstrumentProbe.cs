using Plimsoll.Engine.Solvency.Portfolios;
using Plimsoll.Engine.State;
using Plimsoll.Instruments;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Margin.Scenarios.Bounds;
using Plimsoll.Pricing;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Certificates.Windows;

/// <summary>Where an instrument is now, in what a window bounds beside the index: forward over index, total volatilities, its mark's distance from its value.</summary>
/// <remarks>It compares what it was read from rather than being told, so that nobody can forget to tell it.</remarks>
internal sealed class InstrumentProbe(BoundRows rows)
{
    private readonly double[] _totals = new double[rows.ClassCount];
    private Contract? _contract;
    private IndexedSurface? _surface;
    private Price _index;
    private Price _mark;
    private Timestamp _tick;

    /// <summary>Grows whenever something is not what it was.</summary>
    public long Stamp { get; private set; }

    /// <summary>Whether it can be bounded: it has prices, and its forward is fixed in no part.</summary>
    public bool IsFit { get; private set; }

    /// <summary>Right and strike; none of a future.</summary>
    public OptionType? Right { get; private set; }

    public double Strike { get; private set; }

    public double Ratio { get; private set; }

    public double Deviation { get; private set; }

    /// <summary>The unit of its mark.</summary>
    public double Unit { get; private set; }

    public ReadOnlySpan<double> Totals => _totals;

    /// <summary>Brings it up to date.</summary>
    public void Refresh(InstrumentRow instrument, IndexRow index, Timestamp tick)
    {
        var surface = index.Surface.Surface(index.Parameters.Decimals);
        var isSame =
            ReferenceEquals(_contract, instrument.Contract)
            && ReferenceEquals(_surface, surface)
            && _index == index.Price
            && _mark == instrument.Mark
            && _tick == tick;
        if (isSame)
        {
            return;
        }

        (_contract, _surface, _index, _mark, _tick) = (instrument.Contract, surface, index.Price, instrument.Mark, tick);
        Stamp++;
        IsFit = rows.CanBound && index.Price.IsPositive && instrument.Mark.IsPositive;
        if (!IsFit)
        {
            return;
        }

        var spot = index.Price.Units / PortfolioBooks.Unit(index.Parameters.Decimals);
        Unit = 1 / PortfolioBooks.Unit(instrument.Parameters.PriceDecimals);
        var mark = instrument.Mark.Units / PortfolioBooks.Unit(instrument.Parameters.PriceDecimals);
        Right = instrument.Parameters.Option?.Right;
        if (Right is not { } right)
        {
            Ratio = mark / spot;
            return;
        }

        var view = OptionView.Of(instrument, index, tick);
        IsFit = view.Seconds >= rows.Rows.Model.AveragingSeconds;
        (Strike, Ratio) = (view.Strike, view.Forward / spot);
        rows.TotalVolatilities(view.Volatility, view.Seconds, _totals);
        Deviation = mark - Black76.Price(right, view.Forward, Strike, view.Volatility, view.Seconds / RiskBook.SecondsOfYear, 1);
    }
}
