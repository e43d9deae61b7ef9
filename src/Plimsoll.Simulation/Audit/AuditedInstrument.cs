using Plimsoll.Instruments;
using Plimsoll.Margin;

namespace Plimsoll.Simulation.Audit;

/// <summary>What the auditor knows of an instrument, in its own arithmetic.</summary>
internal sealed class AuditedInstrument
{
    private readonly Int128 _numerator;
    private readonly Int128 _denominator;
    private readonly bool _isInverse;
    private (Int128 Floor, long Rate, Int128 Amount)[] _tiers = [];
    private bool _capInclusive;

    public AuditedInstrument(InstrumentParameters parameters, int settlementDecimals)
    {
        _isInverse = parameters.Payoff == Payoff.Inverse;
        Settlement = parameters.SettlementAsset.Value;
        Underlying = parameters.Underlying.Value;
        Base = parameters.BaseAsset.Value;
        QuantityDecimals = parameters.QuantityDecimals;
        HasMargin = parameters.Kind != InstrumentKind.Spot;
        var up = settlementDecimals + (_isInverse ? parameters.PriceDecimals : 0);
        var down = parameters.QuantityDecimals + parameters.MultiplierDecimals + (_isInverse ? 0 : parameters.PriceDecimals);
        var numerator = parameters.Multiplier * AuditMath.TenTo(Math.Max(0, up - down));
        var denominator = AuditMath.TenTo(Math.Max(0, down - up));
        var common = AuditMath.CommonDivisor(numerator, denominator);
        (_numerator, _denominator) = (numerator / common, denominator / common);
        Change(parameters);
    }

    /// <summary>The settlement asset.</summary>
    public int Settlement { get; }

    /// <summary>The index that it follows.</summary>
    public int Underlying { get; }

    /// <summary>What a spot trade delivers.</summary>
    public int Base { get; }

    public int QuantityDecimals { get; }

    /// <summary>Whether positions in it need margin.</summary>
    public bool HasMargin { get; }

    /// <summary>The mark price in units; zero for none.</summary>
    public long Mark { get; set; }

    /// <summary>Σ of all accounts' quantities: must be zero.</summary>
    public Int128 QuantityTotal { get; set; }

    public void Change(InstrumentParameters parameters)
    {
        _capInclusive = parameters.Tiers.Boundary == TierBoundary.CapInclusive;
        var rows = parameters.Tiers.Tiers;
        _tiers = new (Int128, long, Int128)[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            // The maintenance amount is derived here from the rates, not believed.
            Int128 amount = 0;
            if (parameters.Tiers.Style == TierStyle.Progressive && i > 0)
            {
                var step = rows[i].MaintenanceMarginRate.Nano - _tiers[i - 1].Rate;
                amount = _tiers[i - 1].Amount + AuditMath.Down(rows[i].Floor.Units * step, AuditMath.Billion);
            }

            _tiers[i] = (rows[i].Floor.Units, rows[i].MaintenanceMarginRate.Nano, amount);
        }
    }

    /// <summary>Value of a position at the mark, rounded down, and its notional, rounded up.</summary>
    public (Int128 Value, Int128 Notional) Worth(long quantity)
    {
        if (Mark == 0)
        {
            return (0, 0);
        }

        var (dividend, divisor) = Fraction(quantity, Mark);
        var value = AuditMath.Down(dividend, divisor);
        var notional = dividend < 0 ? -value : AuditMath.Up(dividend, divisor);
        return (value, notional);
    }

    /// <summary>Value of a quantity at a price, rounded up: what a taker gives for it.</summary>
    public Int128 ValueUp(long quantity, long price)
    {
        var (dividend, divisor) = Fraction(quantity, price);
        return AuditMath.Up(dividend, divisor);
    }

    /// <summary>Unsigned value of a quantity at a price, rounded down and up.</summary>
    public (Int128 Down, Int128 Up) Size(long quantity, long price)
    {
        var (dividend, divisor) = Fraction(quantity, price);
        var size = dividend < 0 ? -dividend : dividend;
        return (AuditMath.Down(size, divisor), AuditMath.Up(size, divisor));
    }

    /// <summary>Maintenance margin on a notional.</summary>
    public Int128 Maintenance(Int128 notional)
    {
        var row = 0;
        while (row + 1 < _tiers.Length && (_capInclusive ? notional > _tiers[row + 1].Floor : notional >= _tiers[row + 1].Floor))
        {
            row++;
        }

        var margin = AuditMath.Up(notional * _tiers[row].Rate, AuditMath.Billion) - _tiers[row].Amount;
        return margin > 0 ? margin : 0;
    }

    private (Int128 Dividend, Int128 Divisor) Fraction(long quantity, long price) =>
        _isInverse ? (-quantity * _numerator, _denominator * price) : ((Int128)quantity * price * _numerator, _denominator);
}
