using Plimsoll.Simulation.Books;

namespace Plimsoll.Simulation.Tests.Books;

public sealed class LiquidityStateTests
{
    private static readonly LiquidityParameters Parameters = new();

    [Fact, Trait("Criterion", "REPL-013")]
    public void A_move_of_one_percent_in_a_minute_halves_the_depth_at_once()
    {
        var state = Quiet();

        state.Advance(99);

        Assert.Equal(0.5, state.Depth, 6);
    }

    [Fact, Trait("Criterion", "REPL-013")]
    public void The_move_is_measured_over_four_ticks()
    {
        var state = Quiet();
        foreach (var price in new[] { 99.75, 99.5, 99.25, 99 })
        {
            state.Advance(price);
        }

        Assert.Equal(0.5, state.Depth, 6);
    }

    [Fact, Trait("Criterion", "REPL-013")]
    public void Depth_never_falls_below_its_least()
    {
        var state = Quiet();

        state.Advance(10);

        Assert.Equal(Parameters.LeastDepth, state.Depth);
        Assert.True(state.IsCongested);
    }

    [Fact, Trait("Criterion", "REPL-013")]
    public void Makers_come_back_with_their_time_constant()
    {
        var state = Quiet();
        state.Advance(99);
        for (var tick = 0; tick < 3; tick++)
        {
            state.Advance(99); // the fall still lies within the last minute
        }

        var before = state.Depth;
        state.Advance(99);

        Assert.Equal(before + ((1 - before) * (1 - Math.Exp(-15 / Parameters.RecoverySeconds))), state.Depth, 9);
    }

    [Fact, Trait("Criterion", "REPL-014")]
    public void What_was_taken_is_missing_and_comes_back()
    {
        var state = Quiet();

        state.Take(side: -1, dollars: 1_000);
        state.Advance(100);

        Assert.Equal(1_000 * Math.Exp(-15 / Parameters.RefillSeconds), state.TakenBids, 6);
        Assert.Equal(0, state.TakenAsks);
    }

    [Fact, Trait("Criterion", "REPL-014")]
    public void Taken_depth_is_gone_from_the_mid_outward()
    {
        var quotes = new MakerQuotes(DepthProfile.Bitcoin, openInterest: 1e9, depthMultiple: 1, makers: [7], dollarsPerLotTick: 0.001);
        var (whole, hit) = (new OrderBook(), new OrderBook());
        var state = new LiquidityState(Parameters, 15);
        quotes.Quote(whole, 80_000, state);

        state.Take(side: -1, dollars: DepthProfile.Bitcoin.Within(32) * 1e9);
        quotes.Quote(hit, 80_000, state);

        Assert.True(hit.BestBid < 80_000 - (80_000 * 32 / 10_000));
        Assert.Equal(whole.BestAsk, hit.BestAsk);
    }

    private static LiquidityState Quiet()
    {
        var state = new LiquidityState(Parameters, 15);
        for (var tick = 0; tick < 8; tick++)
        {
            state.Advance(100);
        }

        return state;
    }
}
