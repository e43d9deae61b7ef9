using System.Numerics;
using Plimsoll.Margin.Schedules;
using Plimsoll.Pricing;

namespace Plimsoll.Testing.Naive;

/// <summary>Margin of options, in fractions: docs/spec/0020, "Margin".</summary>
internal static class NaiveOptionMargin
{
    public static BigInteger Maintenance(OptionSchedule schedule, NaiveSight sight) =>
        sight.Position.Quantity.Sign < 0 ? OfAll(sight, sight.Position.Quantity, MaintenanceOfOne(schedule, sight)) : 0;

    public static BigInteger Initial(OptionSchedule schedule, NaiveSight sight, BigInteger exposure)
    {
        if (exposure.Sign >= 0)
            return schedule.Formula.IsLongWorthHeld ? sight.Notional(exposure, sight.Mark) : 0;

        var (initial, maintenance) = (InitialOfOne(schedule, sight), MaintenanceOfOne(schedule, sight));
        return OfAll(sight, exposure, schedule.Formula.IsInitialAtLeastMaintenance ? Ratio.Max(initial, maintenance) : initial);
    }

    private static BigInteger OfAll(NaiveSight sight, BigInteger quantity, Ratio each)
    {
        var multiplier = sight.Instrument.Parameters.Multiplier * Ratio.PowerOfTen(-sight.Instrument.Parameters.MultiplierDecimals);
        return BigInteger.Min(BigInteger.Pow(10, 28), sight.Units(sight.Contracts(quantity) * multiplier * each).Ceiling());
    }

    private static Ratio InitialOfOne(OptionSchedule schedule, NaiveSight sight)
    {
        var formula = schedule.Formula;
        var share = (Ratio.Of(formula.Base) * Basis(OptionBasis.Underlying, schedule, sight)) - Distance(schedule, sight);
        return Added(schedule, sight, Ratio.Max(share, Ratio.Of(formula.Floor) * Basis(formula.FloorOf, schedule, sight)));
    }

    private static Ratio MaintenanceOfOne(OptionSchedule schedule, NaiveSight sight)
    {
        var formula = schedule.Formula;
        if (formula.Maintenance is not { } share)
            return InitialOfOne(schedule, sight);

        var basic = Ratio.Of(share) * Basis(formula.MaintenanceOf, schedule, sight);
        if (formula.IsMaintenanceLessOutOfTheMoney)
            basic -= Distance(schedule, sight);

        return Added(schedule, sight, Ratio.Max(basic, Ratio.Of(formula.MaintenanceOfMark) * Price(sight, sight.Mark)));
    }

    private static Ratio Added(OptionSchedule schedule, NaiveSight sight, Ratio each)
    {
        if (schedule.Formula.IsCappedAtStrike && schedule.Right == OptionType.Put)
            each = Ratio.Min(each, Basis(OptionBasis.Strike, schedule, sight));

        return schedule.Formula.IsMarkAdded ? each + Price(sight, sight.Mark) : each;
    }

    /// <summary>How far out of the money, in what the premium is in.</summary>
    private static Ratio Distance(OptionSchedule schedule, NaiveSight sight)
    {
        var gain = Price(sight, sight.Index) - Ratio.Of(schedule.Strike);
        var distance = Ratio.Max(Ratio.Of(0, 1), schedule.Right == OptionType.Put ? gain : Ratio.Of(0, 1) - gain);
        return schedule.IsInverse ? distance / Price(sight, sight.Index) : distance;
    }

    private static Ratio Basis(OptionBasis basis, OptionSchedule schedule, NaiveSight sight)
    {
        var (strike, index) = (Ratio.Of(schedule.Strike), Price(sight, sight.Index));
        var price =
            basis == OptionBasis.Strike ? strike
            : basis == OptionBasis.Lower ? Ratio.Min(strike, index)
            : index;
        return schedule.IsInverse ? price / index : price;
    }

    private static Ratio Price(NaiveSight sight, BigInteger units) => units * Ratio.PowerOfTen(-sight.Instrument.Parameters.PriceDecimals);
}
