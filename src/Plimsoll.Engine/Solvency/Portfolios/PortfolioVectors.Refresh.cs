namespace Plimsoll.Engine.Solvency.Portfolios;

/// <content>Between commands: what checks of orders would have to compute first.</content>
internal sealed partial class PortfolioVectors
{
    private int _refreshedScheme;
    private int _refreshedInstrument;

    /// <summary>Brings arrays up to date in turn, of instruments that somebody holds or asked for before.</summary>
    /// <param name="most">How many instruments are looked at; each once at most under each scheme.</param>
    public void Refresh(int most)
    {
        for (var left = Math.Min(most, _schemes.Count * state.Instruments.Count); left > 0; left--)
        {
            if (++_refreshedInstrument >= state.Instruments.Count)
            {
                (_refreshedInstrument, _refreshedScheme) = (0, _refreshedScheme + 1);
            }

            if (_refreshedScheme >= _schemes.Count)
            {
                _refreshedScheme = 0;
            }

            if (_schemes[_refreshedScheme] is { Rule: not null } arrays && arrays.Has(_refreshedInstrument))
            {
                _ = HeldOf(arrays, new((ushort)_refreshedInstrument));
            }
        }
    }
}
