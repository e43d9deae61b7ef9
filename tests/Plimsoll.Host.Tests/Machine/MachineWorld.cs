using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Recovery;
using Plimsoll.Host.Requests;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Host.Tests.Machine;

/// <summary>A machine without a journal: a record each second, the same in every run.</summary>
internal sealed class MachineWorld
{
    private static readonly Timestamp Opening = Timestamp.FromMilliseconds(1_600_000_000_000);
    private readonly EntryEncoder _encoder = new();
    private readonly EntryDecoder _decoder = new();

    public MachineWorld()
    {
        Machine = VenueMachine.Open(1, Opening, HostEntry.Open(new ChangeVenue(Opening, HostWorld.Usual.Venue, Opening)), Companion());
        Do(HostEntry.Start("1.0.0", Machine.Engine.EventHash.ToArray()));
        Do(HostEntry.Of(new ListAsset(default, Scenario.Dollar)));
        Do(HostEntry.Of(new ListIndex(default, Scenario.Index("x", "y", "z"))));
        Do(HostEntry.Of(new ListInstrument(default, Scenario.Perpetual)));
        Price(100);
        Do(HostEntry.Of(new OpenAccount(default, 0, AccountKind.MarketMaker), "maker", "desk"));
        Do(HostEntry.Of(new OpenAccount(default, 0, AccountKind.User), "alice", "alice"));
        Do(HostEntry.Of(new DepositCollateral(default, Account("alice"), Scenario.Usd, new(100_000))));
    }

    public VenueMachine Machine { get; private set; }

    public Timestamp Next => At(Machine.Sequence + 1);

    public static Timestamp At(long sequence) => Opening + Duration.FromSeconds(sequence);

    public static ForgetfulCompanion Companion() => new();

    /// <summary>The same, restored from its own snapshot.</summary>
    public void Restart() => Machine = VenueMachine.Restore(Machine.Snapshot(), Companion());

    /// <summary>Applies what a journal would give back.</summary>
    public Outcome Ask(HostEntry entry) => Machine.Apply(Machine.Sequence + 1, Next, _decoder.Decode(_encoder.Encode(entry.At(Next))));

    public Outcome Do(HostEntry entry)
    {
        var outcome = Ask(entry);
        Assert.True(outcome.IsAccepted, outcome.ToString());
        return outcome;
    }

    public void Price(long price)
    {
        var quotes = Enumerable.Range(0, 3).Select(i => new IndexQuote(new(0), (byte)i, new(price), new(price))).ToArray();
        Do(
            HostEntry.Of(
                new SubmitQuotes(default, quotes, new BookQuote[] { new(HostWorld.Perpetual, new(price), new(price), new(price)) })
            )
        );
    }

    public AccountId Account(string name)
    {
        Assert.True(Machine.Names.TryFindAccount(name, out var account));
        return account;
    }
}
