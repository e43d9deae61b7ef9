using Plimsoll.Collateral;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Marking;
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
