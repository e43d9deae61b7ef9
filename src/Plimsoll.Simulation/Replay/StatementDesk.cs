using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Ledger;
using Plimsoll.Values;

namespace Plimsoll.Simulation.Replay;

/// <summary>Keeps the statements that were asked for, from the first event on.</summary>
/// <param name="accounts">The accounts.</param>
/// <param name="from">The first moment that is told; null for the beginning.</param>
/// <param name="to">The moment before which it ends; null for the end.</param>
internal sealed class StatementDesk(IReadOnlyList<int> accounts, Timestamp? from, Timestamp? to)
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
                Opening(statement, listing),
                [
                    .. statement
                        .Between(from ?? new(long.MinValue), to ?? new(long.MaxValue))
                        .Select(entry => LineOf(entry, engine.KindOf(entry.Counterparty), listing)),
                ]
            );
        }
    }

    private List<StatementBalance> Opening(AccountStatement statement, VenueListing listing)
    {
        var balances = new List<StatementBalance>();
        if (from is { } moment)
        {
            foreach (var asset in statement.Entries.Select(entry => entry.Asset).Distinct().OrderBy(asset => asset.Value))
            {
                var balance = statement.BalanceBefore(asset, moment);
                if (!balance.IsZero)
                {
                    var (symbol, decimals) = AssetOf(asset, listing);
                    balances.Add(new(symbol, decimals, InCoins(balance, decimals)));
                }
            }
        }

        return balances;
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

    private static ReplayStatementLine LineOf(StatementEntry entry, AccountKind counterparty, VenueListing listing)
    {
        var (symbol, decimals) = AssetOf(entry.Asset, listing);
        return new(
            entry.At.Nanoseconds / 1_000_000,
            entry.Sequence,
            entry.Reason.ToString(),
            entry.Counterparty.Value,
            AccountNames.Of(entry.Counterparty, counterparty),
            entry.Reference,
            symbol,
            decimals,
            InCoins(entry.Amount, decimals),
            InCoins(entry.Balance, decimals),
            entry.ParametersVersion
        );
    }

    private static (string Symbol, int Decimals) AssetOf(AssetId asset, VenueListing listing)
    {
        if (asset == VenueListing.Dollar)
        {
            return ("USD", ListedPerpetual.DollarDecimals);
        }

        var collateral = listing.Collateral[asset.Value - 1];
        return (collateral.Coin.Coin, collateral.Decimals);
    }

    private static decimal InCoins(Money amount, int decimals) => (decimal)amount.Units / (decimal)ExactMath.PowerOfTen(decimals);
}
