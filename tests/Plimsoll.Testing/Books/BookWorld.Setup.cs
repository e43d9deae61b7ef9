using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Engine.Commands;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Schedules;
using Plimsoll.Pricing;
using Plimsoll.Values;

namespace Plimsoll.Testing.Books;

/// <content>What it lists.</content>
public sealed partial class BookWorld
{
    private static readonly AssetId Ether = new(2);

    private void ListCoins()
    {
        Do(new ListAsset(Now, Coin()));
        if (_isRich)
        {
            Do(
                new ListAsset(
                    Now,
                    new()
                    {
                        Id = Ether,
                        Symbol = "ETH",
                        Decimals = 6,
                        Index = new(1),
                        Haircuts = Ladder(),
                    }
                )
            );
        }
    }

    private AssetParameters Coin()
    {
        var coin = new AssetParameters
        {
            Id = Bitcoin,
            Symbol = "BTC",
            Decimals = 8,
            Index = new(0),
            Haircuts = HaircutLadder.Uniform(Haircut.FromPercent(10)),
        };
        if (!_isRich)
        {
            return coin;
        }

        coin = coin with { Haircuts = Ladder() };
        return _dice.Next(2) == 0 ? coin with { AccountCap = new(_dice.Next(10_000_000, 90_000_000)) } : coin;
    }

    private HaircutLadder Ladder() =>
        _dice.Next(3) == 0
            ? HaircutLadder.Uniform(Haircut.FromPercent(_dice.Next(0, 30)))
            : new([
                new(new(_dice.Next(1, 20_000_000)), new(_dice.Next(0, 100_000_000))),
                new(new(_dice.Next(20_000_001, 60_000_000)), new(_dice.Next(100_000_000, 700_000_000))),
            ]);

    private void ListInstruments()
    {
        for (ushort coin = 0; coin < 2; coin++)
        {
            List(
                Future(coin) with
                {
                    Kind = InstrumentKind.Perpetual,
                    Margin = RiskTierTable.Flat([(Money.Zero, Rate.FromPercent(2), Rate.FromPercent(1))], TierBoundary.FloorInclusive),
                }
            );
            for (var i = 0; i < OptionsOfCoin; i++)
            {
                var strike = (long)(_prices[coin] * _dice.Next(70, 135) / 100);
                var right = _dice.Next(2) == 0 ? OptionType.Call : OptionType.Put;
                var minutes = _dice.Next(3) switch
                {
                    0 => _dice.Next(2, 40),
                    1 => _dice.Next(200, 3_000),
                    _ => _dice.Next(10_000, 200_000),
                };
                List(
                    Future(coin) with
                    {
                        Kind = InstrumentKind.Option,
                        Option = new(right, new(strike)),
                        Expiry = Now + Duration.FromMinutes(minutes),
                        DeliveryWindow = Duration.FromSeconds(30),
                        Margin = new OptionSchedule(
                            right,
                            strike / 100m,
                            false,
                            new()
                            {
                                Base = 0.15m,
                                Floor = 0.1m,
                                Maintenance = 0.075m,
                                IsMarkAdded = false,
                                IsLongWorthHeld = true,
                            }
                        ),
                    }
                );
            }
        }

        for (ushort coin = 0; _isRich && coin < 2; coin++)
        {
            List(Dated(coin));
            List(Dated(coin));
            List(Future(coin) with { LotSize = new(10) });
        }

        // Settled in the coin: whoever holds it is hot.
        List(
            Future(0) with
            {
                Kind = InstrumentKind.Perpetual,
                Payoff = Payoff.Inverse,
                SettlementAsset = Bitcoin,
                Multiplier = 100,
                Margin = RiskTierTable.Flat([(Money.Zero, Rate.FromPercent(2), Rate.FromPercent(1))], TierBoundary.FloorInclusive),
            }
        );
    }

    private InstrumentParameters Future(ushort coin) =>
        new()
        {
            Id = new((ushort)_instruments.Count),
            Symbol = $"I{_instruments.Count}",
            Kind = InstrumentKind.Perpetual,
            Payoff = Payoff.Linear,
            SettlementAsset = Dollar,
            Underlying = new(coin),
            PriceDecimals = 2,
            QuantityDecimals = 3,
            TickSize = new(1),
            LotSize = new(1),
            Margin = RiskTierTable.Flat([(Money.Zero, Rate.FromPercent(2), Rate.FromPercent(1))], TierBoundary.FloorInclusive),
        };

    private void List(InstrumentParameters instrument)
    {
        _instruments.Add(instrument);
        Do(new ListInstrument(Now, instrument));
    }

    private InstrumentParameters Dated(ushort coin) =>
        Future(coin) with
        {
            Kind = InstrumentKind.DatedFuture,
            Expiry = Now + Duration.FromMinutes(_dice.Next(5, 300)),
            DeliveryWindow = Duration.FromSeconds(30),
            Multiplier = _dice.Next(1, 3),
            Margin = RiskTierTable.Flat(
                [(Money.Zero, Rate.FromPercent(2), Rate.FromPercent(1)), (new(50_000_000_000), Rate.FromPercent(4), Rate.FromPercent(3))],
                TierBoundary.FloorInclusive
            ),
        };

    private VenueParameters AnyRules() =>
        new()
        {
            Numeraire = Dollar,
            MarginCallMultiple = Rate.FromPercent(_dice.Next(2) == 0 ? 125 : _dice.Next(100, 200)),
            LiquidatesAtLine = _dice.Next(2) == 0,
            PauseGrace = default,
        };

    private PortfolioScheme AnyScheme(int number)
    {
        var scheme = new PortfolioScheme
        {
            Id = new((ushort)number),
            Symbol = $"PM{number}",
            Rule = AnyRule(),
        };
        return !_isRich
            ? scheme
            : scheme with
            {
                Collateral = _dice.Next(3) == 0 ? [new(Bitcoin, _dice.Next(4) == 0 ? new IndexId(0) : null, 0.1 * _dice.Next(2))] : [],
                Underlyings = _dice.Next(3) == 0 ? [new(new(0), "X"), new(new(1), _dice.Next(2) == 0 ? "X" : "Y")] : [],
            };
    }

    /// <summary>A rule of one model, in a rich venue often with another for one underlying.</summary>
    private ScenarioRule AnyRule()
    {
        var model = BookSchemes.Any(_dice);
        var rule = new ScenarioRule("scenarios", model);
        if (!_isRich || _dice.Next(2) == 0)
        {
            return rule;
        }

        // Under the same scenario all models must have as many rows.
        for (var attempt = 0; attempt < 50; attempt++)
        {
            var own = BookSchemes.Any(_dice) with { Netting = _dice.Next(2) == 0 ? model.Netting : BookNetting.PerUnderlying };
            if (model.Netting != BookNetting.SameScenario || Rows(own) == Rows(model))
            {
                var name = _dice.Next(3) == 0 ? "X" : "ETH/USD";
                return rule with { ByUnderlying = new Dictionary<string, PortfolioMarginModel> { [name] = own } };
            }
        }

        return rule;
    }

    private static int Rows(PortfolioMarginModel model) => model.Tables.Sum(table => table.Rows.Count);
}
