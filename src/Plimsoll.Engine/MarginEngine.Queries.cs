using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Solvency;
using Plimsoll.Engine.State;
using Plimsoll.Engine.Trading;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Engine;

/// <content>What can be asked. Amounts are in the units of the asset they name, margin figures in the numeraire's.</content>
public sealed partial class MarginEngine
{
    /// <summary>How many account numbers are in use; ids run from 0 to this less one, the venue's own first.</summary>
    public int AccountCount => _state.Accounts.Count;

    /// <summary>How many accounts, isolated positions by themselves, are in a condition other than healthy; counted as it changes, so that asking costs nothing.</summary>
    /// <param name="condition">The condition.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is healthy, or none.</exception>
    public int CountOf(AccountCondition condition) =>
        condition is > AccountCondition.Healthy and <= AccountCondition.Held
            ? _state.NotHealthy[(int)condition]
            : throw new ArgumentOutOfRangeException(nameof(condition), condition, "Expected a condition other than healthy.");

    /// <summary>What finding accounts in need took so far; nothing but zeros under a full scan. Renews first (<see cref="Renew"/>), so that everybody is counted.</summary>
    public SolvencyFigures SolvencyFigures
    {
        get
        {
            Renew();
            return _state.Certificates?.Figures ?? default;
        }
    }

    /// <summary>Whether an account of this number was opened.</summary>
    public bool IsKnown(AccountId account) => _state.IsKnown(account);

    /// <summary>Whether an asset of this number was listed.</summary>
    public bool IsKnown(AssetId asset) => _state.IsKnown(asset);

    /// <summary>Whether an instrument of this number was listed; closed ones stay known.</summary>
    public bool IsKnown(InstrumentId instrument) => _state.IsKnown(instrument);

    /// <summary>Whether an index of this number was listed.</summary>
    public bool IsKnown(IndexId index) => _state.IsKnown(index);

    /// <summary>Parameters and prices as margin reads them now: a copy, to estimate on, with its own counts of assets and instruments.</summary>
    public MarketView CopyMarket() => _state.Market.Copy();

    /// <summary>What the account is.</summary>
    /// <exception cref="UnknownIdException">There is no such account.</exception>
    public AccountKind KindOf(AccountId account) => Find(account).Kind;

    /// <summary>For an isolated account the account it belongs to; otherwise itself.</summary>
    /// <exception cref="UnknownIdException">There is no such account.</exception>
    public AccountId ParentOf(AccountId account) => Find(account).Parent;

    /// <summary>Where the account stands. Market makers and the venue's own accounts have no line and are always healthy.</summary>
    /// <exception cref="UnknownIdException">There is no such account.</exception>
    public AccountCondition ConditionOf(AccountId account) => Find(account).Condition;

    /// <summary>Why the liquidation of a held account waits, and until when at the latest; no reason when it is not held.</summary>
    /// <exception cref="UnknownIdException">There is no such account.</exception>
    public (HoldReason Reason, Timestamp Until) HoldOf(AccountId account) => (Find(account).Hold, Find(account).HoldUntil);

    /// <summary>Equity, NLV, initial and maintenance margin, open orders included, in the numeraire.</summary>
    /// <remarks>Equity still counts what spot orders lock; <see cref="FreeCollateralOf"/> does not.</remarks>
    /// <exception cref="UnknownIdException">There is no such account.</exception>
    public AccountMargin MarginOf(AccountId account) => _rooms.Margins.Of(Find(account));

    /// <summary>The same figures, each as a tree whose leaves add up to it.</summary>
    /// <exception cref="UnknownIdException">There is no such account.</exception>
    public MarginExplanation Explain(AccountId account) => _rooms.Margins.Explain(Find(account));

