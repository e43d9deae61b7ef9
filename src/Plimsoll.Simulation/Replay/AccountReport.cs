using Plimsoll.Engine.Accounts;
using Plimsoll.Simulation.Audit;
using Plimsoll.Simulation.Markets;
using Plimsoll.Values;

namespace Plimsoll.Simulation.Replay;

/// <summary>Adds up accounts at the end: who won, who lost, and whether the auditor's books say the same as the engine's.</summary>
internal sealed class AccountReport
{
    private readonly VenueGateway _gateway;
    private readonly VenueListing _listing;
    private readonly Dictionary<(int Account, int Asset), Int128> _paidIn;
    private readonly decimal[] _prices;

    public AccountReport(VenueGateway gateway, VenueListing listing, PriceBoard board, MarketMap map)
    {
        _gateway = gateway;
        _listing = listing;
        _paidIn = gateway.PaidIn;
        _prices =
        [
            .. map.Underlyings.Select(one =>
                one.FromUnits(board.Fair[one.Number] > 0 ? new(board.Fair[one.Number]) : one.ToUnits(one.FirstPrice))
            ),
        ];
    }

    /// <summary>What the bad debt account carries, in dollars.</summary>
    public decimal BadDebt() => -Balance(AccountId.BadDebt, VenueListing.Dollar.Value, ListedPerpetual.DollarDecimals);

    /// <summary>What the makers brought, won, and lost beyond what they brought.</summary>
    public MakerFigures Makers(IEnumerable<AccountId> makers)
    {
        var figures = new MakerFigures(0, 0, 0);
        foreach (var maker in makers)
        {
            var capital = InDollars(0, _paidIn.GetValueOrDefault((maker.Value, 0)));
            var pnl = Pnl(maker);
            figures = new(figures.Pnl + pnl, figures.Capital + capital, figures.Shortfall + Math.Max(0, -(capital + pnl)));
        }

        return figures;
    }

    /// <summary>Everybody's profit, each account of the venue once but Outside and Clearing, which hold what the others paid in and paid for.</summary>
    public ProfitFigures Profits(UserFigures users, MakerFigures makers, AccountId fund) =>
        new(
            users.Pnl,
            makers.Pnl,
            Pnl(fund),
            Pnl(AccountId.Fees),
            Pnl(AccountId.Conversion),
            Pnl(AccountId.Rounding),
            Pnl(AccountId.BadDebt)
        );

    public UserFigures Users(TraderDesk traders, LiquidationRecorder recorder, int count)
    {
        var pnl = new decimal[count];
        for (var account = AccountId.Reserved; account < _gateway.Engine.AccountCount; account++)
        {
            var trader = traders.TraderOf(new(account));
            if (trader >= 0)
            {
                pnl[trader] += Pnl(new AccountId(account));
            }
        }

        var deposited = 0m;
        foreach (var ((account, asset), units) in _paidIn)
        {
            deposited += traders.TraderOf(new(account)) >= 0 ? InDollars(asset, units) : 0;
        }

        var liquidated = Enumerable.Range(0, count).Where(trader => recorder.WasLiquidated[trader]).ToList();
        return new(
            liquidated.Count,
            deposited,
            pnl.Sum(),
            liquidated.Sum(trader => pnl[trader]),
            recorder.Fees,
            traders.TopUps,
            recorder.HeldMost,
            pnl,
            recorder.WasLiquidated
        );
    }

    /// <summary>How many balances, positions and inflows differ between the engine and the auditor.</summary>
    public long Differences(Auditor auditor)
    {
        var differences = 0L;
        var assets = _listing.Collateral.Count + 1;
        for (var account = 0; account < _gateway.Engine.AccountCount; account++)
        {
            for (var asset = 0; asset < assets; asset++)
            {
                var balance = _gateway.Engine.Balance(new(account), new((byte)asset)).Units;
                differences += balance == auditor.Balance(account, asset) ? 0 : 1;
            }

            foreach (var listed in _listing.Perpetuals)
            {
                var (quantity, cost) = _gateway.Engine.PositionOf(new(account), listed.Id);
                differences += (quantity.Units, cost.Units) == auditor.Position(account, listed.Id.Value) ? 0 : 1;
            }
        }

        foreach (var (asset, units) in _gateway.Inflow)
        {
            differences += auditor.Balance(AccountId.Outside.Value, asset) == -units ? 0 : 1;
        }

        return differences;
    }

    /// <summary>What is there now less what came from outside, all at the last prices: balances plus profit of open positions.</summary>
    private decimal Pnl(AccountId account)
    {
        var pnl = 0m;
        for (var asset = 0; asset <= _listing.Collateral.Count; asset++)
        {
            var units = _gateway.Engine.Balance(account, new((byte)asset)).Units - _paidIn.GetValueOrDefault((account.Value, asset));
            pnl += InDollars(asset, units);
        }

        foreach (var listed in _listing.Perpetuals)
        {
            var (quantity, cost) = _gateway.Engine.PositionOf(account, listed.Id);
            if (!quantity.IsZero)
            {
                var mark = listed.Underlying.FromUnits(_gateway.Engine.MarkPrice(listed.Id));
                pnl += (listed.Coins(quantity.Units) * mark) - InDollars(0, cost.Units);
            }
        }

        return pnl;
    }

    private decimal InDollars(int asset, Int128 units)
    {
        if (asset == 0)
        {
            return (decimal)units / ExactMath.PowerOfTen(ListedPerpetual.DollarDecimals);
        }

        var (coin, _, decimals) = _listing.Collateral[asset - 1];
        return (decimal)units / ExactMath.PowerOfTen(decimals) * _prices[coin.Number];
    }

    private decimal Balance(AccountId account, int asset, int decimals) =>
        (decimal)_gateway.Engine.Balance(account, new((byte)asset)).Units / ExactMath.PowerOfTen(decimals);
}
