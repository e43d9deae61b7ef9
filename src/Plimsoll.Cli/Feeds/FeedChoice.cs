using Plimsoll.Feeds.Catalog;
using Plimsoll.Feeds.Protocols;
using Plimsoll.Formats.Shapes;

namespace Plimsoll.Cli.Feeds;

/// <summary>Which venues, markets and addresses a command line names.</summary>
/// <param name="Venues">Names of venues; all when empty and no market names one.</param>
/// <param name="Symbols">Markets, as <c>venue=name</c>, <c>venue=index:name</c>.</param>
/// <param name="Endpoints">Addresses, as <c>venue=url</c>.</param>
internal sealed record FeedChoice(IReadOnlyList<string> Venues, IReadOnlyList<string> Symbols, IReadOnlyList<string> Endpoints)
{
    /// <summary>The sources.</summary>
    /// <exception cref="FeedChoiceException">A venue is not known, or something is not of its form.</exception>
    public IReadOnlyList<FeedSource> Sources()
    {
        var symbols = Symbols
            .Select(text => Pair("--symbol", text))
            .ToLookup(pair => pair.Venue, pair => Symbol(pair.Value), StringComparer.Ordinal);
        var endpoints = Endpoints
            .Select(text => Pair("--endpoint", text))
            .ToLookup(pair => pair.Venue, pair => Address(pair.Value), StringComparer.Ordinal);
        var named = Venues
            .Select(name => Known("--venue", name))
            .Concat(symbols.Select(group => group.Key))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var venues =
            named.Count > 0 ? named.Select(name => VenueCatalog.Find(name)!) : VenueCatalog.All.Where(venue => venue.Example.Count > 0);
        return [.. venues.Select(venue => Source(venue, [.. symbols[venue.Name].Distinct()], [.. endpoints[venue.Name]]))];
    }

    private static FeedSource Source(VenueEntry venue, IReadOnlyList<FeedSymbol> symbols, IReadOnlyList<Uri> endpoints) =>
        symbols.Count > 0 || venue.Example.Count > 0
            ? new(venue.Name, venue.Name, symbols.Count > 0 ? symbols : venue.Example)
            {
                Endpoints = endpoints,
                // From the environment, since the arguments of a process can be seen by others.
                AccessToken = Environment.GetEnvironmentVariable(venue.TokenVariable) is { Length: > 0 } token ? token : null,
            }
            : throw new FeedChoiceException(
                $"--symbol: {venue.Name} needs one, such as {venue.Name}=NAME with the venue's own name of the market."
            );

    private static (string Venue, string Value) Pair(string option, string text) =>
        text.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1
            ? (Known(option, text[..at]), text[(at + 1)..])
            : throw new FeedChoiceException($"{option}: expected a venue, = and a value; found \"{text}\".");

    private static string Known(string option, string name)
    {
        var all = VenueCatalog.All.Select(venue => venue.Name).ToList();
        return all.Contains(name, StringComparer.Ordinal)
            ? name
            : throw new FeedChoiceException(
                $"{option}: no venue is called \"{name}\"; there are: {string.Join(", ", all)}. {Nearest.Advice(name, all)}".TrimEnd()
            );
    }

    private static FeedSymbol Symbol(string text) =>
        FeedSymbol.TryRead(text, out var symbol)
            ? symbol
            : throw new FeedChoiceException($"--symbol: expected a name of 1 to {SymbolTable.NameMax} signs; found \"{text}\".");

    private static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "ws" or "wss" or "http" or "https"
            ? address
            : throw new FeedChoiceException($"--endpoint: expected an address that begins with wss:// or https://; found \"{text}\".");
}
