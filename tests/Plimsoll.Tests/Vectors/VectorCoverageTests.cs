using System.Reflection;

namespace Plimsoll.Tests.Vectors;

/// <summary>How many vectors of each kind are run: so that none is lost silently, neither from the files nor from the tests.</summary>
public sealed class VectorCoverageTests
{
    /// <summary>File, origin, kind; how many there are, how many are run, how many in part; and what the others would need.</summary>
    private const string Stated = """
        onchain dango          liquidationWaterfallBookAdlInsurance        5    0    0  liquidation is the engine's
        onchain derive         dutchAuctionBid                             4    0    0  auctions
        onchain derive         dutchAuctionPartialLiquidation              4    0    0  auctions
        onchain derive         dutchAuctionPrice                           5    0    0  auctions
        onchain derive         insolventAuctionPayout                      4    0    0  auctions
        onchain derive         portfolioMarginScenario                   122    0    0  portfolio margin
        onchain derive         standardMargin                             42    6    2  options; charges for doubtful oracles and a lost peg
        onchain drift          collateralHaircut                           3    0    0  rates that grow with the root of the size
        onchain drift          collateralLiquidationSize                   5    0    0  liquidation is the engine's
        onchain drift          globalDepositConcentrationHaircut           2    0    0  haircuts that grow with what the venue holds
        onchain drift          incrementalLiquidationSchedule              1    0    0  liquidation is the engine's
        onchain drift          insuranceFundFee                            4    0    0  liquidation is the engine's
        onchain drift          isolatedAndCrossMargin                      1    0    1  loans at a liability weight
        onchain drift          liquidationSize                             3    0    0  liquidation is the engine's
        onchain drift          partialLiquidationEndToEnd                  1    0    0  liquidation is the engine's
        onchain drift          socializedLossPerUnit                       1    0    0  socialised loss is the engine's
        onchain drift          stepTierMarginRatio                         8    0    0  rates that grow with the root of the size
        onchain drift          timeScaledLiquidationFee                    2    0    0  liquidation is the engine's
        onchain dydx           bankruptcyPrice                             8    5    3  closing a part only; prices below zero
        onchain dydx           fundingRateClamp                            2    0    0  a clamp derived from the margin rates
        onchain dydx           initialMarginOpenInterestScaled             6    2    0  initial margin that grows with open interest
        onchain dydx           insuranceFundDelta                          7    0    0  liquidation is the engine's
        onchain dydx           liquidationLimitPrice                       8    0    0  liquidation is the engine's
        onchain dydx           liquidationSize                             5    0    0  liquidation is the engine's
        onchain hyperliquid    adlRank                                     1    0    0  deleveraging is the engine's
        onchain hyperliquid    liquidationPrice                            1    1    0
        onchain hyperliquid    stepTierMaintenanceMargin                   1    1    0
        onchain mango          incrementalLiquidationWithPnlSettlement    14    0    0  liquidation is the engine's
        onchain mango          initHealthMultiCollateralOpenOrders        11    0    0  loans at a liability weight
        onchain paradex        openOrderInitialMargin                      1    1    0
        onchain paradex        orderCancelDeleveraging                     1    0    0  liquidation is the engine's
        onchain paradex        portfolioMarginMinDelta                     1    0    0  portfolio margin
        onchain paradex        proRataPartialLiquidation                   1    0    1  liquidation is the engine's
        onchain paradex        socializedLossOnWithdrawal                  1    0    0  socialised loss is the engine's
        onchain synthetix      crossMarginSkewTier                         1    0    0  prices and funding that follow the skew
        onchain synthetix      fundingVelocity                             1    0    0  prices and funding that follow the skew
        onchain synthetix      liquidationRateLimit                        1    0    0  liquidation is the engine's
        onchain synthetix      skewPriceImpactFill                         1    0    0  prices and funding that follow the skew
        vega    vega           auction_duration                            1    0    0  auctions
        vega    vega           capped_full_collateral                      5    0    0  positions that are capped and paid in full
        vega    vega           capped_full_collateral_spec                 1    0    0  positions that are capped and paid in full
        vega    vega           closeout                                    5    0    0  liquidation is the engine's
        vega    vega           composite_price                            10    2    0  weighted means
        vega    vega           cross_margin_levels                        23    0    0  slippage in the margin
        vega    vega           cross_margin_levels_spec_text               1    0    0  slippage in the margin
        vega    vega           disposal_schedule                           5    0    0  liquidation is the engine's
        vega    vega           factor_bounds                               1    0    0  models of price distributions
        vega    vega           funding                                    14    0    0  funding by two averages, clamped on each side
        vega    vega           insurance_transfer                          1    0    0  moves of margin are the engine's
        vega    vega           isolated_fill                               2    0    0  moves of margin are the engine's
        vega    vega           isolated_order_margin                       4    0    0  orders margined at their own price
        vega    vega           isolated_switch                             6    0    0  moves of margin are the engine's
        vega    vega           liquidation_price                           1    0    0  slippage in the margin
        vega    vega           lognormal_bounds                            4    4    0
        vega    vega           lognormal_margin                            8    0    8  slippage in the margin
        vega    vega           lognormal_risk_factors                      1    1    0
        vega    vega           loss_socialisation                          5    0    0  socialised loss is the engine's
        vega    vega           margin_action                               3    0    0  moves of margin are the engine's
        vega    vega           mtm_cashflow                                6    6    0
        vega    vega           network_sequence                            5    0    0  liquidation is the engine's
        vega    vega           order_admission                             1    0    0  moves of margin are the engine's
        vega    vega           price_from_book                             2    0    0  marks by trades and books over time
        vega    vega           price_from_trades                           3    0    0  marks by trades and books over time
        vega    vega           time_weighted_book                          1    0    0  marks by trades and books over time
        venue   binance-coinm  maintenance_amount                          1    1    0
        venue   binance-margin liquidation_price                           1    0    0  loans at a liability weight
        venue   binance-pm     unrealized_pnl                              1    1    0
        venue   binance-usdm   adl_score                                   1    0    0  deleveraging is the engine's
        venue   binance-usdm   liquidation_price                           7    7    0
        venue   binance-usdm   maintenance_amount                          1    1    0
        venue   binance-usdm   maintenance_bracket                         6    6    0
        venue   binance-usdm   mark_price                                  1    1    0
        venue   bitmex         adl_allocation                              1    0    0  deleveraging is the engine's
        venue   bitmex         adl_queue                                   1    0    0  deleveraging is the engine's
        venue   bitmex         adl_score                                   1    0    0  deleveraging is the engine's
        venue   bitmex         funding                                     1    1    0
        venue   bitmex         mark_price                                  1    1    0
        venue   bitmex         pnl                                         1    1    0
        venue   bybit          bankruptcy_and_liq                          1    0    0  a fee to close within the margin
        venue   bybit          bankruptcy_price                            1    1    0
        venue   bybit          im_mm                                       1    1    0
        venue   bybit          im_mm_liq                                   1    0    1  maintenance margin of the entry, not of the mark
        venue   bybit          liquidation_price                           5    0    0  maintenance margin of the entry, not of the mark
        venue   cme-span       scan_risk                                   1    0    0  portfolio margin
        venue   dederi         portfolio_component                         1    0    0  portfolio margin
        venue   deribit        funding                                     2    2    0
        venue   deribit        im_mm                                       5    0    0  options; rates that grow with the size
        venue   deribit        pm_contingency                              2    0    0  portfolio margin
        venue   deribit        pm_vol_move                                 1    0    0  portfolio margin
        venue   deribit        portfolio_margin                            1    0    0  portfolio margin
        venue   derive         portfolio_margin                           12    0    0  portfolio margin
        venue   dydx-v4        im_mm                                       5    3    0  initial margin that grows with open interest
        venue   ftx            auto_close_fraction                         1    0    0  a rate made of another
        venue   ftx            auto_close_price                            1    1    0
        venue   ftx            backstop_price                              1    0    0  liquidation is the engine's
        venue   ftx            equity_path                                 2    1    1  leverage on the notional at entry
        venue   ftx            liquidation_price                           1    0    0  contradicts its own rule, by which it is 9,793.81
        venue   gate           liquidation_price                           4    0    0  a fee to close within the margin
        venue   hyperliquid    account                                     1    1    0
        venue   hyperliquid    adl_score                                   1    0    0  deleveraging is the engine's
        venue   hyperliquid    funding                                     1    0    1  what an hour pays of eight
        venue   hyperliquid    liquidation_price                           4    1    0  three of 2023, by a rule without the maintenance margin's own move
        venue   hyperliquid    maintenance_bracket                         1    1    0
        venue   hyperliquid    premium_index                               2    2    0
        venue   okx            collateral_haircut                          2    2    0
        venue   okx            liquidation_price                           2    0    0  a fee to close within the margin
        venue   okx            maintenance_bracket                         2    2    0
        venue   okx            portfolio_component                         1    0    0  portfolio margin
        venue   paradex        initial_margin                              1    1    0
        venue   paradex        liquidation                                 1    0    0  liquidation is the engine's
        venue   paradex        loss_socialization                          1    0    0  socialised loss is the engine's
        venue   paradex        order_cancellation                          1    0    0  liquidation is the engine's
        venue   paradex        portfolio_component                         1    0    0  portfolio margin
        venue   statistics     var_backtest                               10    0    0  models of price distributions
        venue   us-reg-t       maintenance_margin                         10    0    0  options
        venue   vega           maintenance_margin                          1    0    0  slippage in the margin
        """;

