using Plimsoll.Collateral;
using Plimsoll.Engine.Commands;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Marking;
using Plimsoll.Values;

namespace EngineInProcess;

/// <summary>A venue with dollars, an index of bitcoin from two sources, and a perpetual of 5 % initial and 2.5 % maintenance margin.</summary>
internal static class SmallVenue
{
    public static readonly AssetId Usd = new(0);
    public static readonly IndexId BtcUsd = new(0);
    public static readonly InstrumentId Perpetual = new(0);

    /// <summary>The commands that list it.</summary>
    public static Command[] Listed(Timestamp at) => [new ListAsset(at, Dollar), new ListIndex(at, Index), new ListInstrument(at, Contract)];

    private static AssetParameters Dollar =>
        new()
        {
            Id = Usd,
            Symbol = "USD",
            Decimals = 2,
        };

    private static IndexParameters Index =>
        new()
        {
            Id = BtcUsd,
            Symbol = "BTC/USD",
            Decimals = 2,
            Sources = [new("one", 1), new("two", 1)],
        };

    private static InstrumentParameters Contract =>
        new()
        {
            Id = Perpetual,
            Symbol = "BTC-PERP",
            Kind = InstrumentKind.Perpetual,
            Payoff = Payoff.Linear,
            SettlementAsset = Usd,
            Underlying = BtcUsd,
            PriceDecimals = 2,
            QuantityDecimals = 2,
            TickSize = new(1_00),
            LotSize = new(1),
            Tiers = RiskTierTable.Flat([(Money.Zero, Rate.FromPercent(5), Rate.FromBasisPoints(250))], TierBoundary.FloorInclusive),
            Fees = new(Maker: Rate.FromBasisPoints(2), Taker: Rate.FromBasisPoints(4), Liquidation: Rate.FromBasisPoints(20)),
        };
}
