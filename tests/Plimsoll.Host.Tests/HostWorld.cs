using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Trading;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Requests;
using Plimsoll.Journal.Storage;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Host.Tests;

/// <summary>A small venue in a folder of its own: one perpetual, traders with names. Started and stopped as often as a test likes.</summary>
internal sealed class HostWorld : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-host-").FullName;
    private FileStorage? _journal;
    private FileStorage? _events;

    public static InstrumentId Perpetual => new(0);

    public string JournalFolder => Directory.CreateDirectory(Path.Combine(_folder, "journal")).FullName;

    public string EventsFolder => Directory.CreateDirectory(Path.Combine(_folder, "events")).FullName;

    public VenueHost Host { get; private set; } = null!;

    public HostOptions Options { get; set; } =
        new()
        {
            Venue = new() { Numeraire = Scenario.Usd },
            Version = "1.0.0",
            Heartbeat = TimeSpan.Zero,
            SnapshotEvery = 0,
        };

    /// <summary>Starts on what is in the folder.</summary>
    public VenueHost Start()
    {
        (_journal, _events) = (FileStorage.Take(JournalFolder), FileStorage.Take(EventsFolder));
        return Host = VenueHost.Open(_journal, _events, Options);
    }

    public void Stop()
    {
        Host.Dispose();
        _journal!.Dispose();
        _events!.Dispose();
        _journal = null;
    }

    public void Dispose()
    {
        if (_journal is not null)
            Stop();

        Directory.Delete(_folder, recursive: true);
    }

    public async Task<Outcome> Ask(HostEntry entry) => await Host.SubmitAsync(entry).WaitAsync(TimeSpan.FromSeconds(30));

    public async Task<Outcome> Do(HostEntry entry)
    {
        var outcome = await Ask(entry);
        Assert.True(outcome.IsAccepted, outcome.ToString());
        return outcome;
    }

    /// <summary>Dollars, bitcoin, one perpetual at a price, a maker, and traders "alice" and "bob" with a thousand each.</summary>
    public async Task SetUp(long price = 100)
    {
        await Do(HostEntry.Of(new ListAsset(default, Scenario.Dollar)));
        await Do(HostEntry.Of(new ListIndex(default, Scenario.Index("x", "y", "z"))));
        await Do(HostEntry.Of(new ListInstrument(default, Scenario.Perpetual)));
        await Price(price);
        await Do(HostEntry.Of(new OpenAccount(default, 0, AccountKind.MarketMaker), "maker", "desk"));
        foreach (var name in new[] { "alice", "bob" })
        {
            var account = await Do(HostEntry.Of(new OpenAccount(default, 0, AccountKind.User), name, name));
            await Do(HostEntry.Of(new DepositCollateral(default, new((int)account.Created), Scenario.Usd, new(100_000))));
        }
    }

    public Task<Outcome> Price(long price)
    {
        var quotes = new IndexQuote[3];
        for (var i = 0; i < 3; i++)
        {
            quotes[i] = new(new(0), (byte)i, new(price), new(price));
        }

        return Do(HostEntry.Of(new SubmitQuotes(default, quotes, new BookQuote[] { new(Perpetual, new(price), new(price), new(price)) })));
    }

    public AccountId Account(string name)
    {
        Assert.True(Host.Names.TryFindAccount(name, out var account));
        return account;
    }

    public HostEntry Order(string account, long quantity, long limit, string label) =>
        HostEntry.Of(new PlaceOrder(default, Account(account), Perpetual, new(quantity), new(limit), false, 0), label);

    public HostEntry Trade(string id, string taker, OrderId order, long quantity, long price) =>
        HostEntry.Of(
            new RecordTrades(
                default,
                new TradeLeg[] { new(0, Perpetual, new(quantity), new(price), Account(taker), order, Account("maker"), default) }
            ),
            id
        );
}
