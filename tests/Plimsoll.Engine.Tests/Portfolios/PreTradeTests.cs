using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Pricing;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Portfolios;

/// <summary>What an order is told before it is placed.</summary>
public sealed class PreTradeTests
{
    private readonly Scenario _venue = new Scenario(index: Scenario.ThreeSources with { StaleAfter = Duration.FromHours(24) }).Price(100);
    private readonly List<InstrumentId> _options = [];
    private readonly AccountId _user;

    public PreTradeTests()
    {
        var expiry = _venue.Now + Duration.FromHours(240);
        foreach (var strike in new[] { 80, 90, 100, 110, 120 })
        {
            _options.Add(_venue.List(Listings.Option(OptionType.Call, strike, expiry)));
            _options.Add(_venue.List(Listings.Option(OptionType.Put, strike, expiry)));
        }

        _venue.Surface(_venue.Flat(expiry, 0.5, 100)).Price(100);
        _venue.Do(new ListScheme(_venue.Now, Schemes.Of(Schemes.TenPercent)));
        _user = _venue.User(100_000);
        _venue.Do(new SetScheme(_venue.Now, _user, new(1)));
        var maker = _venue.Maker();
        foreach (var option in _options)
        {
            _venue.Trade(_user, maker, option.Value % 2 == 0 ? 3 : -2, 100, option);
        }
    }

    [Fact, Trait("Criterion", "PACC-052")]
    public void A_check_says_what_placing_will_be_told_and_changes_nothing()
    {
        var (accepted, refused) = (0, 0);
        var dice = new Random(3);
        for (var i = 0; i < 200; i++)
        {
            var size = dice.Next(1, 1_000) * (dice.Next(2) == 0 ? 1 : -1);
            var order = new PlaceOrder(_venue.Now, _user, _options[dice.Next(_options.Count)], new(size), new(500), false, 0);
            var before = _venue.Engine.StateHash();

            var answer = _venue.Engine.CheckOrder(order);

            Assert.Equal(before, _venue.Engine.StateHash());
            Assert.Equal(_venue.Try(order), answer);
            (accepted, refused) = answer.IsAccepted ? (accepted + 1, refused) : (accepted, refused + 1);
        }

        Assert.True(accepted > 10 && refused > 10, $"{accepted} accepted, {refused} refused");
    }

    [Fact, Trait("Criterion", "PACC-052")]
    public void A_check_allocates_nothing()
    {
        var order = new PlaceOrder(_venue.Now, _user, _options[4], new(1), new(500), false, 0);
        Assert.True(_venue.Engine.CheckOrder(order).IsAccepted);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            _venue.Engine.CheckOrder(order);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact, Trait("Criterion", "PACC-053")]
    public void Preparing_checks_between_commands_changes_no_event_and_no_answer()
    {
        for (ulong seed = 1; seed <= 3; seed++)
        {
            var world = new RandomWorld(seed, hasSchemes: true);
            var twin = new MarginEngine(world.Rules);
            for (var step = 0; step < 400; step++)
            {
                var command = world.Next();
                world.Apply(command);
                twin.PrepareChecks(step % 7 * 3, step % 5);
                if (
                    command is PlaceOrder order
                    && order.Account.Value < twin.AccountCount
                    && order.Instrument.Value < twin.State.Instruments.Count
                )
                {
                    var answer = twin.CheckOrder(order);
                    twin.PrepareChecks(int.MaxValue, int.MaxValue);
                    Assert.Equal(answer, twin.CheckOrder(order));
                }

                twin.Apply(command);
                Assert.Equal(world.Engine.EventHash, twin.EventHash);
            }

            Assert.Equal(world.Engine.StateHash(), twin.StateHash());
        }
    }

    [Fact, Trait("Criterion", "PACC-052")]
    public void The_decision_at_a_tick_allocates_nothing_but_in_its_arrays()
    {
        var scheme = _venue.Engine.State.Schemes[0];
        var state = _venue.Engine.State;
        var books = new Engine.Solvency.Portfolios.PortfolioBooks(state);
        var vectors = new Engine.Solvency.Portfolios.PortfolioVectors(state, books);
        var row = state.Account(_user);
        double? Ask() => vectors.Requirement(scheme, MarginLevelKind.Maintenance, row.Balances, row.Positions, row.Positions, [], _user);
        Ask();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Ask();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
