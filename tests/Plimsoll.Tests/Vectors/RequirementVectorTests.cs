using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Tests.Vectors;

public sealed class RequirementVectorTests
{
    public static TheoryData<string> LinearMargins => VectorCases.LinearMargins.Ids;

    public static TheoryData<string> InverseMargins => VectorCases.InverseMargins.Ids;

    public static TheoryData<string> LeveragedMargins => VectorCases.LeveragedMargins.Ids;

    public static TheoryData<string> InitialMargins => VectorCases.InitialMargins.Ids;

    public static TheoryData<string> WorseSides => VectorCases.WorseSides.Ids;

    public static TheoryData<string> StandardManager => VectorCases.StandardManager.Ids;

    public static TheoryData<string> StandardManagerMaintenance => VectorCases.StandardManagerMaintenance.Ids;

    public static TheoryData<string> AccountTotals => VectorCases.AccountTotals.Ids;

    public static TheoryData<string> Isolated => VectorCases.Isolated.Ids;

    public static TheoryData<string> BeforeLiquidation => VectorCases.BeforeLiquidation.Ids;

    [Theory, Trait("Criterion", "MARG-008")]
    [MemberData(nameof(LinearMargins))]
    public void Dydx_rounds_both_margins_up(string id)
    {
        // Price and size are integers with their own exponents; margins are in millionths of the quote asset.
        var vector = VectorFiles.Find(id);
        var priceDecimals = (int)-vector.Number("exponent");
        var quantityDecimals = (int)-vector.Number("base_atomic_resolution");
        var initialPpm = (long)vector.Number("im_ppm");
        var maintenanceRate = new Rate(initialPpm * (long)vector.Number("mm_fraction_ppm") / 1_000);
        var account = new VectorAccount(decimals: 6);
        var price = Scale.Number((Int128)vector.Number("price"), priceDecimals);
        account.Trade(
            VectorTiers.Single(maintenanceRate, new Rate(initialPpm * 1_000)),
            Scale.Number((Int128)vector.Number("base_quantums"), quantityDecimals),
            entry: price,
            mark: price,
            priceDecimals,
            quantityDecimals
        );

        vector.Agrees("initial_margin", (decimal)account.Margin.InitialMargin.Units);
        vector.Agrees("maintenance_margin", (decimal)account.Margin.MaintenanceMargin.Units);
    }

    [Theory, Trait("Criterion", "MARG-005")]
    [MemberData(nameof(InverseMargins))]
    public void Bybit_margins_an_inverse_position_in_coins(string id)
    {
        var vector = VectorFiles.Find(id);
        var rate = Scale.RateOf(vector.Number("mmr"));
        var account = new VectorAccount(decimals: 12);
        var entry = vector.Number("entry");
        account.Trade(
            VectorTiers.Single(rate, rate),
            vector.Number("contracts_usd"),
            entry,
            mark: entry,
            priceDecimals: 2,
            payoff: Payoff.Inverse,
            leverage: (int)vector.Number("leverage")
        );

        vector.Agrees("position_value", account.Number(account.Margin.Notional));
        vector.Agrees("initial_margin", account.Number(account.Margin.InitialMargin));
    }

    [Theory, Trait("Criterion", "MARG-005")]
    [MemberData(nameof(LeveragedMargins))]
    public void Bybit_margins_a_linear_position_by_leverage(string id)
    {
        var vector = VectorFiles.Find(id);
        var rate = Scale.RateOf(vector.Number("mmr"));
        var account = new VectorAccount(decimals: 12);
        var entry = vector.Number("entry");
        account.Trade(
            VectorTiers.Single(rate, rate),
            vector.Number("qty"),
            entry,
            mark: entry,
            priceDecimals: 2,
            leverage: (int)vector.Number("leverage")
        );

        vector.Agrees("initial_margin", account.Number(account.Margin.InitialMargin));
        vector.Agrees("maintenance_margin", account.Number(account.Margin.MaintenanceMargin));
    }