    [Fact]
    public void Each_kind_is_covered_as_far_as_stated()
    {
        var sets = Sets();
        var whole = sets.Where(set => set.IsWhole).SelectMany(set => set.Vectors).ToHashSet();
        var part = sets.Where(set => !set.IsWhole).SelectMany(set => set.Vectors).ToHashSet();

        var actual =
            from vector in VectorFiles.All
            group vector by $"{vector.File} {vector.Origin} {vector.Kind}" into kind
            orderby kind.Key
            select $"{kind.Key} {kind.Count()} {kind.Count(whole.Contains)} {kind.Count(part.Contains)}";

        Assert.Equal(Rows().Select(row => string.Join(' ', row[..6])).Order(), actual.Order());
    }

    [Fact]
    public void What_is_not_run_in_full_has_a_reason() => Assert.All(Rows(), row => Assert.Equal(row[3] == row[4], row.Length == 6));

    [Fact]
    public void No_vector_is_both_whole_and_in_part()
    {
        var runs = Sets().SelectMany(set => set.Vectors).ToList();

        Assert.Equal(runs.Distinct().Count(), runs.Count);
    }

    /// <summary>A set that no theory takes its rows from would be counted without being run.</summary>
    [Fact]
    public void Each_set_has_its_theory()
    {
        var used =
            from type in typeof(VectorCoverageTests).Assembly.GetTypes()
            from method in type.GetMethods()
            from data in method.GetCustomAttributes<MemberDataAttribute>()
            where type.Namespace == typeof(VectorCases).Namespace
            select data.MemberName;

        Assert.Equal(SetProperties().Select(property => property.Name).Order(), used.Order());
    }

    private static List<VectorSet> Sets() => [.. SetProperties().Select(property => (VectorSet)property.GetValue(null)!)];

    private static IEnumerable<PropertyInfo> SetProperties() =>
        typeof(VectorCases).GetProperties(BindingFlags.Static | BindingFlags.Public);

    private static List<string[]> Rows() =>
        [
            .. Stated
                .Split('\n')
                .Select(row => row.Split(' ', count: 7, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
        ];
}
