using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Margin.Schedules;

/// <summary>Tiers by notional or by contracts, with rates of any length: where <see cref="RiskTierTable"/>'s nine decimals are too few.</summary>
/// <remarks>
/// Progressive: maintenance = measure · rate − deduction, deduction_n = deduction_{n−1} + floor_n · (rate_n − rate_{n−1}); flat: no deduction.
/// Source: Hyperliquid margin tiers (rates of ½ ÷ max leverage); OKX position tiers (by contracts, flat). docs/spec/0015-margin-models.md.
/// </remarks>
public sealed class TierSchedule : MarginSchedule
{
    private readonly TierRow[] _rows;
    private readonly decimal[] _deductions;

    /// <summary>Builds a schedule from rows in ascending order of floor.</summary>
    /// <exception cref="ArgumentException">A row breaks a rule; the message names the row and the rule.</exception>
    public TierSchedule(IEnumerable<TierRow> rows, TierMeasure measure, TierStyle style, TierBoundary boundary)
    {
        _rows = [.. rows];
        _deductions = new decimal[_rows.Length];
        (Measure, Style, Boundary) = (measure, style, boundary);
        if (FirstFault() is { } fault)
        {
            throw new ArgumentException(fault, nameof(rows));
        }

        for (var i = 1; i < _rows.Length && style == TierStyle.Progressive; i++)
        {
            _deductions[i] = _deductions[i - 1] + (_rows[i].Floor * (_rows[i].MaintenanceRate - _rows[i - 1].MaintenanceRate));
        }
    }

    /// <summary>What rows are chosen by.</summary>
    public TierMeasure Measure { get; }

    /// <summary>Flat or progressive.</summary>
    public TierStyle Style { get; }

    /// <summary>Where an exact boundary belongs.</summary>
    public TierBoundary Boundary { get; }

    /// <summary>The rows.</summary>
    public ReadOnlySpan<TierRow> Rows => _rows;

    /// <inheritdoc/>
    public override bool RisesWithNotional => true;

    /// <inheritdoc/>
    public override Rate LeastInitialRate => DecimalRates.Up(_rows[0].InitialRate);

    /// <inheritdoc/>
    public override Rate? MaintenanceRateUpTo(Contract contract, Quantity quantity, Money most)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return DecimalRates.Up(_rows[RowFor(Measured(new(contract), quantity, most))].MaintenanceRate);
    }

    /// <inheritdoc/>
    public override Money Maintenance(
        Contract contract,
        in PositionLine position,
        in MarketPoint market,
        Money notional,
        MarginTerms? terms
    )
    {
        ArgumentNullException.ThrowIfNull(contract);
        var scale = new RealScale(contract);
        var row = RowFor(Measured(scale, position.Quantity, notional));
        if (terms is not null)
        {
            terms.Add("exposure", position.Quantity);
            terms.Add("mark price", market.Mark);
            terms.Add("notional", notional);
            terms.Add("rate", _rows[row].MaintenanceRate);
            if (Style == TierStyle.Progressive)
            {
                terms.Add("maintenance amount deducted", _deductions[row]);
            }
        }

        // The deduction of a schedule by contracts is in contracts: it is worth as much as they are.
        return Measure == TierMeasure.Notional || _deductions[row] == 0
            ? ExactShare.Less(notional, _rows[row].MaintenanceRate, _deductions[row], contract.SettlementDecimals)
            : ExactShare.LessOfSize(
                notional,
                _rows[row].MaintenanceRate,
                _deductions[row],
                position.Quantity,
                contract.Parameters.QuantityDecimals
            );
    }

    /// <inheritdoc/>
    protected override Money InitialOf(
        Contract contract,
        in PositionLine position,
        Quantity exposure,
        in MarketPoint market,
        MarginTerms? terms
    )
    {
        ArgumentNullException.ThrowIfNull(contract);
        var scale = new RealScale(contract);
        var notional = contract.Notional(exposure, market.Mark);
        ref readonly var row = ref _rows[RowFor(Measured(scale, exposure, notional))];
        if (terms is not null)
        {
            terms.Add("exposure", exposure);
            terms.Add("mark price", market.Mark);
            terms.Add("notional", notional);
            terms.Add("rate", Math.Max(row.InitialRate, position.Leverage.ToDecimalRate()));
        }

        return Money.Max(row.InitialMargin(notional), position.Leverage.InitialMargin(notional));
    }

    private decimal Measured(RealScale scale, Quantity quantity, Money notional) =>
        Measure == TierMeasure.Size ? scale.Of(quantity.Abs()) : scale.Of(notional);

    private int RowFor(decimal measured)
    {
        var row = 0;
        for (var i = 1; i < _rows.Length; i++)
        {
            var isReached = Boundary == TierBoundary.FloorInclusive ? measured >= _rows[i].Floor : measured > _rows[i].Floor;
            row = isReached ? i : row;
        }

        return row;
    }

    private string? FirstFault()
    {
        for (var i = 0; i < _rows.Length; i++)
        {
            var row = _rows[i];
            if (i == 0 ? row.Floor != 0 : row.Floor <= _rows[i - 1].Floor)
            {
                return $"Tier {i + 1}: floors must begin at 0 and rise.";
            }

            if (row.MaintenanceRate is <= 0 or > 1 || row.InitialRate < row.MaintenanceRate || row.InitialRate > 1)
            {
                return $"Tier {i + 1}: rates must lie above 0 and at most at 1, and the initial rate not below the maintenance rate.";
            }

            if (!row.MaxLeverage.IsValid || (row.MaxLeverage != Leverage.Unset && row.InitialRate != row.MaxLeverage.ToDecimalRate()))
            {
                return $"Tier {i + 1}: the most leverage must lie between 1x and 1000x, and the initial rate be 1 ÷ leverage.";
            }

            if (i > 0 && (row.MaintenanceRate < _rows[i - 1].MaintenanceRate || row.InitialRate < _rows[i - 1].InitialRate))
            {
                return $"Tier {i + 1}: rates must not fall.";
            }
        }

        return _rows.Length == 0 ? "A margin table needs at least one tier." : null;
    }
}
