using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Trading;
using Plimsoll.Host.Entries;
using Plimsoll.Testing.Devices;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Host.Tests.Crashes;

/// <summary>A venue on a device that fails: journal and events lose their power together.</summary>
internal sealed class Venue
{
    private static readonly Lazy<Venue> Prepared = new(Prepare);

    private Venue(CrashDevice journal, CrashDevice events) => (Journal, Events) = (journal, events);

    public static HostOptions Options { get; } =
        new()
        {
            Venue = new() { Numeraire = Scenario.Usd },
            Version = "1.0.0",
            Heartbeat = TimeSpan.Zero,
            SnapshotEvery = 25,
            Journal = new() { SegmentBytes = 4 << 10 },
            RetryAfter = TimeSpan.FromMilliseconds(1),
            StoreEvery = TimeSpan.FromMilliseconds(1),
            EventChunkBytes = 2 << 10,
        };

    public CrashDevice Journal { get; }

    public CrashDevice Events { get; }

    /// <summary>The same venue each time, with a maker, two traders and an order, as it lies after it was stopped.</summary>
    public static Venue Copy() => Of(Prepared.Value.Journal.Copy(), Prepared.Value.Events.Copy());

    public static Venue Of(CrashDevice journal, CrashDevice events)
    {
        (journal.Twin, events.Twin) = (events, journal);
        return new(journal, events);
    }

    public VenueHost Start() => VenueHost.Open(Journal, Events, Options);

    /// <summary>What is found when the power is back.</summary>
    public Venue AfterPowerLoss(Random dice, int arrives) =>
        Of(Journal.AfterPowerLoss(dice, arrives), Events.AfterPowerLoss(dice, arrives));

    /// <summary>A request of a client; the same for the same numbers.</summary>
    public static HostEntry Request(int client, int number)
    {
        var dice = new Random((client * 1_000) + number);
        AccountId trader = new(dice.Next(2) == 0 ? Alice : Bob);
        var entry = dice.Next(10) switch
        {
            0 or 1 or 2 => HostEntry.Of(new DepositCollateral(default, trader, Scenario.Usd, new(dice.Next(1, 1_000)))),
            3 => HostEntry.Of(new WithdrawCollateral(default, trader, Scenario.Usd, new(dice.Next(1, 1_000)))),
            4 or 5 => HostEntry.Of(
                new PlaceOrder(default, trader, HostWorld.Perpetual, new(dice.Next(1, 5)), new(100), false, 0),
                $"o-{client}-{number}"
            ),
            6 => HostEntry.OfLabelled(new CancelOrder(default, default), trader, $"o-{client}-{number - 1}"),
            7 => HostEntry.Of(
                new RecordTrades(
                    default,
                    new TradeLeg[] { new(0, HostWorld.Perpetual, new(dice.Next(1, 4)), new(100), trader, default, new(Maker), default) }
                ),
                $"t-{client}-{number}"
            ),
            8 => HostEntry.Of(new OpenAccount(default, 0, AccountKind.User), $"n-{client}-{number}", $"owner-{client}"),
            _ => HostEntry.Propose(new DepositCollateral(default, trader, Scenario.Usd, new(1))),
        };
        return entry with { Actor = client, IdempotencyKey = $"k-{number}" };
    }

    private static int Maker { get; set; }

    private static int Alice { get; set; }

    private static int Bob { get; set; }

    private static Venue Prepare()
    {
        var venue = Of(new(), new());
        using (var host = VenueHost.Open(venue.Journal, venue.Events, Options with { SnapshotEvery = 0 }))
        {
            new Actions(host).SetUp().Wait(TimeSpan.FromSeconds(30));
            (Maker, Alice, Bob) = (Find("maker"), Find("alice"), Find("bob"));

            int Find(string name) =>
                host.Names.TryFindAccount(name, out var account) ? account.Value : throw new InvalidOperationException(name);
        }

        return venue;
    }
}
