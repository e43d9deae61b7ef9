using System.Text.Json;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Tests.Vectors;

public sealed class LiquidationPriceVectorTests
{
    private const int AssetDecimals = 18;

    public static TheoryData<string> LinearLiquidations => VectorCases.LinearLiquidations.Ids;

    public static TheoryData<string> MarginAvailable => VectorCases.MarginAvailable.Ids;

    public static TheoryData<string> AutoClose => VectorCases.AutoClose.Ids;

    public static TheoryData<string> InverseBankruptcy => VectorCases.InverseBankruptcy.Ids;

    public static TheoryData<string> Bankruptcies => VectorCases.Bankruptcies.Ids;

    public static TheoryData<string> BankruptcyMargins => VectorCases.BankruptcyMargins.Ids;

    [Theory, Trait("Criterion", "MARG-030"), Trait("Criterion", "MARG-031")]
    [MemberData(nameof(LinearLiquidations))]
    public void Binance_solves_with_amounts_and_other_positions(string id)
    {
        var vector = VectorFiles.Find(id);
        var account = new VectorAccount(AssetDecimals);
        account.Hold(vector.Number("wallet_balance"));
        Add(vector.Inputs, vector.Number("entry"));
        if (vector.Inputs.TryGetProperty("others", out var others))
        {
            foreach (var other in others.EnumerateArray())
            {
                Add(other, other.GetProperty("mark").GetDecimal());
            }
        }

        vector.Agrees("liquidation_price", account.LiquidationPrice());

        void Add(JsonElement position, decimal mark)
        {
            var size = position.GetProperty("qty").GetDecimal();
            account.Trade(
                VectorTiers.RateAndAmount(
                    position.GetProperty("mmr").GetDecimal(),
                    position.GetProperty("cum").GetDecimal(),
                    AssetDecimals
                ),
                position.GetProperty("side").GetString() == "long" ? size : -size,
                position.GetProperty("entry").GetDecimal(),
                mark,
                priceDecimals: 10,
                quantityDecimals: 3
            );
        }
    }

    [Theory, Trait("Criterion", "MARG-030")]
    [MemberData(nameof(MarginAvailable))]
    public void Hyperliquid_solves_from_the_margin_available(string id)
    {
        // The margin available is what the account has beyond maintenance margin at today's price.
        var vector = VectorFiles.Find(id);
        var isVenue = vector.File == "venue";
        var account = new VectorAccount(AssetDecimals);
        var price = vector.Number("price");
        account.Trade(
            VectorTiers.Single(Leverage.Of((int)vector.Number(isVenue ? "maintenance_leverage" : "maintenanceLeverage")).InitialMarginRate),
            vector.Number(isVenue ? "size" : "positionSize"),
            entry: price,
            mark: price,
            priceDecimals: 10
        );
        var available = new Money(Scale.WideUnits(vector.Number(isVenue ? "margin_available" : "marginAvailable"), AssetDecimals));
        account.Hold(account.Margin.MaintenanceMargin + available);

        vector.Agrees(isVenue ? "liquidation_price" : "liquidationPrice", account.LiquidationPrice(), resolution: 0.000_000_001m);
    }

    [Theory, Trait("Criterion", "MARG-030")]
    [MemberData(nameof(AutoClose))]
    public void Ftx_closes_where_equity_is_a_fraction_of_the_notional(string id)
    {
        var vector = VectorFiles.Find(id);
        var account = new VectorAccount(AssetDecimals);
        account.Hold(vector.Number("collateral"));
        var entry = vector.Number("entry");
        account.Trade(
            VectorTiers.Single(Scale.RateOf(vector.Number("fraction"))),
            vector.Number("qty"),
            entry,
            mark: entry,
            priceDecimals: 8
        );

        vector.Agrees("price", account.LiquidationPrice());
    }

