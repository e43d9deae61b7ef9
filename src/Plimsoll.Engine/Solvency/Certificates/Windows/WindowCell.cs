using Plimsoll.Margin.Scenarios.Bounds;

namespace Plimsoll.Engine.Solvency.Certificates.Windows;

/// <summary>One instrument in a window: where else it must stay, and what it is worth there at least and at most.</summary>
internal sealed class WindowCell(BoundRows rows)
{
    /// <summary>Near the expiry total volatility falls by large shares and small amounts: this much of it does not count.</summary>
    private const double SmallVolatility = 0.002;

    /// <summary>What a mark is rounded by, and a little for the comparison itself.</summary>
    private const double RoundingUnits = 1.001;

    /// <summary>Widens bands by far more than the roundings between a number here and the same one where it is priced.</summary>
    private const double Noise = 1e-12;

    private readonly InstrumentBand _band = new(rows.ClassCount);
    private long _heldStamp;
    private bool _isBounded;

    /// <summary>Its bounds, while <see cref="Holds"/>.</summary>
    public BoundArray Array { get; } = new(rows);

    /// <summary>Whether anybody may rely on it.</summary>
    public bool IsBuilt { get; set; }

    /// <summary>Whether the instrument is outside now, and nobody may rely on it any more.</summary>
    public bool HasLeft { get; set; }

    /// <summary>Draws bands around where the instrument is.</summary>
    public void Build(InstrumentProbe probe, BoundSpan span, double centre, int rung)
    {
        (IsBuilt, HasLeft, _heldStamp) = (true, false, probe.Stamp);
        var ratio = WindowLadder.Ratio(rung) + Noise;
        (_band.RatioLow, _band.RatioHigh) = (probe.Ratio * (1 - ratio), probe.Ratio * (1 + ratio));
        if (probe.Right is not { } right)
        {
            _isBounded = probe.IsFit && Array.TryFill(span, centre, _band);
            return;
        }

        var volatility = WindowLadder.Volatility(rung);
        for (var i = 0; i < probe.Totals.Length; i++)
        {
            var total = probe.Totals[i];
            var half = (volatility * (total + SmallVolatility)) + (Noise * total);
            (_band.TotalLow[i], _band.TotalHigh[i]) = (Math.Max(0, total - half), total + half);
        }

        // A mark that is its value rounded stays so; one that its book or somebody's hand holds elsewhere may go as far as forwards.
        var rounding = RoundingUnits * probe.Unit;
        var isRounded = Math.Abs(probe.Deviation) <= rounding;
        var (from, reach) = isRounded ? (0, rounding) : (probe.Deviation, centre * ratio);
        (_band.DeviationLow, _band.DeviationHigh) = (from - reach, from + reach);
        _isBounded = probe.IsFit && Array.TryFill(span, right, probe.Strike, centre, _band);
    }

    /// <summary>Whether its bounds hold for the instrument as it is.</summary>
    public bool Holds(InstrumentProbe probe)
    {
        if (!_isBounded || !probe.IsFit)
        {
            return false;
        }

        if (_heldStamp != probe.Stamp)
        {
            if (!IsInside(probe))
            {
                return false;
            }

            _heldStamp = probe.Stamp;
        }

        return true;
    }

    /// <summary>Whether an instrument that can be bounded is within the bands.</summary>
    public bool IsInside(InstrumentProbe probe) =>
        probe.Right is null ? _band.Holds(probe.Ratio) : _band.Holds(probe.Ratio, probe.Deviation, probe.Totals);
}
