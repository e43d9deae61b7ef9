using System.Globalization;
using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Trading;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Requests;
using Plimsoll.Instruments;
using Plimsoll.Server.Problems;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Translation;

/// <summary>What is permitted, in words, for refusals of quantities, prices and leverages that are off their instrument, and of amounts that are too large: the engine says which member, not the numbers.</summary>
internal static class GridLimits
{
    /// <summary>Whether a refusal is of the kind that has more to say.</summary>
    public static bool Speaks(in Outcome outcome) =>
        (RejectReason)outcome.Code
            is RejectReason.QuantityInvalid
                or RejectReason.PriceInvalid
                or RejectReason.LeverageInvalid
                or RejectReason.AmountTooLarge;

    /// <summary>The refusal, with what is permitted and what was found where that is known; otherwise as it is.</summary>
    /// <param name="problem">The refusal.</param>
    /// <param name="outcome">What became of the request.</param>
    /// <param name="entry">The request.</param>
    /// <param name="machine">The venue.</param>
    public static Problem Tell(Problem problem, in Outcome outcome, in HostEntry entry, VenueMachine machine)
    {
        var reason = (RejectReason)outcome.Code;
        var command = entry.Command;
        if (reason == RejectReason.AmountTooLarge)
            return AssetOf(command) is { } asset && machine.Engine.IsKnown(asset)
                ? problem with
                {
                    Detail = Most(asset, machine.Engine),
                }
                : problem;

        if (command is SetLeverage leverage && machine.Engine.IsKnown(leverage.Instrument))
            return problem with { Detail = Leverages(leverage, machine.Engine) };

        if (command is RecordTrades trades)
            return OfLegs(problem, reason, trades.Legs.Span, machine.Engine);

        var (instrument, quantity, price) = command switch
        {
            PlaceOrder order => (order.Instrument, order.Quantity, order.LimitPrice),
            AmendOrder amend => (InstrumentOf(amend.Order, entry, machine), amend.Quantity, amend.LimitPrice),
            _ => default((InstrumentId?, Quantity, Price)),
        };
        return instrument is { } known && machine.Engine.IsKnown(known)
            ? problem with
            {
                Detail = Detail(reason, quantity, price, machine.Engine.View(known).Parameters, isOrder: true),
            }
            : problem;
    }

    private static AssetId? AssetOf(Command? command) =>
        command switch
        {
            DepositCollateral it => it.Asset,
            WithdrawCollateral it => it.Asset,
            TransferCollateral it => it.Asset,
            FundInsurance it => it.Asset,
            _ => null,
        };

    private static string Most(AssetId asset, MarginEngine engine)
    {
        var rules = engine.View(asset).Asset;
        return $"permitted is at most {DecimalText.Of(AssetLimits.MaxAmount.Units, rules.Decimals)} {rules.Symbol}.";
    }

    private static InstrumentId? InstrumentOf(OrderId order, in HostEntry entry, VenueMachine machine)
    {
        var named = entry is { Kind: EntryKind.LabelledOrder, Labels: [var label] } ? machine.FindOrder(entry.Account, label) : order;
        return named is { } open ? machine.Engine.OrderOf(open)?.Instrument : null;
    }

    /// <summary>The first leg that is off its instrument is the one that the engine means.</summary>
    private static Problem OfLegs(Problem problem, RejectReason reason, ReadOnlySpan<TradeLeg> legs, MarginEngine engine)
    {
        for (var i = 0; i < legs.Length; i++)
        {
            if (!engine.IsKnown(legs[i].Instrument))
                continue;

            var rules = engine.View(legs[i].Instrument).Parameters;
            var isOff =
                reason == RejectReason.QuantityInvalid
                    ? IsOff(legs[i].Quantity.Units, rules.LotSize.Units, -Quantity.MaxUnits, Quantity.MaxUnits)
                    : IsOff(legs[i].Price.Units, rules.TickSize.Units, 1, Price.MaxUnits);
            if (isOff)
            {
                return problem with
                {
                    Field = string.Create(CultureInfo.InvariantCulture, $"legs[{i}].{problem.Field}"),
                    Detail = Detail(reason, legs[i].Quantity, legs[i].Price, rules, isOrder: false),
                };
            }
        }

        return problem;
    }

    private static bool IsOff(long units, long step, long least, long most) =>
        units == 0 || units < least || units > most || units % step != 0;

    private static string Detail(RejectReason reason, Quantity quantity, Price price, InstrumentParameters rules, bool isOrder)
    {
        string Quantities(long units) => DecimalText.Of(units, rules.QuantityDecimals).ToString();
        string Prices(long units) => DecimalText.Of(units, rules.PriceDecimals).ToString();
        if (reason == RejectReason.PriceInvalid)
            return $"permitted are multiples of {Prices(rules.TickSize.Units)} (tick_size) above 0; found {Prices(price.Units)}.";

        var most = isOrder ? $", at most {Quantities(rules.MaxOrderQuantity.Units)} (max_order_amount)" : "";
        return $"permitted are multiples of {Quantities(rules.LotSize.Units)} (lot_size) above 0{most}; found {Quantities(Math.Abs(quantity.Units))}.";
    }

    private static string Leverages(SetLeverage asked, MarginEngine engine)
    {
        var least = engine.View(asked.Instrument).Parameters.Margin.LeastInitialRate;
        var most = least.Nano > 0 ? Leverage.Most(least) : Leverage.Max;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"permitted is 1 to {most.Hundredths / 100m}; found {asked.Leverage.Hundredths / 100m}."
        );
    }
}
