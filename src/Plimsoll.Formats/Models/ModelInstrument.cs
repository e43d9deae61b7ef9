using Plimsoll.Formats.Shapes;
using Plimsoll.Instruments;

namespace Plimsoll.Formats.Models;

/// <summary>An instrument that a model lists.</summary>
/// <param name="Name">Its symbol.</param>
/// <param name="Kind">Perpetual, dated future or spot; for an option, which has <paramref name="Option"/> besides, a dated future.</param>
/// <param name="Payoff">Linear, inverse or quanto.</param>
/// <param name="Settlement">The asset that profit is paid in.</param>
/// <param name="Underlying">What its price follows.</param>
/// <param name="Multiplier">Underlying per contract, or for inverse contracts the face value.</param>
/// <param name="Tick">Price step, for display; null when not stated.</param>
/// <param name="Lot">Quantity step; null when not stated.</param>
/// <param name="Expiry">When it ends; null when it does not, or the file does not say.</param>
/// <param name="Option">Strike and right, for options.</param>
/// <param name="Schedule">Its margin schedule as the file states it; null for spot.</param>
/// <param name="Fields">The entry of the file.</param>
public sealed record ModelInstrument(
    string Name,
    InstrumentKind Kind,
    Payoff Payoff,
    string Settlement,
    string Underlying,
    decimal Multiplier,
    decimal? Tick,
    decimal? Lot,
    DateTimeOffset? Expiry,
    OptionTerms? Option,
    Fields? Schedule,
    Fields Fields
);
