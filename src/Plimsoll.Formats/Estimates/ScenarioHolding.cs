using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Formats.Estimates;

/// <summary>A position under portfolio margin, with what it is worth.</summary>
/// <param name="Position">The position.</param>
/// <param name="Listing">Its instrument.</param>
/// <param name="Underlyings">Its size in underlyings, signed.</param>
/// <param name="Mark">Its price, as it is quoted.</param>
/// <param name="Notional">Its size at the index, in the numeraire.</param>
/// <param name="OptionValue">Value that counts in equity, of an option; 0 for others.</param>
/// <param name="Profit">Unrealised profit in the numeraire; of an option none, since its premium has been paid.</param>
internal sealed record ScenarioHolding(
    HeldPosition Position,
    ModelInstrument Listing,
    decimal Underlyings,
    decimal Mark,
    decimal Notional,
    decimal OptionValue,
    decimal Profit
);
