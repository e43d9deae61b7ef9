using Plimsoll.Formats.Shapes;

namespace Plimsoll.Formats.Portfolios;

/// <summary>An open order of a portfolio.</summary>
/// <param name="Instrument">The symbol.</param>
/// <param name="Quantity">Signed, what remains of it: above zero buys.</param>
/// <param name="Price">Its limit; null for the mark.</param>
/// <param name="IsReduceOnly">Whether it can only reduce the position, and so needs no margin.</param>
/// <param name="Fields">The entry of the file.</param>
public sealed record OpenOrder(string Instrument, decimal Quantity, decimal? Price, bool IsReduceOnly, Fields Fields);
