using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Ledger;
using Plimsoll.Values;

namespace Plimsoll.Simulation.Replay;

/// <summary>Keeps the statements that were asked for, from the first event on.</summary>
internal sealed class StatementDesk(IReadOnlyList<int> accounts)
{
    private readonly List<(AccountId Account, AccountStatement Statement)> _kept =
    [
        .. accounts.Distinct().Select(account => (new AccountId(account), new AccountStatement(new(account)))),
    ];

    public void Hear(EventBuffer events)
    {
        foreach (var (_, statement) in _kept)
        {
            statement.Add(events);
        }
    }

    /// <summary>The statements of the accounts that there are.</summary>
    public IEnumerable<ReplayStatement> Conclude(MarginEngine engine, VenueListing listing, TraderDesk traders)
    {
        foreach (var (account, statement) in _kept.Where(one => one.Account.Value < engine.AccountCount))
        {
            yield return new(
                account.Value,
                OwnerOf(account, engine, traders),
                [.. statement.Entries.Select(entry => LineOf(entry, listing))]
            );
        }
    }

    private static string OwnerOf(AccountId account, MarginEngine engine, TraderDesk traders) =>
        engine.KindOf(account) switch
        {
            AccountKind.User => $"cross account of trader {traders.TraderOf(account)}",
            AccountKind.Isolated => $"isolated position of account {engine.ParentOf(account).Value}, trader {traders.TraderOf(account)}",
            AccountKind.MarketMaker => "market maker",
            AccountKind.InsuranceFund => "insurance fund",
            _ => account switch
            {
                _ when account == AccountId.Outside => "the world outside",
                _ when account == AccountId.Clearing => "clearing of open cost",
                _ when account == AccountId.Fees => "trading fees",
                _ when account == AccountId.Rounding => "remainders",
                _ when account == AccountId.Conversion => "collateral bought",
                _ when account == AccountId.BadDebt => "bad debt",
                _ => "the venue's own",
            },
        };

    private static ReplayStatementLine LineOf(StatementEntry entry, VenueListing listing)
    {
        var (symbol, decimals) = ("USD", ListedPerpetual.DollarDecimals);
        if (entry.Asset != VenueListing.Dollar)
        {
            var collateral = listing.Collateral[entry.Asset.Value - 1];
            (symbol, decimals) = (collateral.Coin.Coin, collateral.Decimals);
        }

        var scale = (decimal)ExactMath.PowerOfTen(decimals);
        return new(
            entry.At.Nanoseconds / 1_000_000,
            entry.Sequence,
            entry.Reason.ToString(),
            entry.Counterparty.Value,
            entry.Reference,
            symbol,
            decimals,
            (decimal)entry.Amount.Units / scale,
            (decimal)entry.Balance.Units / scale
        );
    }
}
