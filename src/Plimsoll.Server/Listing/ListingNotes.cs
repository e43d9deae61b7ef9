using Plimsoll.Engine;
using Plimsoll.Server.Api;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Listing;

/// <summary>What a start did with the file of a venue, for whoever edited it: what is new is listed, and what is listed stays as it is.</summary>
/// <param name="file">The file's name.</param>
internal sealed class ListingNotes(string file)
{
    private readonly List<string> _listed = [];
    private readonly List<string> _kept = [];

    /// <summary>A sentence each.</summary>
    public IReadOnlyList<string> Sentences => _listed.Count == 0 ? _kept : [$"listed from {file}: {string.Join(", ", _listed)}", .. _kept];

    /// <summary>Something was listed.</summary>
    public void Listed(string symbol) => _listed.Add(symbol);

    /// <summary>Something was listed before.</summary>
    /// <param name="symbol">Its name.</param>
    /// <param name="api">The venue.</param>
    /// <param name="inForce">Its rules.</param>
    /// <param name="said">Its rules by the file.</param>
    public void Kept(string symbol, VenueApi api, Func<MarginEngine, object> inForce, Func<object> said)
    {
        try
        {
            var fields = api.Host.Read(
                (InForce: inForce, Said: said()),
                static (machine, it) =>
                    RulesDifference.Between(it.InForce(machine.Engine), it.Said, machine.Engine).Select(each => each.Field).ToList()
            );
            if (fields.Count > 0)
                _kept.Add(
                    $"{symbol} stays as it is; {file} says otherwise of {string.Join(", ", fields)}. What is listed changes by proposals alone."
                );
        }
        catch (Exception cause) when (cause is ProblemException or ArgumentException or InvalidOperationException or OverflowException)
        {
            // What the file says of it could not be listed today, and need not be.
        }
    }
}
