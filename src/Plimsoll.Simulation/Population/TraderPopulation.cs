using Plimsoll.Numerics;
using Plimsoll.Simulation.Markets;
using Plimsoll.Simulation.Randomness;

namespace Plimsoll.Simulation.Population;

/// <summary>Draws traders from a seed: the same seed, parameters and coins give the same traders, whatever the prices or the mark rule.</summary>
/// <remarks>docs/spec/0011-replay.md (REPL-020 … REPL-022).</remarks>
public static class TraderPopulation
{
    private const int Stream = 1;
    private const double NotionalOfAccountMost = 0.9;

    /// <summary>Draws <paramref name="count"/> traders.</summary>
    /// <param name="parameters">Their distribution.</param>
    /// <param name="map">The coins that have a perpetual, and which collateral has a price.</param>
    /// <param name="count">How many, at least one.</param>
    /// <param name="seed">The seed.</param>
    public static Trader[] Draw(PopulationParameters parameters, MarketMap map, int count, long seed)
    {
        var random = new SeededRandom(seed, Stream);
        var coins = CoinWeights(parameters, map);
        var hasStablecoin = map.Underlyings.Any(one => one.IsStablecoin);
        var hasBitcoin = map.Underlyings.Any(one => one.Coin == "BTC");
        var traders = new Trader[count];
        for (var number = 0; number < count; number++)
        {
            traders[number] = DrawOne(parameters, coins, number, hasStablecoin, hasBitcoin, random);
        }

        return traders;
    }

    private static Trader DrawOne(
        PopulationParameters parameters,
        List<(int Underlying, double Weight)> coins,
        int number,
        bool hasStablecoin,
        bool hasBitcoin,
        SeededRandom random
    )
    {
        var equity = DrawEquity(parameters, random);
        var leverage = DrawLeverage(parameters, equity, random);
        var isCross = random.NextChance(parameters.CrossShare);
        var collateral = DrawCollateral(parameters, isCross, hasStablecoin, hasBitcoin, random);
        var positions = DrawPositions(parameters, coins, equity, leverage, collateral, isCross, random);
        var entryAt = random.NextChance(parameters.AtStartShare) ? 0 : random.NextDouble() * parameters.EntrySpan;
        var mood = random.NextDouble();
        var answer =
            mood < parameters.TopUpShare ? MarginCallAnswer.TopUp
            : mood < parameters.TopUpShare + parameters.ReduceShare ? MarginCallAnswer.Reduce
            : MarginCallAnswer.Nothing;
        var (least, most) = parameters.AnswerSeconds;
        return new(number, equity, collateral, isCross, entryAt, answer, least + random.NextBelow(most - least + 1), positions);
    }

    private static double DrawEquity(PopulationParameters parameters, SeededRandom random)
    {
        var equity = random.NextChance(parameters.TailShare)
            ? random.NextPareto(parameters.TailFloor, parameters.TailExponent)
            : random.NextLogNormal(parameters.EquityMedian, parameters.EquitySigma);
        return Math.Clamp(equity, parameters.EquityRange.Least, parameters.EquityRange.Most);
    }

    private static double DrawLeverage(PopulationParameters parameters, double equity, SeededRandom random)
    {
        var leverage = random.NextLogNormal(parameters.LeverageMedian, parameters.LeverageSigma);
        var size = Math.Max(1, equity / parameters.EquityMedian);
        return Math.Clamp(leverage * DeterministicMath.Pow(size, -parameters.LeverageFallsWithEquity), 1, parameters.LeverageMost);
    }

    private static CollateralKind DrawCollateral(
        PopulationParameters parameters,
        bool isCross,
        bool hasStablecoin,
        bool hasBitcoin,
        SeededRandom random
    )
    {
        // Drawn in any case, so that the rest of the stream does not depend on what the files hold.
        var draw = random.NextDouble();
        if (!isCross)
        {
            return CollateralKind.Dollars; // an isolated position is funded in the settlement asset
        }

        if (draw < parameters.StablecoinShare)
        {
            return hasStablecoin ? CollateralKind.Stablecoin : CollateralKind.Dollars;
        }

        return draw < parameters.StablecoinShare + parameters.BitcoinShare && hasBitcoin ? CollateralKind.Bitcoin : CollateralKind.Dollars;
    }

    private static List<PlannedPosition> DrawPositions(
        PopulationParameters parameters,
        List<(int Underlying, double Weight)> coins,
        double equity,
        double leverage,
        CollateralKind collateral,
        bool isCross,
        SeededRandom random
    )
    {
        var draw = random.NextDouble();
        var (two, three) = parameters.MorePositions;
        var wanted =
            draw < three ? 3
            : draw < three + two ? 2
            : 1;
        var counted = collateral == CollateralKind.Dollars ? equity : equity * NotionalOfAccountMost;
        var usable = isCross ? counted : counted * (0.3 + (0.6 * random.NextDouble()));
        var positions = new List<PlannedPosition>();
        for (var i = 0; i < wanted; i++)
        {
            var underlying = DrawCoin(coins, random.NextDouble());
            var side = random.NextChance(parameters.LongShare) ? 1 : -1;
            if (!positions.Exists(position => position.Underlying == underlying))
            {
                positions.Add(new(underlying, side, leverage, usable / wanted));
            }
        }

        return positions;
    }

    private static int DrawCoin(List<(int Underlying, double Weight)> coins, double draw)
    {
        var left = draw * coins.Sum(coin => coin.Weight);
        foreach (var (underlying, weight) in coins)
        {
            left -= weight;
            if (left < 0)
            {
                return underlying;
            }
        }

        return coins[^1].Underlying;
    }

    private static List<(int Underlying, double Weight)> CoinWeights(PopulationParameters parameters, MarketMap map)
    {
        var coins = map.Underlyings.Where(one => !one.IsStablecoin).ToList();
        var others = coins.Count(one => one.Coin is not ("BTC" or "ETH"));
        var rest = 1 - parameters.CoinShares.Bitcoin - parameters.CoinShares.Ether;
        return
        [
            .. coins.Select(one =>
                (
                    one.Number,
                    one.Coin switch
                    {
                        "BTC" => parameters.CoinShares.Bitcoin,
                        "ETH" => parameters.CoinShares.Ether,
                        _ => rest / others,
                    }
                )
            ),
        ];
    }
}
