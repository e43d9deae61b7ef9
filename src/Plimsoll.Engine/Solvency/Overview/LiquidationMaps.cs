using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Overview;

/// <summary>How much would be liquidated at a move of an underlying: only accounts are evaluated whose box it would leave, and those that have none.</summary>
/// <remarks>Where all the moved prices lie within a box, its certificate proves the account above its line; the others are decided by the one decision on moved prices. docs/spec/0024-overview.md (OVER-020 …).</remarks>
internal sealed class LiquidationMaps(EngineState state)
{
    private readonly List<AccountId> _candidates = [];

    public LiquidationStep At(IndexId underlying, Rate move)
    {
        var market = Moved(underlying, move);
        Collect(underlying, market);
        var (accounts, longs, shorts, examined) = (0, Money.Zero, Money.Zero, 0);
        foreach (var id in _candidates)
        {
            var account = state.Account(id);
            if (!account.IsMargined || Margins.IsPortfolio(account) || !Holds(account, underlying))
            {
                continue;
            }

            examined++;
            if (IsBelow(market, account))
            {
                accounts++;
                Add(market, account, underlying, ref longs, ref shorts);
            }
        }

        return new(move, accounts, longs, shorts, examined);
    }

    /// <summary>Accounts under portfolio margin that depend on the underlying: no step says anything about them.</summary>
    public int CountLeftOut(IndexId underlying)
    {
        var count = 0;
        foreach (var id in state.PortfolioAccounts)
        {
            var account = state.Account(id);
            count += account.IsMargined && Holds(account, underlying) ? 1 : 0;
        }

        return count;
    }

    private MarketView Moved(IndexId underlying, Rate move)
    {
        var market = state.Market.Copy();
        foreach (var instrument in state.Instruments)
        {
            if (instrument.Parameters.Underlying == underlying && instrument.Mark.IsPositive)
            {
                var id = instrument.Parameters.Id;
                var (point, most) = (market.Point(id), state.MaxPriceOf(instrument));
                market.Set(id, Moved(point.Mark, move, most));
                market.Set(id, Moved(point.Index, move, state.Index(underlying).MaxPrice), point.OpenInterest);
            }
        }

        for (byte i = 0; i < market.AssetCount; i++)
        {
            var asset = market.Asset(new(i));
            if (asset.Asset.Index == underlying && asset.HasPrice)
            {
                market.Set(new AssetId(i), asset.At(Moved(asset.IndexPrice, move, state.Index(underlying).MaxPrice)));
            }
        }

        return market;
    }

    private static Price Moved(Price price, Rate move, Price most) =>
        new((long)Int128.Clamp((Int128)price.Units * (Rate.NanoPerOne + move.Nano) / Rate.NanoPerOne, 1, Math.Max(1, most.Units)));

    private void Collect(IndexId underlying, MarketView market)
    {
        _candidates.Clear();
        if (state.Certificates is not { } certificates)
        {
            _candidates.AddRange(state.Accounts.Select(account => account.Id));
            return;
        }

        for (var i = 0; i < state.Accounts.Count; i++)
        {
            if (!certificates.IsCertified(new(i)))
            {
                _candidates.Add(new(i));
            }
        }

        foreach (var instrument in state.Instruments)
        {
            if (instrument.Parameters.Underlying == underlying && instrument.Mark.IsPositive)
            {
                certificates.AddLeaving(instrument.Parameters.Id, market.Mark(instrument.Parameters.Id), _candidates);
            }
        }

        for (byte i = 0; i < market.AssetCount; i++)
        {
            if (market.Asset(new(i)).Asset.Index == underlying)
            {
                certificates.AddLeaving(underlying, market.Asset(new(i)).IndexPrice, _candidates);
            }
        }

        EngineContext.SortDistinct(_candidates);
    }

    /// <summary>Whether its figures depend on the underlying: by a position on it, by what a position settles in, or by collateral.</summary>
    private bool Holds(AccountRow account, IndexId underlying)
    {
        foreach (ref readonly var line in account.Positions)
        {
            var parameters = state.Instrument(line.Instrument).Parameters;
            if (!line.Quantity.IsZero && (parameters.Underlying == underlying || IsValuedBy(parameters.SettlementAsset, underlying)))
            {
                return true;
            }
        }

        foreach (ref readonly var line in account.Balances)
        {
            if (!line.Amount.IsZero && IsValuedBy(line.Asset, underlying))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsValuedBy(AssetId asset, IndexId underlying) => state.Market.Asset(asset).Asset.Index == underlying;

    private bool IsBelow(MarketView market, AccountRow account)
    {
        var silent = default(NoExplanation);
        var (equity, netLiquidationValue) = StandardMargin.Equity(market, account.Balances, account.Positions, ref silent);
        var maintenance = StandardMargin.Maintenance(market, account.Positions, ref silent).Margin;
        return SolvencyLine.IsBelow(equity, maintenance, state.Venue.LiquidatesAtLine)
            || (account.Kind == AccountKind.InsuranceFund && netLiquidationValue.IsNegative);
    }

    private void Add(MarketView market, AccountRow account, IndexId underlying, ref Money longs, ref Money shorts)
    {
        foreach (ref readonly var line in account.Positions)
        {
            var contract = market.Contract(line.Instrument);
            if (line.Quantity.IsZero || contract.Parameters.Underlying != underlying)
            {
                continue;
            }

            var notional = contract.Notional(line.Quantity, market.Mark(line.Instrument));
            var value = market.Asset(contract.Parameters.SettlementAsset).ToNumeraire(notional, Rounding.Ceiling);
            longs += line.Quantity.Sign > 0 ? value : Money.Zero;
            shorts += line.Quantity.Sign < 0 ? value : Money.Zero;
        }
    }
}
