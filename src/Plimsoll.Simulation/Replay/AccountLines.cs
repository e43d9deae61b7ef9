using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Simulation.Replay;

/// <summary>Balances and positions of all accounts, folded from events.</summary>
/// <remarks>
/// The engine answers only for the moment after a command, when a liquidation that began in it has already been worked on. With these lines
/// an account can be explained as it was at the event at which it is asked for.
/// </remarks>
internal sealed class AccountLines
{
    private readonly Dictionary<int, List<BalanceLine>> _balances = [];
    private readonly Dictionary<int, List<PositionLine>> _positions = [];

    public void Hear(in MoneyPosted posted)
    {
        Add(posted.From, posted.Asset, -posted.Amount);
        Add(posted.To, posted.Asset, posted.Amount);
    }

    public void Hear(in PositionChanged changed)
    {
        var lines = Of(_positions, changed.Account);
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Instrument == changed.Instrument)
            {
                lines[i] = lines[i] with { Quantity = lines[i].Quantity + changed.Quantity, Cost = lines[i].Cost + changed.Cost };
                if (lines[i].Quantity.IsZero)
                {
                    lines.RemoveAt(i);
                }

                return;
            }
        }

        lines.Add(new(changed.Instrument, changed.Quantity, changed.Cost));
    }

    /// <summary>The account's open positions, by instrument.</summary>
    public IEnumerable<PositionLine> PositionsOf(AccountId account) =>
        _positions.TryGetValue(account.Value, out var lines) ? lines.OrderBy(line => line.Instrument.Value) : [];

    /// <summary>Runs the engine's margin function over the account as it is here.</summary>
    public MarginExplanation Explain(AccountId account, MarketView market) =>
        MarginExplanation.Of(market, [.. Of(_balances, account).OrderBy(line => line.Asset.Value)], [.. PositionsOf(account)]);

    private void Add(AccountId account, AssetId asset, Money amount)
    {
        var lines = Of(_balances, account);
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Asset == asset)
            {
                lines[i] = new(asset, lines[i].Amount + amount);
                return;
            }
        }

        lines.Add(new(asset, amount));
    }

    private static List<T> Of<T>(Dictionary<int, List<T>> lines, AccountId account)
    {
        ref var found = ref CollectionsMarshal.GetValueRefOrAddDefault(lines, account.Value, out _);
        return found ??= new(1);
    }
}
