using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
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

    /// <summary>Nothing happens but what is asked for.</summary>
    public static HostOptions Usual { get; } =
        new()
        {
            Venue = new() { Numeraire = Scenario.Usd },
            Version = "1.0.0",
            Heartbeat = TimeSpan.Zero,
            SnapshotEvery = 0,
            RetryAfter = TimeSpan.FromMilliseconds(1),
            StoreEvery = TimeSpan.FromMilliseconds(5),
            Journal = new() { SegmentBytes = 1 << 20 },
        };

    public HostOptions Options { get; set; } = Usual;

    public TimeProvider Clock
    {
        init => Options = Options with { Clock = value };
    }

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

    public Task<Outcome> Ask(HostEntry entry) => new Actions(Host).Ask(entry);

    public Task<Outcome> Do(HostEntry entry) => new Actions(Host).Do(entry);

    public Task SetUp(long price = 100) => new Actions(Host).SetUp(price);

    public Task<Outcome> Price(long price) => new Actions(Host).Price(price);

    public AccountId Account(string name) => new Actions(Host).Account(name);

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
