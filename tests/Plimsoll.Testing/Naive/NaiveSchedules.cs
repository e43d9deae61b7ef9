using System.Numerics;
using Plimsoll.Margin;
using Plimsoll.Margin.Schedules;

namespace Plimsoll.Testing.Naive;

/// <summary>Margin by schedule, in fractions of any size: docs/spec/0015. Of the product's schedules only the parameters are read.</summary>
internal static class NaiveSchedules
{
    /// <summary>The initial margin rate of the smallest position, in billionths, rounded up.</summary>
    public static BigInteger LowestInitialRate(MarginSchedule schedule) =>
        schedule switch
        {
            RiskTierTable table => table.Tiers[0].InitialMarginRate.Nano,
            AffineSchedule affine => Nano(affine.InitialBase),
            BracketSchedule bracket => Nano(bracket.InitialRate),
            TierSchedule tiers => Nano(tiers.Rows[0].InitialRate),
            ProvisionedSchedule around => LowestInitialRate(around.Inner),
            OptionSchedule option => BigInteger.Min(Ratio.Nano, Nano(option.Formula.Floor)),
            _ => throw new NotSupportedException(schedule.GetType().Name),
        };

    /// <summary>Maintenance margin of the position, in the settlement asset.</summary>
    public static BigInteger Maintenance(MarginSchedule schedule, NaiveSight sight) =>
        schedule switch
        {
            RiskTierTable table => ByTable(table, sight.Worth),
            AffineSchedule affine => Straight(affine, affine.MaintenanceBase, sight, sight.Position.Quantity, WorthAt(affine, sight)),
            BracketSchedule bracket => Required(
                (sight.Worth * Ratio.Of(bracket.MaintenanceRate)) - sight.Units(Ratio.Of(bracket.Deduction))
            ),
            TierSchedule tiers => ByRows(tiers, sight),
            ProvisionedSchedule around => Maintenance(around.Inner, around.IsAtEntry ? sight.AtEntry() : sight) + Fee(around, sight),
            OptionSchedule option => NaiveOptionMargin.Maintenance(option, sight),
            _ => throw new NotSupportedException(schedule.GetType().Name),
        };

    /// <summary>Initial margin of an exposure, without losses of orders and without what comes beside it.</summary>
    public static BigInteger Initial(MarginSchedule schedule, NaiveSight sight, BigInteger exposure)
    {
        switch (schedule)
        {
            case RiskTierTable table:
                var worth = sight.Notional(exposure, sight.Mark);
                var tier = Tier(table, worth).Tier;
                var ofTier = OfLeverage(tier.MaxLeverage.Hundredths, worth) ?? Ratio.Share(worth, tier.InitialMarginRate.Nano);
                return BigInteger.Max(ofTier.Ceiling(), OfUser(sight, worth));
            case AffineSchedule affine:
                var all = sight.Notional(exposure, affine.IsAtIndex ? sight.Index : sight.Mark);
                var atUser = BigInteger.Min(all, OfUser(sight, all));
                return BigInteger.Max(atUser, Straight(affine, affine.InitialBase, sight, exposure, all));
            case BracketSchedule bracket:
                return OfRate(bracket.InitialRate, sight, exposure);
            case TierSchedule tiers:
                var whole = sight.Notional(exposure, sight.Mark);
                var (row, _) = Row(tiers, sight, exposure, whole);
                var ofRow = OfLeverage(row.MaxLeverage.Hundredths, whole) ?? whole * Ratio.Of(row.InitialRate);
                return BigInteger.Max(ofRow.Ceiling(), OfUser(sight, whole));
            case OptionSchedule option:
                return NaiveOptionMargin.Initial(option, sight, exposure);
            case ProvisionedSchedule around:
                return Initial(around.Inner, around.IsAtEntry ? sight.AtEntry() : sight, exposure);
            default:
                throw new NotSupportedException(schedule.GetType().Name);
        }
    }

    /// <summary>What is asked for beside the worse side: provisions for the fee of closing.</summary>
    public static BigInteger InitialBeside(MarginSchedule schedule, NaiveSight sight) =>
        schedule is ProvisionedSchedule around
            ? (around.IsFeeInInitial ? Fee(around, sight) : 0) + InitialBeside(around.Inner, around.IsAtEntry ? sight.AtEntry() : sight)
            : 0;

    /// <summary>What the position is worth at the schedule's price; where index and mark are one, what it is worth anyway.</summary>
    private static BigInteger WorthAt(AffineSchedule affine, NaiveSight sight) =>
        affine.IsAtIndex && sight.Index != sight.Mark ? sight.Notional(sight.Position.Quantity, sight.Index) : sight.Worth;

