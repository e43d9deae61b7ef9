using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Simulation.Books;
using Plimsoll.Testing;

namespace Plimsoll.Simulation.Tests.Books;

public sealed class OrderBookTests
{
    [Fact, Trait("Criterion", "REPL-010")]
    public void The_best_price_goes_first_and_at_one_price_the_oldest()
    {
        var book = new OrderBook();
        book.Place(owner: 1, side: -1, price: 101, lots: 5);
        book.Place(owner: 2, side: -1, price: 100, lots: 3);
        book.Place(owner: 3, side: -1, price: 100, lots: 4);

        var fills = new List<BookFill>();
        var filled = book.Take(side: 1, lots: 9, limit: 101, fills);

        Assert.Equal(9, filled);
        Assert.Equal([new(2, 2, 100, 3), new(3, 3, 100, 4), new(1, 1, 101, 2)], fills);
        Assert.Equal([new BookOrder(1, 1, 101, 3)], book.Side(-1));
    }

    [Fact, Trait("Criterion", "REPL-011")]
    public void A_taker_goes_no_farther_than_its_limit_and_leaves_nothing()
    {
        var book = new OrderBook();
        book.Place(owner: 1, side: 1, price: 99, lots: 5);
        book.Place(owner: 1, side: 1, price: 97, lots: 5);

        var fills = new List<BookFill>();
        var filled = book.Take(side: -1, lots: 8, limit: 98, fills);

        Assert.Equal(5, filled);
        Assert.Equal((97, 0), (book.BestBid, book.BestAsk));
    }

    [Fact, Trait("Criterion", "REPL-011")]
    public void Depth_tells_what_would_be_filled()
    {
        var book = new OrderBook();
        book.Place(owner: 1, side: -1, price: 100, lots: 5);
        book.Place(owner: 1, side: -1, price: 102, lots: 7);

        Assert.Equal((0, 5, 12), (book.Depth(1, 99), book.Depth(1, 101), book.Depth(1, 102)));
    }

    [Fact]
    public void What_would_cross_may_not_rest()
    {
        var book = new OrderBook();
        book.Place(owner: 1, side: -1, price: 100, lots: 5);

        Assert.Throws<ArgumentException>(() => book.Place(owner: 2, side: 1, price: 100, lots: 1));
    }

    [Fact, Trait("Criterion", "REPL-010")]
    public void Agrees_with_a_sorted_list_whatever_is_done()
    {
        var step =
            from kind in Gen.Choose(0, 9)
            from side in Gen.Elements(-1, 1)
            from price in Gen.Choose(90, 110)
            from lots in Gen.Choose(1, 20)
            from owner in Gen.Choose(1, 4)
            select (kind, side, price, lots, owner);

        Prop.ForAll(step.ListOf(60).ToArbitrary(), Agrees).Check(Exploration.Usual);
    }

    private static bool Agrees(IList<(int Kind, int Side, int Price, int Lots, int Owner)> steps)
    {
        var (book, naive) = (new OrderBook(), new NaiveBook());
        foreach (var (kind, side, price, lots, owner) in steps)
        {
            if (kind == 0)
            {
                Assert.Equal(naive.Cancel(lots), book.Cancel(lots));
            }
            else if (kind <= 3)
            {
                var fills = new List<BookFill>();
                var filled = book.Take(side, lots, price, fills);
                Assert.Equal(naive.Take(side, lots, price), fills);
                Assert.Equal(fills.Sum(fill => fill.Lots), filled);
            }
            else if (!naive.WouldCross(side, price))
            {
                naive.Place(owner, side, price, lots);
                book.Place(owner, side, price, lots);
            }

            Assert.Equal(naive.Side(1), book.Side(1));
            Assert.Equal(naive.Side(-1), book.Side(-1));
        }

        return true;
    }
}
