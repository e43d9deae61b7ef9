using Plimsoll.Engine.Ledger;
using Plimsoll.Engine.Solvency.Portfolios;
using Plimsoll.Engine.State;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency;

/// <summary>Puts an account before the margin functions, as it is or as it would be.</summary>
internal sealed class Margins(EngineState state, SchemeMargins portfolios, WorkingPositions working)
{
    private readonly List<OrderRow> _orders = [];
    private BalanceLine[] _balances = new BalanceLine[8];

    /// <summary>Equity and NLV as they are.</summary>
    public (Money Equity, Money NetLiquidationValue) Equity(AccountRow account)
    {
        var silent = default(NoExplanation);
        return StandardMargin.Equity(state.Market, account.Balances, account.Positions, ref silent);
    }

    /// <summary>Whether the account is margined as a whole rather than position by position.</summary>
    public static bool IsPortfolio(AccountRow account) => account.Scheme != SchemeId.Standard;

    /// <summary>Maintenance margin as it is.</summary>
    public Money Maintenance(AccountRow account)
    {
        if (state.SchemeOf(account) is { } scheme)
        {
            return portfolios.Maintenance(scheme, account.Balances, account.Positions, account.Positions, account.Id);
        }

        var silent = default(NoExplanation);
        return StandardMargin.Maintenance(state.Market, account.Positions, ref silent).Margin;
    }

    /// <summary>All figures as they are, open orders included.</summary>
    public AccountMargin Of(AccountRow account)
    {
        var silent = default(NoExplanation);
        if (IsPortfolio(account))
        {
            var (equity, netLiquidationValue) = Equity(account);
            var (_, notional) = StandardMargin.Maintenance(state.Market, account.Positions, ref silent);
            return new(equity, netLiquidationValue, Initial(account), Maintenance(account), notional);
        }

        return StandardMargin.Evaluate(state.Market, account.Balances, working.WithOrders(account, default, default), ref silent);
    }

    /// <summary>The same figures, explained.</summary>
    public MarginExplanation Explain(AccountRow account)
    {
        if (state.SchemeOf(account) is { } scheme)
        {
            var (initial, maintenance) = portfolios.Explain(
                scheme,
                account.Balances,
                account.Positions,
                Orders(account, default, default),
                working.WithOrders(account, default, default)
            );
            return MarginExplanation.Of(state.Market.Copy(), account.Balances, account.Positions, Of(account), initial, maintenance);
        }

        return MarginExplanation.Of(state.Market.Copy(), account.Balances, working.WithOrders(account, default, default));
    }

    /// <summary>Where an account under portfolio margin is liquidated when an underlying moves; null under standard margin.</summary>
    public PortfolioLine? Line(AccountRow account) =>
        state.SchemeOf(account) is { } scheme ? portfolios.Line(scheme, account, Equity(account).Equity) : null;

    /// <summary>Maintenance margin of one position on its own, in the numeraire.</summary>
    public Money Maintenance(AccountRow account, in PositionLine position)
    {
        if (state.SchemeOf(account) is { } scheme)
        {
            return portfolios.Alone(scheme, position);
        }

        var silent = default(NoExplanation);
        return StandardMargin.Maintenance(state.Market, new ReadOnlySpan<PositionLine>(in position), ref silent).Margin;
    }

    /// <summary>What the positions of an account need on their own, added up: what their shares of a loss are measured by.</summary>
    public Money MaintenanceAlone(AccountRow account)
    {
        if (!IsPortfolio(account))
        {
            return Maintenance(account);
        }

        var sum = Money.Zero;
        foreach (ref readonly var line in account.Positions)
        {
            sum += line.Quantity.IsZero ? Money.Zero : Maintenance(account, line);
        }

        return sum;
    }

    /// <summary>Initial margin with one order taken out and another put in (either may be none).</summary>
    public Money Initial(AccountRow account, in OrderRow without, in OrderRow with)
    {
        if (state.SchemeOf(account) is { } scheme)
        {
            return portfolios.Initial(
                scheme,
                account.Balances,
                account.Positions,
                account.Positions,
                Orders(account, without, with),
                working.WithOrders(account, without, with),
                account.Id
            );
        }

        var silent = default(NoExplanation);
        return StandardMargin.Initial(state.Market, working.WithOrders(account, without, with), ref silent);
    }

