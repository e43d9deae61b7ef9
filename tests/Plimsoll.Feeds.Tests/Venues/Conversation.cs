using System.Globalization;
using Plimsoll.Feeds.Catalog;
using Plimsoll.Feeds.Protocols;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Tests.Venues;

/// <summary>A file of <c>Messages</c>: what one connection to a venue says, and what is made of it.</summary>
public sealed class Conversation
{
    private Conversation(string name, List<(char Kind, string Text)> lines)
    {
        Name = name;
        Lines = lines;
        Venue = Texts('?').Single();
        Clock = new(long.Parse(Texts('@').First(), CultureInfo.InvariantCulture));
        Symbols =
        [
            .. Texts('+')
                .Select(text => text.Split(' '))
                .Select(words => new FeedSymbol(
                    words[1],
                    words[0] == "index" ? FeedSymbolKind.Index : FeedSymbolKind.Market,
                    words.ElementAtOrDefault(2)
                )),
        ];
    }

    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory
            .GetFiles(RepositoryFiles.PathOf("tests", "Plimsoll.Feeds.Tests", "Messages"), "*.txt")
            .Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Order(StringComparer.Ordinal),
    ];

    public string Name { get; }

    public string Venue { get; }

    /// <summary>What this machine's clock shows while the messages come.</summary>
    public Timestamp Clock { get; }

    public IReadOnlyList<FeedSymbol> Symbols { get; }

    public IReadOnlyList<(char Kind, string Text)> Lines { get; }

    public FeedSource Source => new(Name, Venue, Symbols);

    public IReadOnlyList<FeedQuote> Quotes => [.. Texts('=').Select(Quote)];

    public static Conversation Load(string name) =>
        new(
            name,
            [
                .. File.ReadLines(RepositoryFiles.PathOf("tests", "Plimsoll.Feeds.Tests", "Messages", name + ".txt"))
                    .Where(line => line.Length > 2 && line[0] != '#')
                    .Select(line => (line[0], line[2..])),
            ]
        );

    public IEnumerable<string> Texts(char kind) => Lines.Where(line => line.Kind == kind).Select(line => line.Text);

    public FeedQuote Quote(string text)
    {
        var words = text.Split(' ');
        var figures = words.Skip(1).Select(word => word.Split('=')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return new(
            Name,
            words[0],
            figures.GetValueOrDefault("kind") == "index" ? FeedSymbolKind.Index : FeedSymbolKind.Market,
            new(Of("bid"), Of("ask"), Of("last"), Of("index"), Of("mark"), Of("underlying"), Of("confidence")),
            new((long)Of("time")),
            Clock,
            (long)Of("seq")
        );

        decimal Of(string name) => figures.TryGetValue(name, out var figure) ? decimal.Parse(figure, CultureInfo.InvariantCulture) : 0;
    }
}