    [Theory, Trait("Criterion", "MARG-032")]
    [MemberData(nameof(InverseBankruptcy))]
    public void Bybit_goes_bankrupt_when_the_initial_margin_of_an_inverse_position_is_lost(string id)
    {
        const int priceDecimals = 6;
        var vector = VectorFiles.Find(id);
        var account = new VectorAccount(decimals: 12);
        var entry = vector.Number("entry");
        var contracts = 1_000_000; // any number gives the same price
        var contract = account.Trade(
            VectorTiers.Single(Rate.FromBasisPoints(50), Rate.FromBasisPoints(50)),
            contracts,
            entry,
            mark: entry,
            priceDecimals,
            payoff: Payoff.Inverse,
            leverage: (int)vector.Number("leverage")
        );

        var units = BankruptcyPrice
            .Of(contract, new(contracts), new(Scale.Units(entry, priceDecimals)), account.Margin.InitialMargin)
            .Units;

        vector.Agrees("bankruptcy_price_unrounded", Scale.Number(units, priceDecimals));
        var tick = Scale.Units(vector.Number("tick"), priceDecimals);
        var onGrid = ExactMath.Divide(units, tick, Rounding.Ceiling) * tick; // a long's is rounded up, it says
        vector.Agrees("bankruptcy_price", Scale.Number(onGrid, priceDecimals));
    }

    [Theory, Trait("Criterion", "MARG-032")]
    [MemberData(nameof(Bankruptcies))]
    public void Dydx_shares_the_account_by_maintenance_margin(string id)
    {
        var vector = VectorFiles.Find(id);
        var (account, contracts) = DydxAccount(vector);

        AgreeMargins(vector, account);
        var (value, _) = Bankruptcy(vector, account, contracts);
        vector.Agrees("bankruptcyQuoteQuantums", (decimal)value.Units);
    }

    [Theory, Trait("Criterion", "MARG-032")]
    [MemberData(nameof(BankruptcyMargins))]
    public void Dydx_margins_agree_where_the_bankruptcy_price_is_not_ours(string id)
    {
        var vector = VectorFiles.Find(id);
        var (account, contracts) = DydxAccount(vector);

        AgreeMargins(vector, account);
        if (vector.Number("deltaBaseQuantums") == -vector.Inputs.GetProperty("positions")[0].GetProperty("baseQuantums").GetDecimal())
        {
            Assert.Equal(default, Bankruptcy(vector, account, contracts).Price);
        }
    }

    private static void AgreeMargins(Vector vector, VectorAccount account)
    {
        vector.Agrees("netCollateral", account.Number(account.Margin.NetLiquidationValue));
        vector.Agrees("initialMargin", account.Number(account.Margin.InitialMargin));
        vector.Agrees("maintenanceMargin", account.Number(account.Margin.MaintenanceMargin));
    }

    /// <summary>The value of the whole position at its bankruptcy price: what closing it there brings (or costs, below zero).</summary>
    private static (Money Value, Price Price) Bankruptcy(Vector vector, VectorAccount account, Dictionary<string, Contract> contracts)
    {
        var contract = contracts[vector.Inputs.GetProperty("closeMarket").GetString()!];
        var quantity = new Quantity((long)-vector.Number("deltaBaseQuantums"));
        var margin = account.Margin;
        var own = account.Explanation.MaintenanceMargin.Children[contract.Parameters.Id.Value].Amount;
        var share = BankruptcyPrice.ShareOf(margin.NetLiquidationValue, own, margin.MaintenanceMargin);
        var price = BankruptcyPrice.Of(contract, quantity, account.Market.Mark(contract.Parameters.Id), share);
        return (price.IsPositive ? contract.Value(quantity, price, Rounding.Floor) : default, price);
    }

    /// <summary>In quote quantums, priced by the base quantum; cash may be below zero, and positions have no cost of their own.</summary>
    private static (VectorAccount Account, Dictionary<string, Contract> Contracts) DydxAccount(Vector vector)
    {
        var account = new VectorAccount(decimals: 0);
        var contracts = new Dictionary<string, Contract>(StringComparer.Ordinal);
        account.Hold(vector.Number("usdcQuoteQuantums"));
        foreach (var position in vector.Inputs.GetProperty("positions").EnumerateArray())
        {
            var name = position.GetProperty("market").GetString()!;
            var market = vector.Inputs.GetProperty("markets").GetProperty(name);
            var initialPpm = market.GetProperty("initialMarginPpm").GetInt64();
            var maintenance = new Rate(initialPpm * market.GetProperty("maintenanceFractionPpm").GetInt64() / 1_000);
            contracts[name] = account.Trade(
                VectorTiers.Single(maintenance, new Rate(initialPpm * 1_000)),
                position.GetProperty("baseQuantums").GetDecimal(),
                cost: Money.Zero,
                mark: market.GetProperty("quoteQuantumsPerBaseQuantum").GetDecimal(),
                priceDecimals: 8
            );
        }

        return (account, contracts);
    }
}