    /// <summary>Initial margin if an order had filled at the mark, another taken out, the rest of the orders as they are.</summary>
    public Money InitialIfFilled(AccountRow account, in OrderRow without, in OrderRow filled)
    {
        var parameters = state.Instrument(filled.Instrument).Parameters;
        var lines = working.Copy(account);
        ref var held = ref working.Line(filled.Instrument, lines.Length, out var count);
        held = Filled(held, filled.Remaining, parameters);
        var positions = working.First(count).ToArray();
        var standard = working.WithOrders(account, without, default);
        ref var line = ref working.Line(filled.Instrument, standard.Length, out count);
        line = Filled(line, filled.Remaining, parameters);
        if (state.SchemeOf(account) is { } scheme)
        {
            return portfolios.Initial(
                scheme,
                BalancesWith(account, parameters.SettlementAsset),
                account.Positions,
                positions,
                Orders(account, without, default),
                working.First(count)
            );
        }

        var silent = default(NoExplanation);
        return StandardMargin.Initial(state.Market, working.First(count), ref silent);
    }

    /// <summary>Balances with a line of an asset, as a fill would have one: what an option costs is taken from it, or added.</summary>
    private static ReadOnlySpan<BalanceLine> BalancesWith(AccountRow account, AssetId asset)
    {
        var place = 0;
        foreach (ref readonly var line in account.Balances)
        {
            if (line.Asset == asset)
            {
                return account.Balances;
            }

            place += line.Asset.Value < asset.Value ? 1 : 0;
        }

        return (BalanceLine[])[.. account.Balances[..place], new(asset, Money.Zero), .. account.Balances[place..]];
    }

    /// <summary>Initial margin without any order.</summary>
    public Money InitialWithoutOrders(AccountRow account)
    {
        if (state.SchemeOf(account) is { } scheme)
        {
            _orders.Clear();
            return portfolios.Initial(scheme, account.Balances, account.Positions, account.Positions, _orders, account.Positions);
        }

        var silent = default(NoExplanation);
        return StandardMargin.Initial(state.Market, account.Positions, ref silent);
    }

    /// <summary>What an order would lose at once at its limit, in the numeraire.</summary>
    public Money LossOf(in OrderRow order)
    {
        var contract = state.Market.Contract(order.Instrument);
        var loss = StandardMargin.OrderLoss(contract, state.Market.Mark(order.Instrument), order.Remaining, order.Limit);
        return state.Market.Asset(contract.Parameters.SettlementAsset).ToNumeraire(loss, Rounding.Ceiling);
    }

    /// <summary>Initial margin as it is.</summary>
    public Money Initial(AccountRow account) => Initial(account, default, default);

    /// <summary>Initial margin if a balance were changed: less of a coin that hedges may need more.</summary>
    public Money InitialAfter(AccountRow account, AssetId asset, Money change)
    {
        if (state.SchemeOf(account) is not { } scheme)
        {
            return Initial(account);
        }

        var balances = Copy(account);
        Pay(balances, asset, -change);
        return portfolios.Initial(
            scheme,
            balances,
            account.Positions,
            account.Positions,
            Orders(account, default, default),
            working.WithOrders(account, default, default)
        );
    }

    /// <summary>Initial and maintenance margin if the account were under another scheme.</summary>
    public (Money Initial, Money Maintenance) UnderScheme(AccountRow account, SchemeId other)
    {
        if (other == SchemeId.Standard)
        {
            var silent = default(NoExplanation);
            return (
                StandardMargin.Initial(state.Market, working.WithOrders(account, default, default), ref silent),
                StandardMargin.Maintenance(state.Market, account.Positions, ref silent).Margin
            );
        }

        var scheme = state.Schemes[other.Value - 1];
        return (
            portfolios.Initial(
                scheme,
                account.Balances,
                account.Positions,
                account.Positions,
                Orders(account, default, default),
                working.WithOrders(account, default, default)
            ),
            portfolios.Maintenance(scheme, account.Balances, account.Positions, account.Positions)
        );
    }

