namespace Plimsoll.Formats.Estimates;

/// <summary>What a close in proportion takes off one position.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Quantity">Contracts that are closed, unsigned.</param>
/// <param name="Held">Contracts that are held, signed.</param>
/// <param name="Lot">The quantity is a whole multiple of this, or all that is held.</param>
/// <param name="IsLotStated">Whether the model states the lot; otherwise it is Plimsoll's own.</param>
public sealed record PartialClose(string Instrument, decimal Quantity, decimal Held, decimal Lot, bool IsLotStated);
