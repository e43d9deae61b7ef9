using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Trading;
using Plimsoll.Values;

namespace Plimsoll.Testing.Books;

/// <content>What happens in a rich venue besides.</content>
public sealed partial class BookWorld
{
    private Command Deed() =>
        _dice.Next(9) switch
        {
            0 => Override(),
            1 => new SetMarginMode(
                Now,
                User(),
                Open().Id,
                _dice.Next(2) == 0 ? MarginMode.Isolated : MarginMode.Cross,
                new(_dice.Next(1, 20))
            ),
            2 => new PauseVenue(Now),
            3 => new ResumeVenue(Now),
            4 => new ChangeAsset(
                Now,
                Engine.CopyMarket().Asset(Bitcoin).Asset with
                {
                    Haircuts = Ladder(),
                },
                Now + Duration.FromSeconds(_dice.Next(0, 2))
            ),
            5 => new TransferCollateral(Now, User(), User(), Dollar, new(_dice.NextInt64(1, 20_000_000_000))),
            6 => new DepositCollateral(Now, User(), Ether, new(_dice.Next(1, 20_000_000))),
            7 => Order(),
            _ => Reduction(),
        };

    private PlaceOrder Order()
    {
        var (user, instrument) = (User(), Open().Id);
        var quantity = 10L * (_dice.Next(-30, 31) | 1);
        return new(Now, user, instrument, new(quantity), new(Math.Max(1, Engine.MarkPrice(instrument).Units)), false, 0);
    }

    /// <summary>Closes a position, or turns it around.</summary>
    private Command Reduction()
    {
        var user = User();
        var held = Engine.State.Account(user).Positions.ToArray().Where(line => !line.Quantity.IsZero).ToList();
        if (held.Count == 0)
        {
            return new AdvanceTime(Now);
        }

        var line = held[_dice.Next(held.Count)];
        var quantity = -(line.Quantity.Units * _dice.Next(1, 3));
        var price = Math.Max(1, Engine.MarkPrice(line.Instrument).Units);
        return new RecordTrades(
            Now,
            new[] { new TradeLeg(_trade++, line.Instrument, new(quantity), new(price), user, default, Maker, default) }
        );
    }
}
