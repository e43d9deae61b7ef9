using System.Numerics;
using Plimsoll.Engine.Accounts;
using Plimsoll.Testing.Naive;
using Plimsoll.Values;

namespace Plimsoll.Testing.Worlds;

/// <summary>What the parts of a generator share: the dice, the naive model they look at, and the time.</summary>
internal sealed class World(SplitMix dice, NaiveEngine engine)
{
    public SplitMix Dice { get; } = dice;

    public NaiveState State { get; } = engine.State;

    /// <summary>Whether amounts and sizes reach for the limits of scale.</summary>
    public bool IsGiant { get; } = dice.Chance(8);

    /// <summary>Whether some indices are without a price at first.</summary>
    public bool IsUnpriced { get; } = dice.Chance(15);

    /// <summary>The price that well-behaved sources see, by index, in its units.</summary>
    public BigInteger[] Truth { get; } = [1_000_000, dice.Between(500_000, 6_000_000), dice.Between(20_000, 400_000)];

    /// <summary>Whether its coins leap to where one is worth next to nothing, or as much as can be.</summary>
    public bool IsOdd { get; } = dice.Chance(5);

    /// <summary>The stamp of the next command.</summary>
    public Timestamp At { get; set; } = new(1_584_000_000_000_000_000 + dice.Between(0, 86_400_000_000_000));

    /// <summary>The number of the next trade.</summary>
    public long NextTrade { get; set; } = 1;

    /// <summary>Liquidation orders that were seen open, so that one can be filled too late.</summary>
    public List<NaiveOrder> Seen { get; } = [];

    public List<NaiveAccount> Users => [.. State.Accounts.Where(account => account.Kind == AccountKind.User)];

    public List<NaiveAccount> Makers => [.. State.Accounts.Where(account => account.Kind == AccountKind.MarketMaker)];

    public List<NaiveAccount> Traders => [.. State.Accounts.Where(account => account.IsTrader)];

    public List<NaiveInstrument> Open => [.. State.Instruments.Where(instrument => !instrument.IsClosed && instrument.Mark.Sign > 0)];

    /// <summary>The moments ahead at which something is due: where an off-by-one would show.</summary>
    public List<long> Notable =>
        [.. Moments().Where(moment => moment > At.Nanoseconds && moment < At.Nanoseconds + 1_200_000_000_000).Distinct().Order()];

    public static AccountId Id(NaiveAccount account) => new(account.Id);

    public static InstrumentId Id(NaiveInstrument instrument) => new((ushort)instrument.Id);

    /// <summary>An amount of an asset that is worth about so many whole units of the numeraire; at least one unit.</summary>
    public BigInteger Amount(int asset, BigInteger whole)
    {
        if (IsGiant && Dice.Chance(30))
            return BigInteger.Pow(10, (int)Dice.Between(0, 26)) * Dice.Between(1, 9);

        var numeraire = whole * BigInteger.Pow(10, State.Assets[State.Venue.Numeraire.Value].Decimals);
        return NaiveValues.HasPrice(State, asset)
            ? BigInteger.Max(1, NaiveValues.FromNumeraire(State, asset, numeraire).Floor())
            : whole * BigInteger.Pow(10, Math.Max(0, State.Assets[asset].Decimals - 4));
    }

    public static Money Money(BigInteger units) => new((Int128)units);

    /// <summary>A quantity (unsigned, on the lot) whose notional is about so much of the numeraire's units; at least one lot.</summary>
    public BigInteger Size(NaiveInstrument instrument, BigInteger numeraire)
    {
        BigInteger lot = instrument.Parameters.LotSize.Units;
        if (IsGiant && Dice.Chance(20))
            return lot * BigInteger.Pow(10, (int)Dice.Between(0, 14));

        var value = NaiveValues.Value(State, instrument, lot, instrument.Mark).Abs();
        if (!NaiveValues.HasPrice(State, instrument.Settlement))
            return lot;

        var perLot = BigInteger.Max(1, (NaiveValues.ToNumeraire(State, instrument.Settlement, 1_000_000) * value).Floor());
        var most = Quantity.MaxUnits / instrument.Parameters.LotSize.Units;
        return lot * BigInteger.Clamp(BigInteger.Max(0, numeraire) * 1_000_000 / perLot, 1, most);
    }

    /// <summary>A price on the tick, so many hundredths of a percent from the mark.</summary>
    public BigInteger PriceNear(NaiveInstrument instrument, long basisPoints)
    {
        BigInteger tick = instrument.Parameters.TickSize.Units;
        if (IsGiant && Dice.Chance(5))
            return tick * BigInteger.Pow(10, (int)Dice.Between(0, 13));

        return tick * BigInteger.Max(1, instrument.Mark * (10_000 + basisPoints) / 10_000 / tick);
    }

    /// <summary>What an account is worth, at least a hundred of the numeraire.</summary>
    public BigInteger Worth(NaiveAccount account) =>
        BigInteger.Max(
            100 * BigInteger.Pow(10, State.Assets[State.Venue.Numeraire.Value].Decimals),
            NaiveMargin.NetLiquidationValue(State, account)
        );

    private IEnumerable<long> Moments()
    {
        yield return State.GraceUntil;
        foreach (var order in State.Orders.Values)
            yield return order.Deadline;

        foreach (var change in State.Changes)
            yield return change.EffectiveAt;

        foreach (var moment in State.Indices.SelectMany(Moments))
            yield return moment;

        foreach (var instrument in State.Instruments.Where(instrument => !instrument.IsClosed))
        {
            yield return (long)instrument.FundingDue;
            yield return instrument.Parameters.Expiry.Nanoseconds;
            yield return instrument.Override?.Until ?? 0;
        }
    }

    private static IEnumerable<long> Moments(NaiveIndex index)
    {
        yield return index.WindowUntil;
        yield return index.NoSourceUntil;
        yield return index.NewerMark.Time + index.Parameters.WindowLookback.Nanoseconds;
        yield return (index.CalmSince ?? 0) + index.Parameters.WindowLength.Nanoseconds;
        foreach (var source in index.Sources.Where(source => source.Quotes.Count > 0))
        {
            yield return source.Quotes[^1].Time + index.Parameters.StaleAfter.Nanoseconds;
            yield return source.Quotes[0].Time + index.Parameters.FrozenWindow.Nanoseconds;
            yield return (source.GoodSince ?? 0) + index.Parameters.ReturnAfter.Nanoseconds;
        }
    }
}
