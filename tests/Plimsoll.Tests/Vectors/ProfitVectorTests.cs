using System.Text.Json;
using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Tests.Vectors;

public sealed class ProfitVectorTests
{
    public static TheoryData<string> Profits => VectorCases.Profits.Ids;

    public static TheoryData<string> MarkToMarket => VectorCases.MarkToMarket.Ids;

    public static TheoryData<string> EquityPaths => VectorCases.EquityPaths.Ids;

    public static TheoryData<string> EquityOfPath => VectorCases.EquityOfPath.Ids;

    [Theory, Trait("Criterion", "INST-001"), Trait("Criterion", "INST-002")]
    [MemberData(nameof(Profits))]
    public void Profit_is_the_difference_of_two_values(string id)
    {
        var vector = VectorFiles.Find(id);
        var isInverse = vector.Inputs.TryGetProperty("contracts", out var contracts);
        var size = isInverse ? contracts.GetDecimal() : vector.Number("qty");
        var account = new VectorAccount(decimals: 12);
        account.Trade(
            VectorTiers.Single(Rate.One),
            vector.Inputs.GetProperty("side").GetString() == "long" ? size : -size,
            vector.Number("entry"),
            mark: vector.Number("exit"),
            priceDecimals: 2,
            quantityDecimals: isInverse ? 0 : 2,
            payoff: isInverse ? Payoff.Inverse : Payoff.Linear
        );

        vector.Agrees("pnl", account.Number(account.Margin.NetLiquidationValue));
    }

    [Theory, Trait("Criterion", "MARG-001")]
    [MemberData(nameof(MarkToMarket))]
    public void Vega_settles_positions_to_the_mark(string id)
    {
        // The previous position was settled at the previous mark, which is its cost; what was traded since cost what was paid.
        var vector = VectorFiles.Find(id);
        var inputs = vector.Inputs;
        // Sizes count by 10^-pdp contracts, so a pdp below zero is a multiplier.
        var multiplier = inputs.TryGetProperty("pdp", out var pdp) ? ExactMath.PowerOfTen(-pdp.GetInt32()) : 1;
        var parameters = Sample.Linear with { PriceDecimals = 0, QuantityDecimals = 0, Multiplier = multiplier };
        var contract = new Contract(parameters, settlementDecimals: 0);
        var (quantity, cost) = (Quantity.Zero, Money.Zero);
        if (inputs.TryGetProperty("prev_position", out var position))
        {
            Take(position.GetInt64(), inputs.GetProperty("prev_mark").GetInt64());
        }

        foreach (
            var trade in inputs.TryGetProperty("trades", out var trades) ? trades.EnumerateArray() : default(JsonElement.ArrayEnumerator)
        )
        {
            Take(trade[0].GetInt64(), trade[1].GetInt64());
        }

        var value = contract.Value(quantity, new(inputs.GetProperty("mark").GetInt64()), Rounding.Floor);

        vector.Agrees("cashflow", (decimal)(value - cost).Units);

        void Take(long size, long price)
        {
            quantity += new Quantity(size);
            cost += contract.Value(new(size), new(price), Rounding.Ceiling);
        }
    }

    [Theory, Trait("Criterion", "MARG-001")]
    [MemberData(nameof(EquityPaths))]
    [MemberData(nameof(EquityOfPath))]
    public void Ftx_equity_falls_with_the_price(string id)
    {
        // A position of one contract worth its notional.
        var vector = VectorFiles.Find(id);
        var notional = vector.Number("notional");
        var account = new VectorAccount(decimals: 6);
        account.Hold(vector.Number("collateral"));
        account.Trade(
            VectorTiers.Single(Rate.One),
            quantity: 1,
            entry: notional,
            mark: notional * (1 - vector.Number("drop")),
            priceDecimals: 2
        );

        vector.Agrees("equity", account.Number(account.Margin.Equity));
    }
}