    /// <summary>Initial margin if the account had another leverage in an instrument; a rule of portfolio margin does not look at it.</summary>
    public Money InitialAtLeverage(AccountRow account, InstrumentId instrument, Leverage leverage)
    {
        var lines = working.WithOrders(account, default, default);
        ref var line = ref working.Line(instrument, lines.Length, out var count);
        line = line with { Leverage = leverage };
        if (state.SchemeOf(account) is { } scheme)
        {
            return portfolios.Initial(
                scheme,
                account.Balances,
                account.Positions,
                account.Positions,
                Orders(account, default, default),
                working.First(count),
                account.Id
            );
        }

        var silent = default(NoExplanation);
        return StandardMargin.Initial(state.Market, working.First(count), ref silent);
    }

    /// <summary>Equity that counts for free collateral: locked amounts taken off, and <paramref name="change"/> added to one balance.</summary>
    public Money FreeEquity(AccountRow account, AssetId asset, Money change, in OrderRow without = default, in OrderRow with = default)
    {
        var balances = WithoutLocked(account, asset, change, without, with);
        var silent = default(NoExplanation);
        return StandardMargin.Equity(state.Market, balances, account.Positions, ref silent).Equity;
    }

    /// <summary>Equity that may leave: as free equity, with unrealised profit only at the venue's share.</summary>
    public Money WithdrawableEquity(
        AccountRow account,
        AssetId asset,
        Money change,
        in OrderRow without = default,
        in OrderRow with = default
    )
    {
        var balances = WithoutLocked(account, asset, change, without, with);
        for (var i = 0; i < balances.Length; i++)
        {
            var profit = StandardMargin.UnrealisedPnl(state.Market, balances[i].Asset, account.Positions);
            if (profit.IsPositive)
            {
                var counted = profit.Scale(state.Venue.WithdrawableProfit, Rounding.Floor);
                balances[i] = balances[i] with { Amount = balances[i].Amount - profit + counted };
            }
        }

        var silent = default(NoExplanation);
        return StandardMargin.Equity(state.Market, balances, account.Positions, ref silent).Equity;
    }

    /// <summary>What the open spot orders would pay in an asset.</summary>
    public Money Locked(AccountRow account, AssetId asset, in OrderRow without = default)
    {
        var locked = Money.Zero;
        foreach (var id in account.Orders)
        {
            var order = state.Orders[id];
            if (id != without.Id && LockOf(order) is var (what, amount) && what == asset)
            {
                locked += amount;
            }
        }

        return locked;
    }

    /// <summary>What one order locks: nothing unless it is a spot order.</summary>
    public (AssetId Asset, Money Amount) LockOf(in OrderRow order)
    {
        if (order.Remaining.IsZero || order.IsLiquidation)
        {
            return default;
        }

        var instrument = state.Instrument(order.Instrument);
        if (instrument.Parameters.Kind != InstrumentKind.Spot)
        {
            return default;
        }

        if (order.Remaining.Sign < 0)
        {
            return (instrument.Parameters.BaseAsset, BaseAmount(instrument.Parameters, order.Remaining.Abs()));
        }

        var value = instrument.Contract.Value(order.Remaining, order.Limit, Rounding.Ceiling);
        // It may fill as taker or, once it rests, as maker: the dearer of the two.
        var (taker, maker) = (instrument.Parameters.Fees.Taker, instrument.Parameters.Fees.Maker);
        return (instrument.Parameters.SettlementAsset, value + value.Scale(taker < maker ? maker : taker, Rounding.Ceiling));
    }

    /// <summary>A spot quantity in the units of the base asset; exact, because the asset has at least as many decimals.</summary>
    public Money BaseAmount(InstrumentParameters spot, Quantity quantity)
    {
        var decimals = state.Market.Asset(spot.BaseAsset).Asset.Decimals - spot.QuantityDecimals;
        return new((Int128)quantity.Units * ExactMath.PowerOfTen(decimals));
    }

