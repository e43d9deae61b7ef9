using Plimsoll.Engine.Accounts;
using Plimsoll.Host.Machine;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Server.Api.Requests;
using Plimsoll.Server.Api.Responses;
using Plimsoll.Server.Problems;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Translation;

/// <summary>Positions as the API shows them. Where the machine is asked, so that all figures are of one moment.</summary>
internal static class PositionWriter
{
    /// <summary>The positions that a unit of margin carries; lines that are flat are left out.</summary>
    public static IEnumerable<PositionResponse> Of(VenueMachine machine, AccountId unit, MarginMode mode)
    {
        var engine = machine.Engine;
        foreach (var line in engine.PositionsOf(unit))
        {
            if (!line.Quantity.IsZero)
                yield return Of(machine, unit, mode, line);
        }
    }

    private static PositionResponse Of(VenueMachine machine, AccountId unit, MarginMode mode, PositionLine line)
    {
        var engine = machine.Engine;
        var view = engine.View(line.Instrument);
        var rules = view.Parameters;
        var settlement = engine.View(rules.SettlementAsset).Asset;
        var contract = new Contract(rules, settlement.Decimals);
        var value = view.Mark.IsPositive ? contract.Value(line.Quantity, view.Mark, Rounding.Floor) : Money.Zero;
        var notional = view.Mark.IsPositive ? contract.Notional(line.Quantity, view.Mark) : Money.Zero;
        return new(
            rules.Symbol,
            machine.Names.NameOf(unit),
            mode,
            line.Quantity.Sign > 0 ? PositionSide.Long : PositionSide.Short,
            DecimalText.Of(Math.Abs(line.Quantity.Units), rules.QuantityDecimals),
            PriceOrNull(contract.PriceAtValue(line.Quantity, line.Cost, Rounding.Floor), rules),
            DecimalText.Of(view.Mark.Units, rules.PriceDecimals),
            DecimalText.Of(notional.Units, settlement.Decimals),
            DecimalText.Of(line.Cost.Units, settlement.Decimals),
            DecimalText.Of((value - line.Cost).Units, settlement.Decimals),
            view.Mark.IsPositive ? PriceOrNull(engine.LiquidationPriceOf(unit, line.Instrument) ?? default, rules) : null,
            view.Mark.IsPositive ? PriceOrNull(engine.BankruptcyPriceOf(unit, line.Instrument) ?? default, rules) : null,
            line.Leverage == Leverage.Unset ? null : DecimalText.Of(line.Leverage.Hundredths, 2)
        );
    }

    public static DecimalText? PriceOrNull(Price price, InstrumentParameters rules) =>
        price.Units == 0 ? null : DecimalText.Of(price.Units, rules.PriceDecimals);
}
