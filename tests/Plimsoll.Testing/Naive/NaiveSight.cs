using System.Numerics;
using Plimsoll.Values;

namespace Plimsoll.Testing.Naive;

/// <summary>One position and the prices at which its margin is taken: docs/spec/0015.</summary>
/// <param name="State">The state, for decimals.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Position">The position.</param>
/// <param name="Leverage">The user's, in hundredths; zero for none.</param>
/// <param name="Mark">The mark, or the entry price where that takes its place.</param>
/// <param name="Index">The index, or what takes its place.</param>
internal sealed record NaiveSight(
    NaiveState State,
    NaiveInstrument Instrument,
    NaivePosition Position,
    int Leverage,
    BigInteger Mark,
    BigInteger Index
)
{
    public static NaiveSight Of(NaiveState state, NaiveInstrument instrument, NaivePosition position, int leverage)
    {
        var underlying = state.Indices[instrument.Parameters.Underlying.Value];
        // In the instrument's units, of which an option may have finer ones; and at most what 64 bits hold.
        var finer = instrument.Parameters.PriceDecimals - underlying.Parameters.Decimals;
        var index = BigInteger.Min(long.MaxValue, underlying.Price * BigInteger.Pow(10, finer));
        return new(state, instrument, position, leverage, instrument.Mark, index.Sign > 0 ? index : instrument.Mark);
    }

    /// <summary>What the position is worth: at entry what it cost, else the notional at the mark.</summary>
    public BigInteger Worth { get; init; } = NaiveValues.Notional(State, Instrument, Position.Quantity, Mark);

    public BigInteger Notional(BigInteger quantity, BigInteger price) => NaiveValues.Notional(State, Instrument, quantity, price);

    /// <summary>Contracts, unsigned.</summary>
    public Ratio Contracts(BigInteger quantity) => BigInteger.Abs(quantity) * Ratio.PowerOfTen(-Instrument.Parameters.QuantityDecimals);

    /// <summary>Size in the underlying; of inverse contracts what they are worth in the coin.</summary>
    public Ratio Size(BigInteger quantity, BigInteger worth) =>
        Instrument.IsInverse
            ? Whole(worth)
            : Contracts(quantity) * (Instrument.Parameters.Multiplier * Ratio.PowerOfTen(-Instrument.Parameters.MultiplierDecimals));

    /// <summary>An amount of the settlement asset in whole units of it.</summary>
    public Ratio Whole(BigInteger amount) => amount * Ratio.PowerOfTen(-Decimals);

    /// <summary>And back.</summary>
    public Ratio Units(Ratio whole) => whole * Ratio.PowerOfTen(Decimals);

    /// <summary>The same at the average entry price, rounded up to its unit; as it is without a position, or where there is no such price.</summary>
    public NaiveSight AtEntry()
    {
        if (Position.Quantity.IsZero || Position.Cost.IsZero)
            return this;

        var ofOne = NaiveValues.Value(State, Instrument, Position.Quantity, 1);
        var price = Instrument.IsInverse ? ofOne / Ratio.Of(Position.Cost, 1) : Ratio.Of(Position.Cost, 1) / ofOne;
        var entry = price.Ceiling();
        return entry.Sign <= 0 || entry > Price.MaxUnits
            ? this
            : this with
            {
                Mark = entry,
                Index = entry,
                Worth = BigInteger.Abs(Position.Cost),
            };
    }

    private int Decimals => State.Assets[Instrument.Settlement].Decimals;
}