    [Theory, Trait("Criterion", "MARG-005")]
    [MemberData(nameof(InitialMargins))]
    public void Dydx_initial_margin_is_rounded_up(string id)
    {
        var vector = VectorFiles.Find(id);
        var initial = new Rate((long)vector.Number("baseInitialMarginPpm") * 1_000);
        var account = new VectorAccount(decimals: 0);
        account.Trade(VectorTiers.Single(initial, initial), vector.Number("notionalQuoteQuantums"), entry: 1, mark: 1, priceDecimals: 0);

        var leaf = Assert.Single(account.Explanation.InitialMargin.Children);
        var rate = leaf.Inputs.Single(input => input.Name == "rate");

        vector.Agrees("effectiveImfPpm", Scale.Number(rate.Units, rate.Decimals) * 1_000_000);
        vector.Agrees("initialMarginQuoteQuantums", account.Number(account.Margin.InitialMargin));
    }

    [Theory, Trait("Criterion", "MARG-006")]
    [MemberData(nameof(WorseSides))]
    public void Paradex_charges_open_orders_by_the_worse_side(string id)
    {
        var vector = VectorFiles.Find(id);
        var isVenue = vector.File == "venue";
        var buys = vector.Number(isVenue ? "buy_orders" : "buyOrders");
        var sells = vector.Number(isVenue ? "sell_orders" : "sellOrders");

        vector.Agrees(isVenue ? "net_imr" : "netImr", With(buys, sells).Amount);
        vector.Agrees(isVenue ? "sell_open" : "sellOpenSize", -With(buys, sells).Exposure);
        vector.Agrees(isVenue ? "buy_open" : "buyOpenSize", With(buys, 0).Exposure);

        (decimal Amount, decimal Exposure) With(decimal buying, decimal selling)
        {
            var account = new VectorAccount(decimals: 6);
            var initial = Scale.RateOf(vector.Number("imf"));
            var mark = vector.Number("mark");
            account.Trade(VectorTiers.Single(initial, initial), vector.Number("position"), entry: mark, mark, priceDecimals: 0);
            account.Order(buying, selling, quantityDecimals: 0);
            var leaf = Assert.Single(account.Explanation.InitialMargin.Children);
            return (account.Number(leaf.Amount), (decimal)leaf.Inputs.Single(input => input.Name == "exposure").Units);
        }
    }

    [Theory, Trait("Criterion", "MARG-001")]
    [MemberData(nameof(StandardManager))]
    public void Derives_standard_manager_is_equity_less_requirement(string id)
    {
        var vector = VectorFiles.Find(id);
        var account = DeriveAccount(vector);
        var unrounded = vector.Expected.GetProperty("unrounded");

        vector.Agrees(
            "markToMarket",
            unrounded.GetProperty("markToMarket").GetDecimal(),
            account.Number(account.Margin.NetLiquidationValue),
            0
        );
        Compare("initialMargin", account.Margin.Equity - account.Margin.InitialMargin);
        Compare("maintenanceMargin", account.Margin.Equity - account.Margin.MaintenanceMargin);

        void Compare(string name, Money amount)
        {
            vector.Agrees(name, unrounded.GetProperty(name).GetDecimal(), account.Number(amount), 0);
            vector.Agrees(name, Math.Truncate(account.Number(amount)));
        }
    }

    [Theory, Trait("Criterion", "MARG-001")]
    [MemberData(nameof(StandardManagerMaintenance))]
    public void Derives_maintenance_margin_does_not_doubt_the_oracle(string id)
    {
        var vector = VectorFiles.Find(id);
        var account = DeriveAccount(vector);

        vector.Agrees("maintenanceMargin", Math.Truncate(account.Number(account.Margin.Equity - account.Margin.MaintenanceMargin)));
    }

    [Theory, Trait("Criterion", "MARG-005")]
    [MemberData(nameof(AccountTotals))]
    public void Hyperliquid_adds_up_the_margins_of_an_account(string id)
    {
        var vector = VectorFiles.Find(id);
        var account = new VectorAccount(decimals: 8);
        account.Hold(vector.Number("account_value"));
        foreach (var value in vector.Inputs.GetProperty("position_values").EnumerateArray().Select(Vector.NumberOf))
        {
            account.Trade(
                VectorTiers.Single(Rate.FromPercent(1), Rate.FromPercent(1)),
                quantity: 1,
                entry: value,
                mark: value,
                priceDecimals: 6,
                leverage: (int)vector.Number("leverage")
            );
        }

        vector.Agrees("total_margin_used", account.Number(account.Margin.InitialMargin));
        vector.Agrees("withdrawable", account.Number(account.Margin.Equity - account.Margin.InitialMargin));
    }