    private static BigInteger Straight(AffineSchedule affine, decimal start, NaiveSight sight, BigInteger exposure, BigInteger worth)
    {
        var rate = Ratio.Of(start) + (Ratio.Of(affine.Slope) * sight.Size(exposure, worth));
        return affine.IsCappedAtNotional ? (worth * Ratio.Min(Ratio.Of(1, 1), rate)).Ceiling()
            : rate.IsAbove(Ratio.Of(10, 1)) ? (BigInteger)MarginSchedule.MostRequired.Units
            : (worth * rate).Ceiling();
    }

    private static BigInteger ByRows(TierSchedule tiers, NaiveSight sight)
    {
        var (row, deduction) = Row(tiers, sight, sight.Position.Quantity, sight.Worth);
        var contracts = sight.Contracts(sight.Position.Quantity);
        // Of a schedule by contracts the deduction is in contracts, each worth its part.
        var deducted = tiers.Measure == TierMeasure.Size ? sight.Worth * deduction / contracts : sight.Units(deduction);
        return Required((sight.Worth * Ratio.Of(row.MaintenanceRate)) - deducted);
    }

    private static (TierRow Row, Ratio Deduction) Row(TierSchedule tiers, NaiveSight sight, BigInteger quantity, BigInteger worth)
    {
        var measured = tiers.Measure == TierMeasure.Size ? sight.Contracts(quantity) : sight.Whole(worth);
        var (row, deduction) = (tiers.Rows[0], Ratio.Of(0, 1));
        for (var i = 1; i < tiers.Rows.Length; i++)
        {
            var (floor, next) = (Ratio.Of(tiers.Rows[i].Floor), tiers.Rows[i]);
            if (tiers.Boundary == TierBoundary.FloorInclusive ? floor.IsAbove(measured) : !measured.IsAbove(floor))
                break;

            if (tiers.Style == TierStyle.Progressive)
                deduction += floor * (Ratio.Of(next.MaintenanceRate) - Ratio.Of(row.MaintenanceRate));

            row = next;
        }

        return (row, deduction);
    }

    private static BigInteger OfRate(decimal rate, NaiveSight sight, BigInteger exposure)
    {
        var worth = sight.Notional(exposure, sight.Mark);
        return BigInteger.Max((worth * Ratio.Of(rate)).Ceiling(), OfUser(sight, worth));
    }

    /// <summary>What the user's leverage asks for: exactly one over it.</summary>
    private static BigInteger OfUser(NaiveSight sight, BigInteger worth) => OfLeverage(sight.Leverage, worth)?.Ceiling() ?? 0;

    private static Ratio? OfLeverage(BigInteger hundredths, BigInteger worth) => hundredths == 0 ? null : Ratio.Of(100 * worth, hundredths);

    private static BigInteger Fee(ProvisionedSchedule around, NaiveSight sight)
    {
        if (sight.Position.Quantity.IsZero)
            return 0;

        return (AtClosing(around.Basis, sight) * Ratio.Of(around.ClosingFee)).Ceiling();
    }

    private static Ratio AtClosing(ClosingFeeBasis basis, NaiveSight sight)
    {
        if (basis == ClosingFeeBasis.Mark)
            return Ratio.Of(sight.Worth, 1);

        // entry value less the margin that was put up for it
        var cost = Ratio.Of(sight.Position.Cost, 1);
        return sight.Leverage == 0 ? cost.Abs() : (cost - (cost.Abs() * Ratio.Of(100, sight.Leverage))).Abs();
    }

    private static BigInteger ByTable(RiskTierTable table, BigInteger worth)
    {
        var (tier, amount) = Tier(table, worth);
        return BigInteger.Max(0, Ratio.Share(worth, tier.MaintenanceMarginRate.Nano).Ceiling() - amount);
    }

    /// <summary>The row that holds for a notional, with its maintenance amount worked out from the rates.</summary>
    private static (RiskTier Tier, BigInteger Amount) Tier(RiskTierTable table, BigInteger notional)
    {
        var amount = BigInteger.Zero;
        var tiers = table.Tiers;
        var row = 0;
        for (var i = 1; i < tiers.Length; i++)
        {
            var floor = (BigInteger)tiers[i].Floor.Units;
            var isReached = table.Boundary == TierBoundary.FloorInclusive ? floor <= notional : floor < notional;
            if (!isReached)
                break;

            row = i;
            if (table.Style == TierStyle.Progressive)
                amount += Ratio.Share(floor, tiers[i].MaintenanceMarginRate.Nano - tiers[i - 1].MaintenanceMarginRate.Nano).Floor();
        }

        return (tiers[row], amount);
    }

    private static BigInteger Required(Ratio amount) => BigInteger.Max(0, amount.Ceiling());

    private static BigInteger Nano(decimal rate) => (Ratio.Nano * Ratio.Of(rate)).Ceiling();
}
