using System.Text.Json;
using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Tests.Vectors;

public sealed class ProfitVectorTests
{
    public static TheoryData<string> MarkToMarket => VectorCases.MarkToMarket.Ids;

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
}
