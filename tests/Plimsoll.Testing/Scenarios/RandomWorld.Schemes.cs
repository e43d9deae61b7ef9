using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Trading;
using Plimsoll.Instruments;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Shocks;
using Plimsoll.Testing.Worlds;
using Plimsoll.Values;

namespace Plimsoll.Testing.Scenarios;

/// <content>Accounts under portfolio margin: who chooses what, and spreads as large as only that allows.</content>
public sealed partial class RandomWorld
{
    private static readonly double[] OddReals =
    [
        double.NaN,
        double.NegativeInfinity,
        -1,
        -0.0,
        double.Epsilon,
        1,
        1e300,
        double.PositiveInfinity,
    ];
    private readonly List<PortfolioScheme> _schemes = [];

    private RandomSchemes RandomSchemes => new(_dice, Btc, Stable, Eth);

    private void SetUpSchemes()
    {
        if (!_hasSchemes)
        {
            return;
        }

        for (var number = 1; number <= 2; number++)
        {
            _schemes.Add(RandomSchemes.Any(number));
            _setup.Enqueue(new ListScheme(Now, _schemes[^1]));
        }

        for (var i = 0; i < Users; i++)
        {
            if (_dice.Chance(50))
            {
                // Behind the funds and the two market makers.
                _setup.Enqueue(new SetScheme(Now, new(AccountId.Reserved + 5 + i), new((ushort)_dice.Between(1, 2))));
            }
        }
    }

    private List<(int Weight, Func<Command?> Make)> SchemeDeeds() =>
        !_hasSchemes
            ? []
            :
            [
                (3, () => new SetScheme(Now, _dice.Pick(_users), new((ushort)_dice.Pick([0, 1, 1, 2, 2])))),
                (
                    1,
                    () =>
                        new ChangeScheme(
                            Now,
                            RandomSchemes.Any((int)_dice.Between(1, 2)),
                            _dice.Chance(50) ? Now : Now + Duration.FromSeconds(_dice.Between(1, 120))
                        )
                ),
                (10, Spread),
            ];

    /// <summary>Two legs of one underlying against each other.</summary>
    private RecordTrades? Spread()
    {
        var users = _users.FindAll(user => Engine.SchemeOf(user) != SchemeId.Standard);
        var open = Open(id => _market.Contract(id).Parameters.Kind != InstrumentKind.Spot);
        if (users.Count == 0 || open.Count == 0)
        {
            return null;
        }

        var (user, first) = (_dice.Pick(users), _dice.Pick(open));
        var underlying = _market.Contract(first).Parameters.Underlying;
        var others = open.FindAll(id => id != first && _market.Contract(id).Parameters.Underlying == underlying);
        if (others.Count == 0)
        {
            return null;
        }

        var (side, dollars, second) = (Side(), 10 * Dollars(), _dice.Pick(others));
        return new(Now, new[] { Leg(user, first, side, dollars, 0), Leg(user, second, -side, dollars, 1) });
    }

    private TradeLeg Leg(AccountId user, InstrumentId instrument, int side, long dollars, int place) =>
        new(
            _nextTrade + place,
            instrument,
            new(side * Size(instrument, dollars)),
            PriceNear(instrument, 5),
            user,
            OrderId.None,
            _dice.Pick(_makers),
            OrderId.None
        );

    private Command OddScheme()
    {
        var scheme = RandomSchemes.Any(_dice.Below(4));
        var row = new ScenarioRow(OddReal(), (VolatilityMove)_dice.Below(6), OddReal(), OddReal());
        var model = new PortfolioMarginModel([new("odd", [row])])
        {
            InitialFactor = OddReal(),
            Volatility = new(OddReal(), OddReal()),
            Netting = (BookNetting)_dice.Below(3),
        };
        return _dice.Below(5) switch
        {
            0 => new SetScheme(Now, OddAccount(), new((ushort)_dice.Pick([0, 1, 3, 255, ushort.MaxValue]))),
            1 => new ListScheme(Now, _dice.Chance(50) ? null! : scheme with { Rule = null! }),
            2 => new ChangeScheme(Now, scheme with { Symbol = "odd" }, Now),
            3 => new ListScheme(Now, scheme with { Id = new(3), Rule = new ScenarioRule("odd", model) }),
            _ => new ChangeScheme(Now, scheme with { Rule = new ScenarioRule("odd", model) }, Now),
        };
    }

    /// <summary>Numbers at and beyond the edge; mostly such that a scheme is refused for them.</summary>
    private double OddReal() => _dice.Pick(OddReals);
}
