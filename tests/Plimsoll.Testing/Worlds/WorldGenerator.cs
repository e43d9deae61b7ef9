using Plimsoll.Engine;
using Plimsoll.Engine.Commands;
using Plimsoll.Testing.Naive;
using Plimsoll.Values;

namespace Plimsoll.Testing.Worlds;

/// <summary>A random but plausible venue from a seed: first it is set up, then it lives, fails and is attacked.</summary>
/// <remarks>The caller applies each command to <see cref="Naive"/> before asking for the next: the generator looks there for what makes sense.</remarks>
public sealed class WorldGenerator
{
    private readonly World _world;
    private readonly WorldPrices _prices;
    private readonly WorldNonsense _nonsense;
    private readonly WorldSurfaces _surfaces;
    private readonly List<(int Weight, Func<Command?> Make)> _deeds;
    private readonly IEnumerator<Func<Command>> _setup;
    private bool _isSetUp;

    /// <summary>Begins a world.</summary>
    public WorldGenerator(ulong seed)
    {
        var dice = new SplitMix(seed);
        Venue = WorldSetup.Venue(dice);
        Naive = new(Venue);
        _world = new(dice, Naive);
        _prices = new(_world);
        _nonsense = new(_world);
        _surfaces = new(_world);
        _deeds = Deeds();
        _setup = SetUp().GetEnumerator();
    }

    /// <summary>The rules with which the venue opens: for the engine under test.</summary>
    public VenueParameters Venue { get; }

    /// <summary>The naive model of this world.</summary>
    public NaiveEngine Naive { get; }

    /// <summary>The next command; never an end.</summary>
    public Command Next()
    {
        if (!_isSetUp && _setup.MoveNext())
            return _setup.Current();

        _isSetUp = true;
        if (_world.Dice.Chance(30))
            _world.At += new Duration(_world.Dice.Between(0, 2_000_000_000));

        return _world.Dice.Chance(8) ? _nonsense.Next() : Deed();
    }

    private IEnumerable<Func<Command>> SetUp()
    {
        var setup = new WorldSetup(_world);
        foreach (var listing in setup.Listings())
            yield return listing;

        yield return _prices.First;
        yield return _surfaces.Set;
        foreach (var account in setup.Accounts())
            yield return account;

        foreach (var money in setup.Money())
            yield return money;

        foreach (var choice in setup.Choices())
            yield return choice;
    }

    private Command Deed()
    {
        while (true)
        {
            var left = _world.Dice.Below(_deeds.Sum(deed => deed.Weight));
            foreach (var (weight, make) in _deeds)
            {
                left -= weight;
                if (left >= 0)
                    continue;

                if (make() is { } command)
                    return command;

                break;
            }
        }
    }

    private List<(int Weight, Func<Command?> Make)> Deeds()
    {
        var trading = new WorldTrading(_world);
        var money = new WorldMoney(_world);
        var venue = new WorldVenue(_world);
        var schemes = new WorldSchemes(_world);
        return
        [
            (300, _prices.Tick),
            (25, _surfaces.Set),
            (150, trading.Trade),
            (30, trading.TradeSpread),
            (90, trading.PlaceOrder),
            (60, trading.FillOrder),
            (20, trading.AmendOrder),
            (20, trading.EndOrder),
            (250, trading.AnswerLiquidation),
            (15, trading.BustOrCorrect),
            (30, money.Deposit),
            (40, money.Withdraw),
            (15, money.Transfer),
            (12, money.MoveMargin),
            (20, money.SetMode),
            (10, money.SetLeverage),
            (6, money.SetStatus),
            (10, venue.PauseOrResume),
            (4, venue.HaltOrResume),
            (25, venue.SettleFunding),
            (10, venue.Close),
            (8, venue.Override),
            (8, venue.Change),
            (12, schemes.Choose),
            (3, schemes.Change),
        ];
    }
}
