using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Requests;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Host.Tests;

/// <summary>What a test does to any host.</summary>
internal sealed class Actions(VenueHost host)
{
    public async Task<Outcome> Ask(HostEntry entry) => await host.SubmitAsync(entry).WaitAsync(TimeSpan.FromSeconds(30));

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

        return Do(
            HostEntry.Of(
                new SubmitQuotes(default, quotes, new BookQuote[] { new(HostWorld.Perpetual, new(price), new(price), new(price)) })
            )
        );
    }

    public AccountId Account(string name)
    {
        Assert.True(host.Names.TryFindAccount(name, out var account));
        return account;
    }
}
