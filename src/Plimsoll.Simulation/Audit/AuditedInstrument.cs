using Plimsoll.Instruments;
using Plimsoll.Margin;

namespace Plimsoll.Simulation.Audit;

/// <summary>What the auditor knows of an instrument, in its own arithmetic.</summary>
/// <remarks>
/// Margin by risk tiers it computes by itself. Of any other schedule it asks the schedule object, with position, leverage and prices of its own folding:
/// a fault inside such a schedule goes unseen here, one in what the engine shows it does not. The naive model of the tests has the formulas a second time.
/// </remarks>
internal sealed class AuditedInstrument
{
    private readonly Int128 _numerator;
    private readonly Int128 _denominator;
    private readonly bool _isInverse;
    private readonly Int128 _indexScale; // the index has the decimals of the price, but for an option
    private readonly int _settlementDecimals;
    private (Int128 Floor, long Rate, Int128 Amount)[] _tiers = [];
    private bool _capInclusive;
    private MarginSchedule? _schedule; // null for risk tiers
    private Contract? _contract;

    public AuditedInstrument(InstrumentParameters parameters, int settlementDecimals, int indexDecimals)
    {
        // An option is worth its own price, in whatever it is paid.
        _isInverse = parameters.Payoff == Payoff.Inverse && parameters.Option is null;
        _indexScale = AuditMath.TenTo(parameters.PriceDecimals - indexDecimals);
        _settlementDecimals = settlementDecimals;
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
        Accrual = new(parameters, indexDecimals);
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

    /// <summary>What time brings to it.</summary>
    public AuditedAccrual Accrual { get; }

    /// <summary>Whether it was settled for ever.</summary>
    public bool IsClosed { get; set; }

    /// <summary>The mark price in units; zero for none.</summary>
    public long Mark { get; set; }

    /// <summary>Σ of all accounts' quantities: must be zero.</summary>
    public Int128 QuantityTotal { get; set; }

    public void Change(InstrumentParameters parameters)
    {
        Accrual.Change(parameters);
        if (parameters.Margin is not RiskTierTable table)
        {
            (_schedule, _contract, _tiers) = (parameters.Margin, new Contract(parameters, _settlementDecimals), []);
            return;
        }

        (_schedule, _contract) = (null, null);
        _capInclusive = table.Boundary == TierBoundary.CapInclusive;
        var rows = table.Tiers;
        _tiers = new (Int128, long, Int128)[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            // The maintenance amount is derived here from the rates, not believed.
            Int128 amount = 0;
            if (table.Style == TierStyle.Progressive && i > 0)
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

    /// <summary>Value of a quantity at a price, rounded down: what a position is settled at.</summary>
    public Int128 ValueDown(Int128 quantity, long price)
    {
        var (dividend, divisor) = Fraction((long)quantity, price);
        return AuditMath.Down(dividend, divisor);
    }

    /// <summary>Unsigned value of a quantity at a price, rounded down and up.</summary>
    public (Int128 Down, Int128 Up) Size(long quantity, long price)
    {
        var (dividend, divisor) = Fraction(quantity, price);
        var size = dividend < 0 ? -dividend : dividend;
        return (AuditMath.Down(size, divisor), AuditMath.Up(size, divisor));
    }

    /// <summary>Maintenance margin of a position, in the settlement asset.</summary>
    /// <param name="row">The position.</param>
    /// <param name="notional">Its notional at the mark.</param>
    /// <param name="leverage">The user's leverage in hundredths; zero for none.</param>
    /// <param name="index">The index price; zero for none.</param>
    public Int128 Maintenance(in AuditedPositions.Row row, Int128 notional, int leverage, long index)
    {
        if (_schedule is null)
        {
            return ByTiers(notional);
        }

        var line = new PositionLine(_contract!.Parameters.Id, new(row.Quantity), new(row.Cost), new(leverage));
        var seen = index > 0 ? (long)Int128.Min(long.MaxValue, index * _indexScale) : Mark;
        return _schedule.Maintenance(_contract, line, new(new(Mark), new(seen)), new(notional), null).Units;
    }

    private Int128 ByTiers(Int128 notional)
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
