using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Ledger;
using Plimsoll.Engine.State;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Engine.InsuranceFund;

/// <summary>The last resort: what nobody else could pay is borne by all who hold something in the asset, pro rata and to the unit.</summary>
/// <remarks>Source: docs/spec/0008-deleveraging.md, "Covering negative balances" 4 and 5 (ADLS-012, ADLS-013).</remarks>
internal sealed class LossSharing(EngineContext context, Bookkeeper books)
{
    private readonly List<(AccountId Bearer, Money Base, Money Share)> _bearers = [];

    private EngineState State => context.State;

    /// <summary>Brings the account's balance in the asset to zero.</summary>
    public void Share(AccountRow account, AssetId asset)
    {
        var need = -account.Balance(asset);
        if (!need.IsPositive)
        {
            return;
        }

        var total = CollectBearers(account, asset);
        var shared = Money.Min(need, total);
        if (shared.IsPositive)
        {
            Divide(shared, total);
            foreach (var (bearer, _, share) in _bearers)
            {
                Charge(account, bearer, asset, share);
            }
        }

        books.Post(AccountId.BadDebt, account.Id, asset, need - shared, PostingReason.BadDebt, 0);
    }

    private Money CollectBearers(AccountRow account, AssetId asset)
    {
        _bearers.Clear();
        var total = Money.Zero;
        for (var i = AccountId.Reserved; i < State.Accounts.Count; i++)
        {
            var bearer = State.Accounts[i];
            if (bearer == account || bearer.Kind == AccountKind.InsuranceFund)
            {
                continue;
            }

            var holds = bearer.Balance(asset) + StandardMargin.UnrealisedPnl(State.Market, asset, bearer.Positions);
            if (holds.IsPositive)
            {
                _bearers.Add((bearer.Id, holds, Money.Zero));
                total += holds;
            }
        }

        return total;
    }

    /// <summary>Pro rata, rounded down; what that leaves is borne one unit each in order of number.</summary>
    private void Divide(Money shared, Money total)
    {
        var left = shared;
        for (var i = 0; i < _bearers.Count; i++)
        {
            var share = new Money(ExactMath.MulDivWide(shared.Units, _bearers[i].Base.Units, total.Units, Rounding.Floor));
            _bearers[i] = _bearers[i] with { Share = share };
            left -= share;
        }

        for (var i = 0; i < _bearers.Count && left.IsPositive; i++)
        {
            if (_bearers[i].Share < _bearers[i].Base)
            {
                _bearers[i] = _bearers[i] with { Share = _bearers[i].Share + new Money(1) };
                left -= new Money(1);
            }
        }

        Invariant.Require(left.IsZero);
    }

    private void Charge(AccountRow account, AccountId bearer, AssetId asset, Money share)
    {
        if (share.IsPositive)
        {
            books.Post(bearer, account.Id, asset, share, PostingReason.SocialisedLoss, 0);
            context.Emit(new LossSocialised(account.Id, bearer, asset, share));
        }
    }
}
