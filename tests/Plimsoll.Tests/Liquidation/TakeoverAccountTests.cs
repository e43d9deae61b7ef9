using Plimsoll.Liquidation;

namespace Plimsoll.Tests.Liquidation;

public sealed class TakeoverAccountTests
{
    [Fact]
    public void The_pool_moves_by_what_is_realised_and_unrealised()
    {
        var account = new TakeoverAccount(1000);
        account.MoveMark(100);
        account.TakeOver(3);
        account.MoveMark(90);
        account.TakeOver(4);
        account.Trade(-5, 80);

        Assert.Equal(1000 + account.Realised + account.Unrealised, account.Pool, 10);
    }

    [Fact]
    public void A_pool_never_owes()
    {
        var account = new TakeoverAccount(10);
        account.MoveMark(100);
        account.TakeOver(1);
        account.MoveMark(50);

        Assert.Equal((0, 40), (account.Pool, account.Shared));
    }

    [Fact]
    public void Disposal_ends_with_nothing_left()
    {
        Assert.Equal([2, 2, 2, 1, 1, 1, 1], DisposalSchedule.Sizes(-10, new(0.2m, 0, 0.1m), [1000], 100));
        Assert.Empty(DisposalSchedule.Sizes(-10, new(0.2m, 0, 0.1m), [0], 100));
    }
}
