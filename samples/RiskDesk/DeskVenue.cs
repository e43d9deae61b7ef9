using Plimsoll.Collateral;
using Plimsoll.Engine.Commands;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios.Shocks;
using Plimsoll.Marking;
using Plimsoll.Values;

namespace RiskDesk;

/// <summary>A venue with dollars, an index of bitcoin from two sources, a perpetual of 5 % initial and 2.5 % maintenance margin, and a scheme of portfolio margin.</summary>
internal static class DeskVenue
{
    public static readonly AssetId Usd = new(0);
    public static readonly IndexId BtcUsd = new(0);
    public static readonly InstrumentId Perpetual = new(0);
    public static readonly SchemeId Scheme = new(1);

    /// <summary>The commands that list it.</summary>
    public static Command[] Listed(Timestamp at) =>
        [new ListAsset(at, Dollar), new ListIndex(at, Index), new ListInstrument(at, Contract), new ListScheme(at, Portfolio)];

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
            Margin = RiskTierTable.Flat([(Money.Zero, Rate.FromPercent(5), Rate.FromBasisPoints(250))], TierBoundary.FloorInclusive),
        };

    /// <summary>What four moves of the price would cost, the worst of them; 60 % of it to keep.</summary>
    private static PortfolioScheme Portfolio =>
        new()
        {
            Id = Scheme,
            Symbol = "PM",
            Rule = new ScenarioRule(
                "four moves",
                new([
                    new(
                        "moves",
                        [
                            new(0.92, VolatilityMove.None),
                            new(0.96, VolatilityMove.None),
                            new(1.04, VolatilityMove.None),
                            new(1.08, VolatilityMove.None),
                        ]
                    ),
                ])
                {
                    MaintenanceFactor = 0.6,
                }
            ),
        };
}