    /// <summary>The account with a position smaller by <paramref name="closed"/> and <paramref name="fee"/> paid, everything else at the mark unchanged.</summary>
    public (Money Equity, Money Maintenance) AfterClosing(AccountRow account, InstrumentId instrument, Quantity closed, Money fee)
    {
        var parameters = state.Instrument(instrument).Parameters;
        var balances = Copy(account);
        Pay(balances, parameters.SettlementAsset, fee);
        var silent = default(NoExplanation);
        var (equity, _) = StandardMargin.Equity(state.Market, balances, account.Positions, ref silent);
        var lines = working.Copy(account);
        ref var line = ref working.Line(instrument, lines.Length, out var count);
        line = Filled(line, -closed, parameters);
        if (state.SchemeOf(account) is { } scheme)
        {
            return (equity, portfolios.Maintenance(scheme, balances, account.Positions, working.First(count)));
        }

        return (equity, StandardMargin.Maintenance(state.Market, working.First(count), ref silent).Margin);
    }

    /// <summary>A fund with a position added at the mark and a deficit paid: its equity and initial margin then.</summary>
    public (Money Equity, Money Initial) AfterTakeover(AccountRow fund, InstrumentId instrument, Quantity taken, Money deficit)
    {
        var asset = state.Instrument(instrument).Parameters.SettlementAsset;
        var balances = Copy(fund);
        Pay(balances, asset, deficit);
        var silent = default(NoExplanation);
        var (equity, _) = StandardMargin.Equity(state.Market, balances, fund.Positions, ref silent);
        var lines = working.WithOrders(fund, default, default);
        ref var line = ref working.Line(instrument, lines.Length, out var count);
        line = Filled(line, taken, state.Instrument(instrument).Parameters);
        return (equity, StandardMargin.Initial(state.Market, working.First(count), ref silent));
    }

    /// <summary>The line after a fill at the mark, its cost included: there are schedules that look at it.</summary>
    private PositionLine Filled(in PositionLine line, Quantity quantity, InstrumentParameters instrument)
    {
        var value = state.Market.Contract(instrument.Id).Value(quantity, state.Market.Mark(instrument.Id), Rounding.Floor);
        var (costChange, _) = FillCost.Split(line.Quantity, line.Cost, quantity, value);
        return line with { Quantity = line.Quantity + quantity, Cost = line.Cost + costChange };
    }

    /// <summary>The orders that portfolio margin counts: those that may only reduce too, for they may take a hedge away.</summary>
    private List<OrderRow> Orders(AccountRow account, in OrderRow without, in OrderRow with)
    {
        _orders.Clear();
        foreach (var id in account.Orders)
        {
            if (id != without.Id)
            {
                _orders.Add(state.Orders[id]);
            }
        }

        if (!with.Remaining.IsZero && !with.IsLiquidation)
        {
            _orders.Add(with);
        }

        return _orders;
    }

    private Span<BalanceLine> WithoutLocked(AccountRow account, AssetId asset, Money change, in OrderRow without, in OrderRow with)
    {
        var balances = Copy(account);
        foreach (var id in account.Orders)
        {
            if (id != without.Id)
            {
                var (what, amount) = LockOf(state.Orders[id]);
                Pay(balances, what, amount);
            }
        }

        var (newAsset, newAmount) = LockOf(with);
        Pay(balances, newAsset, newAmount);
        Pay(balances, asset, -change);
        return balances;
    }

    private Span<BalanceLine> Copy(AccountRow account)
    {
        var lines = account.Balances;
        if (lines.Length > _balances.Length)
        {
            _balances = new BalanceLine[lines.Length * 2];
        }

        lines.CopyTo(_balances);
        return _balances.AsSpan(0, lines.Length);
    }

    private static void Pay(Span<BalanceLine> balances, AssetId asset, Money amount)
    {
        if (amount.IsZero)
        {
            return;
        }

        foreach (ref var line in balances)
        {
            if (line.Asset == asset)
            {
                line = line with { Amount = line.Amount - amount };
                return;
            }
        }

        throw new InvariantViolationException($"Asset {asset.Value} has no balance line to pay from.");
    }
}
