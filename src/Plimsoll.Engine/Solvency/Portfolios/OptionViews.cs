using Plimsoll.Engine.State;
using Plimsoll.Instruments;
using Plimsoll.Pricing;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Portfolios;

/// <summary>Forward and volatility of each option, read from its surface once for a tick.</summary>
/// <remarks>An answer is taken only while surface, index price, tick and contract are those it was read at.</remarks>
internal sealed class OptionViews
{
    private View[] _views = [];

    public (double Forward, double Volatility) At(
        InstrumentRow instrument,
        IndexedSurface surface,
        Price index,
        double strike,
        Timestamp tick
    )
    {
        var place = instrument.Parameters.Id.Value;
        if (place >= _views.Length)
        {
            Array.Resize(ref _views, Math.Max(place + 1, 2 * _views.Length));
        }

        ref var view = ref _views[place];
        if (
            ReferenceEquals(view.Contract, instrument.Contract)
            && ReferenceEquals(view.Surface, surface)
            && view.Index == index
            && view.Tick == tick
        )
        {
            return (view.Forward, view.Volatility);
        }

        var (forward, _, volatility) = surface.At(index, strike, instrument.Parameters.Expiry, tick);
        view = new(instrument.Contract, surface, index, tick, forward, volatility);
        return (forward, volatility);
    }

    private record struct View(Contract? Contract, IndexedSurface? Surface, Price Index, Timestamp Tick, double Forward, double Volatility);
}
