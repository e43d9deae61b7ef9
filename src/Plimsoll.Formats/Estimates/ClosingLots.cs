using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Formats.Estimates;

/// <summary>A position in the lots in which it is closed.</summary>
/// <param name="Position">The position.</param>
/// <param name="Lot">The step, in contracts.</param>
/// <param name="Count">Lots that close all of it; the last may be a part of one.</param>
/// <param name="IsStated">Whether the model states the lot.</param>
internal sealed record ClosingLots(HeldPosition Position, decimal Lot, decimal Count, bool IsStated)
{
    private const decimal UsualLot = 0.001m;

    /// <summary>A position in the model's lots, or in Plimsoll's own where it states none.</summary>
    public static ClosingLots Of(Model model, HeldPosition position)
    {
        var held = Math.Abs(position.Quantity);
        var stated = model.Margin!.Find(position.Instrument)!.Lot;
        var lot = stated ?? LotOf(held);
        return new(position, lot, decimal.Ceiling(held / lot), stated is not null);
    }

    /// <summary>Contracts in so many lots, unsigned.</summary>
    public decimal Quantity(decimal lots) => Math.Min(Math.Abs(Position.Quantity), lots * Lot);

    /// <summary>A portfolio after so many lots are closed at the mark.</summary>
    public Portfolio Close(Model model, Portfolio portfolio, decimal lots) =>
        PortfolioChange.Trade(model, portfolio, Position, -Math.Sign(Position.Quantity) * Quantity(lots));

    /// <summary>Where a venue states no lot: a thousandth, or one in the last digit of the position.</summary>
    private static decimal LotOf(decimal quantity)
    {
        var lot = 1m;
        while (quantity / lot != decimal.Truncate(quantity / lot))
        {
            lot /= 10;
        }

        return Math.Min(lot, UsualLot);
    }
}
