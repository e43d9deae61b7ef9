using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>Margin rates by notional: P1 of the standard model, with user leverage on top.</summary>
/// <remarks>Source: Binance FAQ "leverage and margin" (progressive, cum_n = cum_{n−1} + floor_n·(MMR_n − MMR_{n−1})); OKX position tiers (flat). docs/spec/0004-margin.md.</remarks>
public sealed class RiskTierTable : MarginSchedule
{
    private readonly RiskTier[] _tiers;

    /// <summary>Builds a table from rows in ascending order of floor.</summary>
    /// <param name="tiers">The rows; see <see cref="RiskTier"/> for the ranges.</param>
    /// <param name="style">Flat or progressive.</param>
    /// <param name="boundary">Where an exact boundary belongs.</param>
    /// <exception cref="ArgumentException">A row breaks a rule; the message names the row and the rule.</exception>
    public RiskTierTable(IEnumerable<RiskTier> tiers, TierStyle style, TierBoundary boundary)
    {
        _tiers = [.. tiers];
        Style = style;
        Boundary = boundary;
        if (FirstFault() is { } fault)
        {
            throw new ArgumentException(fault, nameof(tiers));
        }
    }

    private RiskTierTable()
    {
        _tiers = [];
        Style = TierStyle.Flat;
        Boundary = TierBoundary.FloorInclusive;
    }

    /// <summary>No tiers: for instruments that carry no margin (spot).</summary>
    public static RiskTierTable Empty { get; } = new();

    /// <summary>Flat or progressive.</summary>
    public TierStyle Style { get; }

    /// <summary>Where an exact boundary belongs.</summary>
    public TierBoundary Boundary { get; }

    /// <summary>The rows, by ascending floor.</summary>
    public ReadOnlySpan<RiskTier> Tiers => _tiers;

    /// <inheritdoc/>
    public override bool IsEmpty => _tiers.Length == 0;

    /// <inheritdoc/>
    public override bool RisesWithNotional => true;

    /// <inheritdoc/>
    public override Rate LeastInitialRate => _tiers[0].InitialMarginRate;

    /// <inheritdoc/>
    /// <remarks>That of the tier: rates do not fall, and what a progressive table deducts only makes it less.</remarks>
    public override Rate? MaintenanceRateUpTo(Contract contract, Quantity quantity, Money most) => For(most).MaintenanceMarginRate;

    /// <inheritdoc/>
    /// <remarks>
    /// A progressive table is the highest of its tiers' lines, but for the rounding of the amounts, less than a unit each. In a flat one nothing is less than the first rate.
    /// </remarks>
    public override (Rate Rate, Money Deduction)? MaintenanceFloorAt(Money notional)
    {
        if (Style == TierStyle.Flat)
        {
            return (_tiers[0].MaintenanceMarginRate, Money.Zero);
        }

        ref readonly var tier = ref For(notional);
        return (tier.MaintenanceMarginRate, tier.MaintenanceAmount + new Money(_tiers.Length));
    }

