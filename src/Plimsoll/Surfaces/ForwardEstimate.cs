namespace Plimsoll.Surfaces;

/// <summary>An expiry's forward and how well it is known.</summary>
/// <param name="Forward">F, in the quote currency; NaN when nothing says.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Strikes">How many strikes put–call parity was read from.</param>
/// <param name="Deviation">Their weighted median distance from it, as a share; zero when it is not from parity.</param>
/// <param name="Ratio">F over the forward stated beside the quotes (or the future): each quote's own forward is its stated one times this.</param>
public readonly record struct ForwardEstimate(double Forward, ForwardSource Source, int Strikes, double Deviation, double Ratio);