    /// <summary>The mark, all else equal, at which the account falls below its line through this position; null when there is none, or no position.</summary>
    /// <remarks>None for an option: it is margined by its underlying's price, not by its own. Under portfolio margin everything on the underlying moves alike, in floating point, and the first of falls and rises in steps of a hundredth is narrowed down (docs/spec/0022, PACC-040). The nearest such mark in either direction, found on the decision function itself (docs/spec/0004, MARG-030). Under cross margin it moves with everything else.</remarks>
    /// <param name="account">The margin unit that carries the position: see <see cref="MarginUnitOf"/>.</param>
    /// <param name="instrument">The instrument.</param>
    /// <exception cref="UnknownIdException">There is no such account or instrument.</exception>
    public Price? LiquidationPriceOf(AccountId account, InstrumentId instrument)
    {
        var row = Find(account);
        var isOption = Find(instrument).Parameters.Option is not null;
        for (var i = 0; i < row.Positions.Length; i++)
        {
            if (row.Positions[i].Instrument == instrument && !row.Positions[i].Quantity.IsZero && !isOption)
            {
                return Margins.IsPortfolio(row)
                    ? LiquidationPriceUnder(row, Find(instrument))
                    : LiquidationPrice.Find(
                        _state.Market,
                        row.Balances,
                        row.Positions,
                        i,
                        _state.Venue.LiquidatesAtLine,
                        _state.MaxPriceOf(Find(instrument))
                    );
            }
        }

        return null;
    }

    /// <summary>The largest price that an index can carry: at it, what its assets and its instruments can be worth still has room (docs/spec/0003-prices.md). Quotes above it are refused. It falls as assets and instruments are listed, and never rises.</summary>
    /// <exception cref="UnknownIdException">There is no such index.</exception>
    public Price MaxPriceOf(IndexId index) =>
        _state.IsKnown(index) ? _state.Index(index).MaxPrice : throw new UnknownIdException("index", index.Value, _state.Indices.Count);

    /// <summary>The scheme of portfolio margin that the account is under, or <see cref="SchemeId.Standard"/>.</summary>
    /// <exception cref="UnknownIdException">There is no such account.</exception>
    public SchemeId SchemeOf(AccountId account) => Find(account).Scheme;

    /// <summary>Whether a scheme of this number was listed; standard margin always is.</summary>
    public bool IsKnown(SchemeId scheme) => _state.IsKnown(scheme);

    /// <summary>The price at which the position has lost its share of the account's net liquidation value; null when there is none, or no position.</summary>
    /// <remarks>Rounded against the liquidated account's counterparty: up for a long, down for a short (docs/spec/0004, MARG-032).</remarks>
    /// <param name="account">The margin unit that carries the position: see <see cref="MarginUnitOf"/>.</param>
    /// <param name="instrument">The instrument.</param>
    /// <exception cref="UnknownIdException">There is no such account or instrument.</exception>
    public Price? BankruptcyPriceOf(AccountId account, InstrumentId instrument)
    {
        var row = Find(account);
        Find(instrument);
        var line = row.Position(instrument);
        if (line.Quantity.IsZero)
        {
            return null;
        }

        var price = _rooms.CloseOut.Bankruptcy(row, line, _rooms.Margins.Maintenance(row, line));
        return price.IsPositive ? price : null;
    }

    /// <summary>Equity, with locked amounts taken off, less initial margin, in the numeraire: what new orders may use. Below zero when nothing may.</summary>
    /// <exception cref="UnknownIdException">There is no such account.</exception>
    public Money FreeCollateralOf(AccountId account)
    {
        var row = Find(account);
        return _rooms.Margins.FreeEquity(row, default, default) - _rooms.Margins.Initial(row);
    }

    /// <summary>Variation margin: unrealised profit (above zero) or loss of the positions that settle in an asset, in its units, before any haircut.</summary>
    /// <exception cref="UnknownIdException">There is no such account or asset.</exception>
    public Money UnrealisedPnlOf(AccountId account, AssetId asset) =>
        StandardMargin.UnrealisedPnl(_state.Market, Find(asset), Find(account).Positions);

    /// <summary>A ledger balance, in the asset's units; what an isolated position holds is in its own account.</summary>
    /// <exception cref="UnknownIdException">There is no such account or asset.</exception>
    public Money Balance(AccountId account, AssetId asset) => Find(account).Balance(Find(asset));

