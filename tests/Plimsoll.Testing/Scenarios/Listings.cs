using Plimsoll.Collateral;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Margin.Schedules;
using Plimsoll.Marking;
using Plimsoll.Pricing;
using Plimsoll.Values;

namespace Plimsoll.Testing.Scenarios;

/// <summary>What else a scenario may list, in numbers as small as the standard venue's. Ids are given on listing.</summary>
public static class Listings
{
    /// <summary>Initial 10 %, maintenance 5 % of any notional.</summary>
    public static RiskTierTable TenAndFive { get; } =
        RiskTierTable.Flat([(Money.Zero, Rate.FromPercent(10), Rate.FromPercent(5))], TierBoundary.FloorInclusive);

    /// <summary>Ether in dollars, three sources.</summary>
    public static IndexParameters EtherIndex { get; } = Scenario.Index("x", "y", "z") with { Symbol = "ETH/USD" };

    /// <summary>Ether as collateral: 2 decimals, 10 % haircut, 5 % conversion discount.</summary>
    public static AssetParameters Ether(IndexId index) => Scenario.Bitcoin with { Symbol = "ETH", Index = index };

    /// <summary>A linear perpetual on another index, like the standard one.</summary>
    public static InstrumentParameters LinearOn(IndexId index) =>
        Scenario.Perpetual with
        {
            Symbol = $"PERP{index.Value}",
            Underlying = index,
        };

    /// <summary>An inverse perpetual on bitcoin, settled in bitcoin, face 100 dollars: at 100 one contract is one bitcoin.</summary>
    public static InstrumentParameters Inverse { get; } =
        Scenario.Perpetual with
        {
            Symbol = "INVERSE",
            Payoff = Payoff.Inverse,
            SettlementAsset = Scenario.Btc,
            Multiplier = 100,
        };

    /// <summary>A quanto on an index, settled in bitcoin: one contract gains 0.01 bitcoin (one unit) a point.</summary>
    public static InstrumentParameters QuantoOn(IndexId index) =>
        Scenario.Perpetual with
        {
            Symbol = "QUANTO",
            Payoff = Payoff.Quanto,
            SettlementAsset = Scenario.Btc,
            Underlying = index,
            Multiplier = 1,
            MultiplierDecimals = 2,
        };

    /// <summary>A linear future on bitcoin, settled in dollars at its expiry.</summary>
    public static InstrumentParameters DatedFuture(Timestamp expiry) =>
        Scenario.Perpetual with
        {
            Symbol = "DATED",
            Kind = InstrumentKind.DatedFuture,
            Expiry = expiry,
        };

    /// <summary>An option on bitcoin that is settled in dollars: prices in cents, orders in whole dollars, 15 % less the distance out of the money or 10 %, 7.5 % to keep.</summary>
    public static InstrumentParameters Option(OptionType right, long strike, Timestamp expiry) =>
        Scenario.Perpetual with
        {
            Symbol = $"{right}{strike}",
            Kind = InstrumentKind.Option,
            Option = new(right, new(strike)),
            PriceDecimals = 2,
            TickSize = new(100),
            Margin = OptionMargin(right, strike, isInverse: false),
            Expiry = expiry,
        };

    /// <summary>The same in bitcoin: prices in hundredths of a percent of a coin, orders in whole percents.</summary>
    public static InstrumentParameters InverseOption(OptionType right, long strike, Timestamp expiry) =>
        Option(right, strike, expiry) with
        {
            Symbol = $"COIN{right}{strike}",
            Payoff = Payoff.Inverse,
            SettlementAsset = Scenario.Btc,
            PriceDecimals = 4,
            Margin = OptionMargin(right, strike, isInverse: true),
        };

    /// <summary>The schedule of the options above.</summary>
    public static OptionSchedule OptionMargin(OptionType right, long strike, bool isInverse) =>
        new(
            right,
            strike,
            isInverse,
            new()
            {
                Base = 0.15m,
                Floor = 0.1m,
                Maintenance = 0.075m,
                IsMarkAdded = false,
                IsLongWorthHeld = true,
            }
        );

    /// <summary>Bitcoin for dollars, whole bitcoins, taker fee 1 %.</summary>
    public static InstrumentParameters Spot { get; } =
        Scenario.Perpetual with
        {
            Symbol = "BTC/USD",
            Kind = InstrumentKind.Spot,
            BaseAsset = Scenario.Btc,
            Margin = RiskTierTable.Empty,
            Fees = new(Rate.Zero, Rate.FromPercent(1), Rate.Zero),
        };
}
