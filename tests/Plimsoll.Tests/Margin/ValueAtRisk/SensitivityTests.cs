using System.Globalization;
using Plimsoll.Margin.ValueAtRisk;
using Plimsoll.Margin.ValueAtRisk.Sensitivities;
using Plimsoll.Numerics;
using Plimsoll.Pricing;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Tests.Margin.ValueAtRisk;

/// <summary>Greeks against full revaluation: the error is of third order, and the guide's table says how large.</summary>
public sealed class SensitivityTests
{
    private const double Forward = 60_000;
    private const double Volatility = 0.6;

    private static Black76Greeks Short
    {
        get
        {
            var call = Black76.Greeks(OptionType.Call, Forward, 63_000, Volatility, 7 / 365.0, 1);
            return new(-call.Price, -call.Delta, -call.Gamma, -call.Vega, -call.Theta, -call.Rho, -call.Vanna, -call.Volga);
        }
    }

    /// <summary>Halving every small move divides the error by about eight.</summary>
    [Fact, Trait("Criterion", "VARR-070")]
    public void The_error_falls_with_the_third_power()
    {
        for (var size = 0.01; size > 0.0005; size /= 2)
        {
            var ratio = Error(size) / Error(size / 2);
            Assert.InRange(ratio, 6, 10);
        }
    }

    /// <summary>What docs/guide/backtests.md says of halving, where theory holds and where it does not.</summary>
    [Theory, Trait("Criterion", "VARR-070")]
    [InlineData(0.10, 2.7)]
    [InlineData(0.02, 7.3)]
    [InlineData(0.01, 7.7)]
    public void The_guides_ratios_are_what_comes_out(double size, double ratio) =>
        Assert.Equal(ratio, Math.Round(Error(size) / Error(size / 2), 1));

    [Fact, Trait("Criterion", "VARR-070")]
    public void Near_thirteen_percent_the_error_changes_sign()
    {
        Assert.True(Second(0.12) < Full(0.12));
        Assert.True(Second(0.14) > Full(0.14));
    }

    /// <summary>The table of docs/guide/backtests.md: error in % of the full loss.</summary>
    [Theory, Trait("Criterion", "VARR-071")]
    [InlineData(0.01)]
    [InlineData(0.02)]
    [InlineData(0.05)]
    [InlineData(0.10)]
    public void The_guides_table_is_what_comes_out(double size)
    {
        var rows = File.ReadLines(RepositoryFiles.PathOf("docs", "guide", "backtests.md"))
            .Where(line => line.StartsWith(string.Create(CultureInfo.InvariantCulture, $"| {size * 100:0} %"), StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToList();
        var row = Assert.Single(rows);
        var (full, linear, second) = (Full(size), SensitivityLoss.Linear(Short, Forward * size), Second(size));

        Assert.Equal(Text(full), row[2]);
        Assert.Equal(Text(linear), row[3]);
        Assert.Equal(Text(second), row[4]);
        Assert.Equal(((second / full) - 1).ToString("+0.0 %;−0.0 %", CultureInfo.InvariantCulture), row[5]);
    }

    [Fact, Trait("Criterion", "VARR-072")]
    public void Adjustments_charge_what_hurts_and_nothing_that_helps()
    {
        var greeks = Short;
        var rise = SensitivityAdjustment.Of(greeks, 3_000, 0.05, 1 / 365.0);

        Assert.Equal(Math.Abs(greeks.Delta) * 3_000, rise.Linear, 1e-9);
        Assert.Equal(-greeks.Gamma * 3_000 * 3_000 / 2, rise.Gamma, 1e-9);
        Assert.Equal(-greeks.Vega * 0.05, rise.Vega, 1e-9);
        Assert.Equal(0, rise.Erosion); // a short option gains by the day
        Assert.Equal(0, SensitivityAdjustment.Of(greeks, 3_000, -0.05, 0).Vega);
        Assert.Equal(rise.Linear + rise.Gamma + rise.Vega, rise.Total, 1e-9);

        var held = new Black76Greeks(0, 0, 1, 10, -365, 0, 0, 0);
        Assert.Equal(1, SensitivityAdjustment.Of(held, 1, 0, 1 / 365.0).Erosion, 1e-12);
    }

    /// <summary>A move of price by a share, volatility by a quarter of it, and a hundredth of it in years.</summary>
    private static double Full(double size)
    {
        var position = new RiskPosition(-1, 0, Forward, new(OptionType.Call, 63_000, 7 / 365.0, Volatility, VolatilityFactor: 1));
        return position.Loss([DeterministicMath.Log(1 + size), DeterministicMath.Log(1 + (size * 0.25 / Volatility))], 0);
    }

    private static double Second(double size) => SensitivityLoss.SecondOrder(Short, Forward * size, size * 0.25, 0);

    private static double Error(double size) => Math.Abs(Full(size) - Second(size));

    private static string Text(double dollars) => dollars.ToString("#,##0.00", CultureInfo.InvariantCulture);
}