    /// <summary>Signed quantity and signed exact cost; zero when there is no position. An isolated position is in its own account.</summary>
    /// <exception cref="UnknownIdException">There is no such account or instrument.</exception>
    public (Quantity Quantity, Money Cost) PositionOf(AccountId account, InstrumentId instrument)
    {
        Find(instrument);
        var line = Find(account).Position(instrument);
        return (line.Quantity, line.Cost);
    }

    /// <summary>The account that carries the isolated position while the mode is isolated; otherwise the account itself.</summary>
    /// <exception cref="UnknownIdException">There is no such account or instrument.</exception>
    public AccountId MarginUnitOf(AccountId account, InstrumentId instrument)
    {
        Find(instrument);
        return _state.UnitOf(Find(account), instrument).Id;
    }

    /// <summary>The insurance fund of a settlement asset; null while no instrument settles in it.</summary>
    /// <exception cref="UnknownIdException">There is no such asset.</exception>
    public AccountId? InsuranceFundOf(AssetId asset) => _state.FundOf(Find(asset))?.Id;

    /// <summary>What remains of an open order, signed, its margin unit and its limit; null when it is not open. Any number may be asked for.</summary>
    public (AccountId Account, InstrumentId Instrument, Quantity Remaining, Price Limit)? OrderOf(OrderId order) =>
        _state.Orders.TryGetValue(order, out var row) ? (row.Account, row.Instrument, row.Remaining, row.Limit) : null;

    /// <summary>Whose an order is and in what, also for one that the latest command ended; null for any other.</summary>
    public (AccountId Account, InstrumentId Instrument)? PlaceOf(OrderId order)
    {
        if (_state.Orders.TryGetValue(order, out var open))
            return (open.Account, open.Instrument);

        foreach (var closed in _state.ClosedOrders)
        {
            if (closed.Id == order)
                return (closed.Account, closed.Instrument);
        }

        return null;
    }

    /// <summary>The most of an asset that margin lets leave an account now; zero in liquidation and in a hold.</summary>
    /// <remarks>Status and pause are not looked at: a frozen account, or a paused venue, lets nothing out all the same.</remarks>
    /// <exception cref="UnknownIdException">There is no such account or asset.</exception>
    public Money Withdrawable(AccountId account, AssetId asset) => _rooms.Withdrawals.Withdrawable(Find(account), Find(asset));

    /// <summary>The largest order, unsigned and not reduce-only, that would be accepted now; zero when not one lot would, whatever the reason.</summary>
    /// <remarks>
    /// Found by bisection on the check that orders pass, so it is accepted and one lot more is not; it is the greatest such one unless the limit lies further
    /// through the mark than the initial rate (docs/spec/0006, TRAD-012). For an account or instrument that is not known no order would be accepted: zero.
    /// </remarks>
    /// <param name="account">The account that would place it, not its isolated account.</param>
    /// <param name="instrument">The instrument.</param>
    /// <param name="side">+1 to buy, −1 to sell.</param>
    /// <param name="limit">The order's limit.</param>
    /// <exception cref="ArgumentOutOfRangeException">The side is neither +1 nor −1.</exception>
    public Quantity LargestOrder(AccountId account, InstrumentId instrument, int side, Price limit) =>
        side is 1 or -1
            ? _rooms.Orders.Largest(new PlaceOrder(_state.Now, account, instrument, default, limit, false, 0), side)
            : throw new ArgumentOutOfRangeException(nameof(side), side, "A side is +1 to buy or -1 to sell.");

    /// <summary>What an order would add to an account's initial margin, and whether it would be accepted; nothing is placed.</summary>
    /// <param name="account">The account that would place it, not its isolated account.</param>
    /// <param name="instrument">The instrument.</param>
    /// <param name="quantity">Signed: above zero to buy.</param>
    /// <param name="limit">The order's limit.</param>
    /// <param name="isReduceOnly">Whether it may only reduce.</param>
    /// <exception cref="UnknownIdException">There is no such account or instrument.</exception>
    public OrderCost CostOf(AccountId account, InstrumentId instrument, Quantity quantity, Price limit, bool isReduceOnly = false)
    {
        Find(account);
        Find(instrument);
        return _rooms.Orders.CostOf(new(_state.Now, account, instrument, quantity, limit, isReduceOnly, 0));
    }

