using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Formats.Tests.Estimates;

/// <summary>One price moves, all others stand still, and each unit of margin is told apart.</summary>
public sealed class StressAloneTests
{
    private const string Units = """
        name: Cross and isolated
        model: hyperliquid
        balances: {USDC: 3_000}
        positions:
          - {instrument: BTC, quantity: 0.5, entry: 66_250, leverage: 20}
          - {instrument: SOL, quantity: -100, entry: 170, isolated: 1_500}
        market: {BTC: {mark: 66_250}, SOL: {mark: 170}}
        """;

    private static readonly Model Hyperliquid = ModelCatalog.BuiltIn.Find("hyperliquid")!;

    private static PortfolioStress Stress => new(Hyperliquid, PortfolioReader.Read("units.yaml", Units));

    [Fact]
    public void A_price_that_moves_alone_leaves_other_units_as_they_are()
    {
        var stress = Stress;

        var now = stress.Units(stress.Alone(0, 0))!;
        var after = stress.Units(stress.Alone(0, -0.02m))!;

        Assert.Equal(["BTC", "SOL"], stress.Underlyings);
        Assert.Equal(["account", "SOL"], after.Select(unit => unit.Name));
        Assert.Equal(3_000 - (0.5m * 66_250 * 0.02m), after[0].Figures.Equity);
        Assert.Equal(now[1], after[1]);
    }

    [Fact]
    public void The_units_together_are_the_cell_of_a_stress_test()
    {
        var stress = Stress;
        var shock = stress.Alone(1, 0.05m);

        var units = stress.Units(shock)!;

        var cell = stress.After(shock)!;
        Assert.Equal(cell.Equity, units.Sum(unit => unit.Figures.Equity));
        Assert.Equal(cell.MaintenanceMargin, units.Sum(unit => unit.Figures.MaintenanceMargin));
        Assert.Equal(cell.Liquidated, units.Where(unit => unit.IsLiquidated).Select(unit => unit.Name));
    }

    /// <summary>A long falls, a short rises to its line; at the edge it is liquidated, a millionth before it is not.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public void An_edge_is_where_liquidation_begins(int unit, int underlying)
    {
        var stress = Stress;

        var edge = stress.EdgeOf(unit, underlying);

        var move = (unit == 0 ? edge.Fall : edge.Rise)!.Value;
        Assert.Null(unit == 0 ? edge.Rise : edge.Fall);
        Assert.True(stress.Units(stress.Alone(underlying, move))![unit].IsLiquidated);
        Assert.False(stress.Units(stress.Alone(underlying, move - (0.000001m * Math.Sign(move))))![unit].IsLiquidated);
    }

    [Fact]
    public void A_price_that_a_unit_does_not_hold_has_no_edge_for_it()
    {
        var edge = Stress.EdgeOf(0, 1);

        Assert.Equal((null, null), (edge.Fall, edge.Rise));
    }
}
