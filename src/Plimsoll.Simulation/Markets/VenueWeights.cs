namespace Plimsoll.Simulation.Markets;

/// <summary>How much each venue counts in the median.</summary>
/// <remarks>
/// Plimsoll's own choice, in order of how much of the venue's trade is in US dollars and under supervision; a market quoted in a stablecoin
/// counts half. No venue reaches half of all in the shipped files. The table stands in docs/spec/0011-replay.md (REPL-006).
/// </remarks>
internal static class VenueWeights
{
    public static int Of(string venue, bool inDollars)
    {
        var weight = venue switch
        {
            "coinbase" => 4,
            "kraken" or "bitfinex" or "bitmex" => 3,
            _ => 2,
        };

        return inDollars ? 2 * weight : weight;
    }
}
