using System.Numerics;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Formats.Estimates;

/// <summary>The least share of several positions that, closed together, reaches a target.</summary>
/// <remarks>
/// Of every position at least the share is closed, in whole lots. As the share grows from nothing to all, each position gains a lot just after every one of
/// its own fractions; the share that is told is the largest one that closes no lot more than is told beside it. It is found lot by lot of the position that
/// has the most of them, and then among the fractions of the others between its last two lots.
/// </remarks>
internal static class ProportionalCures
{
    /// <summary>Of what is held on each underlying, where that is several positions and not all there is; then of everything.</summary>
    public static IEnumerable<Cure> Of(CureUnit unit)
    {
        var positions = unit.CrossPositions.ToArray();
        var underlyings = positions
            .GroupBy(position => unit.Model.Margin!.Find(position.Instrument)!.Underlying, StringComparer.Ordinal)
            .Where(group => group.Count() > 1 && group.Count() < positions.Length);
        foreach (var group in underlyings)
        {
            yield return Share(unit, group.Key, [.. group]);
        }

        if (positions.Length > 1)
        {
            yield return Share(unit, "", positions);
        }
    }

    private static Cure Share(CureUnit unit, string name, HeldPosition[] positions)
    {
        var lots = positions.Select(position => ClosingLots.Of(unit.Model, position)).ToArray();
        var most = lots.Max(each => each.Count);
        bool IsEnough(Fraction share) => unit.IsEnough(After(unit, lots, share));
        if (CureSearch.First(most, count => IsEnough(new(count, most))) is not { } least)
        {
            return new(CureAction.CloseShare, name, null, 0, null);
        }

        var found = Between(lots, new(least - 1, most), new(least, most)).First(IsEnough);
        var figures = unit.FiguresOf(After(unit, lots, found));
        return new(CureAction.CloseShare, name, (decimal)found.Of / (decimal)found.All, 0, figures)
        {
            Closed = unit.Before.Notional - figures.Notional,
            Closes = [.. lots.Select(each => Part(each, each.Quantity(found.Times(each.Count))))],
            IsStepStated = lots.All(each => each.IsStated),
        };
    }

    private static Portfolio After(CureUnit unit, ClosingLots[] lots, Fraction share) =>
        lots.Aggregate(unit.Portfolio, (changed, each) => each.Close(unit.Model, changed, share.Times(each.Count)));

    private static PartialClose Part(ClosingLots lots, decimal closed) =>
        new(lots.Position.Instrument, closed, lots.Position.Quantity, lots.Lot, lots.IsStated);

    /// <summary>All shares above one and up to another at which some position has a whole number of lots, from the least on.</summary>
    private static IEnumerable<Fraction> Between(ClosingLots[] lots, Fraction above, Fraction to) =>
        lots.Select(each => (each.Count, First: above.Times(each.Count)))
            .SelectMany(each => new[] { each.First, each.First + 1 }.Select(count => new Fraction(count, each.Count)))
            .Where(share => share > above && share < to)
            .Append(to)
            .Order();

    /// <summary>An exact share, between nothing and all.</summary>
    private readonly record struct Fraction(BigInteger Of, BigInteger All) : IComparable<Fraction>
    {
        public Fraction(decimal of, decimal all)
            : this(new BigInteger(of), new BigInteger(all)) { }

        public static bool operator >(Fraction left, Fraction right) => left.CompareTo(right) > 0;

        public static bool operator <(Fraction left, Fraction right) => left.CompareTo(right) < 0;

        public int CompareTo(Fraction other) => (Of * other.All).CompareTo(other.Of * All);

        /// <summary>That share of a number of lots, rounded up.</summary>
        public decimal Times(decimal lots) => (decimal)(((Of * new BigInteger(lots)) + All - 1) / All);
    }
}
