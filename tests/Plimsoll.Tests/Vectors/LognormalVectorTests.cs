using System.Text.Json;
using Plimsoll.Margin.Lognormal;
using Plimsoll.Values;

namespace Plimsoll.Tests.Vectors;

public sealed class LognormalVectorTests
{
    private const double SecondsOfYear = 365.25 * 86_400;

    public static TheoryData<string> LognormalFactors => VectorCases.LognormalFactors.Ids;

    public static TheoryData<string> LognormalRanges => VectorCases.LognormalRanges.Ids;

    public static TheoryData<string> LognormalMargins => VectorCases.LognormalMargins.Ids;

    [Theory, Trait("Criterion", "LOGN-001")]
    [MemberData(nameof(LognormalFactors))]
    public void Vegas_risk_factors(string id)
    {
        var vector = VectorFiles.Find(id);

        var factors = FactorsOf(vector.Inputs);

        var tolerance = vector.Body.GetProperty("tolerance").GetDouble();
        Assert.Equal(vector.Expected.GetProperty("long").GetDouble(), factors.OfLong, tolerance);
        Assert.Equal(vector.Expected.GetProperty("short").GetDouble(), factors.OfShort, tolerance);
    }

    [Theory, Trait("Criterion", "LOGN-003")]
    [MemberData(nameof(LognormalRanges))]
    public void Vegas_price_ranges_are_rounded_inward(string id)
    {
        var vector = VectorFiles.Find(id);
        var reference = new Price((long)vector.Number("reference"));

        var range = new LognormalModel(Real(vector.Inputs, "mu"), Real(vector.Inputs, "sigma")).Range(
            Real(vector.Inputs, "probability"),
            Real(vector.Inputs, "horizon_s") / SecondsOfYear
        );

        vector.Agrees("min", range.Lowest(reference).Units);
        vector.Agrees("max", range.Highest(reference).Units);
    }

    /// <summary>Slippage and levels are the vector's own here: what is under test is the risk factor of the larger side.</summary>
    [Theory, Trait("Criterion", "LOGN-001")]
    [MemberData(nameof(LognormalMargins))]
    public void Vegas_maintenance_margins_follow_from_its_risk_factors(string id)
    {
        var vector = VectorFiles.Find(id);
        var factors = FactorsOf(vector.Inputs.GetProperty("model"));
        var (mark, slippage, position) = (vector.Number("mark"), vector.Number("slip_linear"), vector.Number("position"));

        var buys = mark * ((slippage * Math.Max(position, 0)) + ((decimal)factors.OfLong * (Math.Max(position, 0) + Orders("buy_orders"))));
        var sells =
            mark * ((slippage * Math.Max(-position, 0)) + ((decimal)factors.OfShort * (Math.Max(-position, 0) + Orders("sell_orders"))));

        vector.Agrees("maintenance", Math.Ceiling(Math.Max(buys, sells)));

        decimal Orders(string name) => vector.Inputs.TryGetProperty(name, out var orders) ? Vector.NumberOf(orders) : 0;
    }

    private static LognormalRiskFactors FactorsOf(JsonElement model) =>
        new LognormalModel(Real(model, "mu"), Real(model, "sigma")).RiskFactors(Real(model, "risk_aversion"), Real(model, "tau"));

    private static double Real(JsonElement inputs, string name) => (double)Vector.NumberOf(inputs.GetProperty(name));
}