    /// <summary>Computes what checks of orders under portfolio margin rest on, where prices, volatilities or time have moved since. Between commands, as often as there is time.</summary>
    /// <remarks>
    /// Changes no state and no answer: what is not prepared, the first check computes, some microseconds for each option and one for the account. Does not allocate in steady state.
    /// It is all that a check needs where a scheme is scenarios and nothing else. Charges are asked of an account's books at each check all the same, and each scheme that comes with
    /// Plimsoll has some or is no sum of scenarios (the table in docs/guide/in-process.md). Accounts under standard margin need nothing prepared. Source: docs/spec/0022 (PACC-053).
    /// </remarks>
    /// <param name="instruments">How many instruments are looked at, in turn; each once at most under each scheme.</param>
    /// <param name="accounts">How many accounts under a scheme, in turn, after them.</param>
    /// <exception cref="ArgumentOutOfRangeException">Below zero.</exception>
    public void PrepareChecks(int instruments, int accounts)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(instruments);
        ArgumentOutOfRangeException.ThrowIfNegative(accounts);
        _rooms.Vectors.Refresh(instruments);
        var known = _state.PortfolioAccounts;
        for (var left = Math.Min(accounts, known.Count); left > 0; left--)
        {
            _prepared = _prepared + 1 < known.Count ? _prepared + 1 : 0;
            // Its sums are kept when it is asked for.
            _ = _rooms.Margins.Maintenance(_state.Account(known[_prepared]));
        }
    }

    /// <summary>What an order would be answered now, by the check that orders pass; nothing changes, and the order's stamp may lie behind the latest.</summary>
    /// <remarks>
    /// Does not allocate while it accepts, for accounts under standard margin and for those under a scheme of scenarios without charges: docs/spec/0022, PACC-052. With charges
    /// an account's books are put together anew: 31 kB for ten options and two charges.
    /// </remarks>
    public CommandResult CheckOrder(PlaceOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return _rooms.Orders.Check(order);
    }

    /// <summary>The mark price, in the instrument's units; zero when there is none.</summary>
    /// <exception cref="UnknownIdException">There is no such instrument.</exception>
    public Price MarkPrice(InstrumentId instrument) => Find(instrument).Mark;

    /// <summary>The index price, in the index's units; zero when there is none. It stays the last one while the index has no source.</summary>
    /// <exception cref="UnknownIdException">There is no such index.</exception>
    public Price IndexPrice(IndexId index) =>
        _state.IsKnown(index) ? _state.Index(index).Price : throw new UnknownIdException("index", index.Value, _state.Indices.Count);

    /// <summary>When the next funding of a perpetual is due; <see cref="Timestamp.Never"/> for what pays none.</summary>
    /// <exception cref="UnknownIdException">There is no such instrument.</exception>
    public Timestamp NextFunding(InstrumentId instrument) => Find(instrument).NextFunding;

    private Price? LiquidationPriceUnder(AccountRow account, InstrumentRow instrument) =>
        _rooms.Margins.Line(account)!.Nearest(_state.Index(instrument.Parameters.Underlying).Parameters, instrument.Mark);

    private AccountRow Find(AccountId account) =>
        _state.IsKnown(account) ? _state.Account(account) : throw new UnknownIdException("account", account.Value, _state.Accounts.Count);

    private InstrumentRow Find(InstrumentId instrument) =>
        _state.IsKnown(instrument)
            ? _state.Instrument(instrument)
            : throw new UnknownIdException("instrument", instrument.Value, _state.Instruments.Count);

    private AssetId Find(AssetId asset) =>
        _state.IsKnown(asset) ? asset : throw new UnknownIdException("asset", asset.Value, _state.Market.AssetCount);
}