    /// <summary>A progressive table from floors and rates alone; the maintenance amounts follow from them, rounded down.</summary>
    public static RiskTierTable Progressive(IEnumerable<(Money Floor, Rate Initial, Rate Maintenance)> rows, TierBoundary boundary)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Of(rows.Select(row => new RiskTier(row.Floor, row.Initial, row.Maintenance, Money.Zero)), TierStyle.Progressive, boundary);
    }

    /// <summary>A flat table from floors and rates.</summary>
    public static RiskTierTable Flat(IEnumerable<(Money Floor, Rate Initial, Rate Maintenance)> rows, TierBoundary boundary) =>
        new(rows.Select(row => new RiskTier(row.Floor, row.Initial, row.Maintenance, Money.Zero)), TierStyle.Flat, boundary);

    /// <summary>A table from rows without maintenance amounts: in a progressive one they follow from floors and rates, rounded down.</summary>
    public static RiskTierTable Of(IEnumerable<RiskTier> rows, TierStyle style, TierBoundary boundary)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var tiers = new List<RiskTier>();
        foreach (var row in rows)
        {
            var isFirst = tiers.Count == 0 || style == TierStyle.Flat;
            tiers.Add(row with { MaintenanceAmount = isFirst ? Money.Zero : NextAmount(tiers[^1], row.Floor, row.MaintenanceMarginRate) });
        }

        return new(tiers, style, boundary);
    }

    /// <summary>The row that holds for <paramref name="notional"/>.</summary>
    public ref readonly RiskTier For(Money notional)
    {
        var row = 0;
        for (var i = 1; i < _tiers.Length && IsReached(_tiers[i].Floor, notional); i++)
        {
            row = i;
        }

        return ref _tiers[row];
    }

    /// <summary>Maintenance margin on <paramref name="notional"/>, rounded up, never negative.</summary>
    public Money MaintenanceMargin(Money notional)
    {
        ref readonly var tier = ref For(notional);
        return Money.Max(Money.Zero, notional.Scale(tier.MaintenanceMarginRate, Rounding.Ceiling) - tier.MaintenanceAmount);
    }

    /// <summary>Initial margin on <paramref name="notional"/>, rounded up: the tier's, or the user's leverage if that asks for more.</summary>
    public Money InitialMargin(Money notional, Leverage leverage) =>
        Money.Max(For(notional).InitialMargin(notional), leverage.InitialMargin(notional));

    /// <inheritdoc/>
    public override Money Maintenance(
        Contract contract,
        in PositionLine position,
        in MarketPoint market,
        Money notional,
        MarginTerms? terms
    )
    {
        if (terms is not null)
        {
            ref readonly var tier = ref For(notional);
            terms.Add("exposure", position.Quantity);
            terms.Add("mark price", market.Mark);
            terms.Add("notional", notional);
            terms.Add("rate", tier.MaintenanceMarginRate);
            if (Style == TierStyle.Progressive)
            {
                terms.Add("maintenance amount deducted", tier.MaintenanceAmount);
            }
        }

        return MaintenanceMargin(notional);
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
        var notional = contract.Notional(exposure, market.Mark);
        if (terms is not null)
        {
            terms.Add("exposure", exposure);
            terms.Add("mark price", market.Mark);
            terms.Add("notional", notional);
            AddRate(terms, For(notional), position.Leverage);
        }

        return InitialMargin(notional, position.Leverage);
    }

    private static void AddRate(MarginTerms terms, in RiskTier tier, Leverage user)
    {
        var leverage = user.InitialMarginRate > tier.InitialMarginRate ? user : tier.MaxLeverage;
        if (leverage == Leverage.Unset)
        {
            terms.Add("rate", tier.InitialMarginRate);
        }
        else
        {
            terms.Add("rate", leverage.ToDecimalRate());
        }
    }

    private bool IsReached(Money floor, Money notional) => Boundary == TierBoundary.FloorInclusive ? notional >= floor : notional > floor;

    private string? FirstFault()
    {
        for (var i = 0; i < _tiers.Length; i++)
        {
            var tier = _tiers[i];
            if (i == 0 ? !tier.Floor.IsZero : tier.Floor <= _tiers[i - 1].Floor)
            {
                return $"Tier {i + 1}: floors must begin at 0 and rise.";
            }

            if (tier.MaintenanceMarginRate.Nano is <= 0 or > Rate.NanoPerOne)
            {
                return $"Tier {i + 1}: the maintenance margin rate must be above 0 and at most 100 %.";
            }

            if (
                !tier.MaxLeverage.IsValid
                || (tier.MaxLeverage != Leverage.Unset && tier.InitialMarginRate != tier.MaxLeverage.InitialMarginRate)
            )
            {
                return $"Tier {i + 1}: the most leverage must lie between 1x and 1000x, and the initial margin rate be 1 ÷ leverage, rounded up.";
            }

            if (IsBelow(tier.ExactInitialRate, (tier.MaintenanceMarginRate.Nano, Rate.NanoPerOne)) || tier.InitialMarginRate > Rate.One)
            {
                return $"Tier {i + 1}: the initial margin rate must lie between the maintenance margin rate and 100 %.";
            }

            if (i > 0 && tier.MaintenanceMarginRate < _tiers[i - 1].MaintenanceMarginRate)
            {
                return $"Tier {i + 1}: maintenance margin rates must not fall.";
            }

            // Otherwise a larger position could need less to open (MARG-008).
            if (i > 0 && IsBelow(tier.ExactInitialRate, _tiers[i - 1].ExactInitialRate))
            {
                return $"Tier {i + 1}: initial margin rates must not fall.";
            }

            var expected =
                i == 0 || Style == TierStyle.Flat ? Money.Zero : NextAmount(_tiers[i - 1], tier.Floor, tier.MaintenanceMarginRate);
            if (tier.MaintenanceAmount != expected)
            {
                return $"Tier {i + 1}: the maintenance amount is {tier.MaintenanceAmount}, the rates make it {expected} units.";
            }
        }

        return _tiers.Length == 0 ? "A margin table needs at least one tier." : null;
    }

    private static bool IsBelow((Int128 Numerator, Int128 Denominator) left, (Int128 Numerator, Int128 Denominator) right) =>
        left.Numerator * right.Denominator < right.Numerator * left.Denominator;

    private static Money NextAmount(RiskTier previous, Money floor, Rate maintenance) =>
        previous.MaintenanceAmount + floor.Scale(maintenance - previous.MaintenanceMarginRate, Rounding.Floor);
}