    [Theory, Trait("Criterion", "MARG-001")]
    [MemberData(nameof(Isolated))]
    public void Drift_holds_an_isolated_position_against_its_own_collateral(string id)
    {
        var vector = VectorFiles.Find(id);
        var position = vector.Inputs.GetProperty("perp");
        var account = new VectorAccount(decimals: 6);
        var price = vector.Number("solPrice");
        var initial = new Rate(position.GetProperty("marginRatioInitial").GetInt64() * 100_000); // of 10,000
        account.Hold(position.GetProperty("isolatedCollateral").GetDecimal());
        account.Trade(
            VectorTiers.Single(initial, initial),
            position.GetProperty("size").GetDecimal(),
            new Money(Scale.WideUnits(-position.GetProperty("quoteAsset").GetDecimal(), 6)),
            mark: price,
            priceDecimals: 2
        );

        vector.Agrees("isolatedTotalCollateral", (decimal)account.Margin.Equity.Units);
        vector.Agrees("isolatedMarginRequirement", (decimal)account.Margin.InitialMargin.Units);
        Assert.Equal(vector.Expected.GetProperty("isolatedOk").GetBoolean(), account.Margin.Equity >= account.Margin.InitialMargin);
    }

    [Theory, Trait("Criterion", "MARG-001")]
    [MemberData(nameof(BeforeLiquidation))]
    public void Paradex_values_a_cross_account_of_two_positions(string id)
    {
        var vector = VectorFiles.Find(id);
        var account = new VectorAccount(decimals: 6);
        account.Hold(vector.Number("collateral"));
        foreach (var position in vector.Inputs.GetProperty("positions").EnumerateArray())
        {
            account.Trade(
                VectorTiers.Single(Scale.RateOf(position.GetProperty("mmf").GetDecimal())),
                position.GetProperty("size").GetDecimal(),
                position.GetProperty("entry").GetDecimal(),
                mark: position.GetProperty("mark").GetDecimal(),
                priceDecimals: 2,
                quantityDecimals: 1
            );
        }

        vector.Agrees("accountValue", account.Number(account.Margin.Equity));
        vector.Agrees("maintenanceMargin", account.Number(account.Margin.MaintenanceMargin));
    }

    /// <summary>Coins count with a haircut of one less their factor, perpetuals at their own price, cash in full.</summary>
    private static VectorAccount DeriveAccount(Vector vector)
    {
        var parameters = VectorFiles.Shared("paramSets", vector.Inputs.GetProperty("params").GetString()!);
        var underlyings = VectorFiles.Shared("books", vector.Inputs.GetProperty("market").GetString()!).GetProperty("underlyings");
        var portfolio = vector.Inputs.GetProperty("portfolio");
        var account = new VectorAccount(decimals: 6);
        account.Hold(portfolio.GetProperty("cash").GetDecimal());
        foreach (var coin in portfolio.GetProperty("bases").EnumerateObject())
        {
            var spot = underlyings.GetProperty(coin.Name).GetProperty("spot").GetDecimal();
            var weight = parameters.GetProperty("base").GetProperty("marginFactor").GetDecimal();
            account.HoldCollateral(coin.Value.GetDecimal(), spot, 1 - weight);
        }

        foreach (var perpetual in portfolio.GetProperty("perps").EnumerateObject())
        {
            account.Trade(
                VectorTiers.Single(
                    Scale.RateOf(parameters.GetProperty("perp").GetProperty("mm").GetDecimal()),
                    Scale.RateOf(parameters.GetProperty("perp").GetProperty("im").GetDecimal())
                ),
                perpetual.Value.GetProperty("size").GetDecimal(),
                perpetual.Value.GetProperty("entryPrice").GetDecimal(),
                mark: underlyings.GetProperty(perpetual.Name).GetProperty("perpPrice").GetDecimal(),
                priceDecimals: 2
            );
        }

        return account;
    }
}
