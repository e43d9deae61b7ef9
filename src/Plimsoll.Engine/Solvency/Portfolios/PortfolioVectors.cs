using Plimsoll.Engine.State;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Margin.Scenarios.Vectors;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Portfolios;

/// <summary>What a scheme of scenarios asks, summed from risk arrays that all accounts share.</summary>
/// <remarks>
/// The same additions in the same order as <see cref="ScenarioMargin"/> on the books of <see cref="PortfolioBooks"/>, so the same bits; what it has no arrays for it
/// leaves to them. Derived from the state and no part of it. Source: docs/spec/0022-portfolio-accounts.md (PACC-050, PACC-051).
/// </remarks>
internal sealed class PortfolioVectors(EngineState state, PortfolioBooks books)
{
    private readonly List<SchemeArrays?> _schemes = [];
    private readonly List<ChargeOutcome> _charges = [];
    private readonly BookVector _vector = new();
    private VectorPart[] _parts = new VectorPart[16];
    private RiskArray[] _expiry = new RiskArray[8];
    private double[] _quantities = new double[8];
    private double[] _together = [];
    private double _togetherBasis;
    private int _togetherCount;
    private bool _hasBasis;
    private int _count;

    /// <summary>The requirement, before rounding; null where it is not summed from arrays.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="level">Which requirement.</param>
    /// <param name="balances">What the account has.</param>
    /// <param name="valued">Positions whose unrealised profit belongs to its coins.</param>
    /// <param name="carried">Positions as they are or would be.</param>
    /// <param name="orders">Orders that may fill.</param>
    public double? Requirement(
        PortfolioScheme scheme,
        MarginLevelKind level,
        ReadOnlySpan<BalanceLine> balances,
        ReadOnlySpan<PositionLine> valued,
        ReadOnlySpan<PositionLine> carried,
        IReadOnlyList<OrderRow> orders
    )
    {
        var arrays = ArraysOf(scheme);
        if (arrays.Rule is not { } rule || !TryGather(arrays, balances, valued, carried, orders))
        {
            return null;
        }

        if (_count == 0)
        {
            return 0;
        }

        var coinPrice = books.CoinPrice(scheme);
        var account = HasCharges(arrays, level) ? books.Of(scheme, balances, valued, carried, orders) : null;
        var factor = PortfolioMargin.Factor(rule.Model, level, coinPrice);
        var isTogether = rule.Model.Netting == BookNetting.SameScenario && !_parts[0].IsBeside(_parts[_count - 1]);
        var (sum, book) = (0.0, 0);
        _charges.Clear();
        for (var from = 0; from < _count; book++)
        {
            var to = from + 1;
            while (to < _count && _parts[to].IsBeside(_parts[from]))
            {
                to++;
            }

            if (!TrySum(arrays, from, to))
            {
                return null;
            }

            AddCharges(account, book);
            if (isTogether)
            {
                Join(book == 0);
            }
            else
            {
                sum += PortfolioMargin.Requirement(factor, Math.Max(0, -_vector.Worst()), 0, _charges, level);
                _charges.Clear();
            }

            from = to;
        }

        return Math.Max(0, isTogether ? PortfolioMargin.Requirement(factor, Math.Max(0, -WorstTogether()), 0, _charges, level) : sum);
    }

    private SchemeArrays ArraysOf(PortfolioScheme scheme)
    {
        var place = scheme.Id.Value;
        while (_schemes.Count <= place)
        {
            _schemes.Add(null);
        }

        return _schemes[place] is { } known && ReferenceEquals(known.Scheme, scheme) ? known : _schemes[place] = new(scheme);
    }

    /// <summary>Lays the account's parts out in the order of its books; false where one of them is for the books themselves.</summary>
    private bool TryGather(
        SchemeArrays arrays,
        ReadOnlySpan<BalanceLine> balances,
        ReadOnlySpan<PositionLine> valued,
        ReadOnlySpan<PositionLine> carried,
        IReadOnlyList<OrderRow> orders
    )
    {
        _count = 0;
        foreach (ref readonly var line in carried)
        {
            if (!line.Quantity.IsZero && !TryAdd(arrays, state.Instrument(line.Instrument), line.Quantity, isOrder: false))
            {
                return false;
            }
        }

        // Not by foreach, which would make an enumerator.
        for (var i = 0; i < orders.Count; i++)
        {
            if (!TryAddOrder(arrays, orders[i]))
            {
                return false;
            }
        }

        foreach (var coin in arrays.Scheme.Collateral.Count == 0 ? [] : balances)
        {
            if (PortfolioBooks.CollateralOf(arrays.Scheme, coin.Asset) is not { Hedges: not null } entry)
            {
                continue;
            }

            var net = coin.Amount + StandardMargin.UnrealisedPnl(state.Market, coin.Asset, valued);
            if (!TryAddCoin(arrays, entry, net, isOrder: false))
            {
                return false;
            }
        }

        return orders.Count == 0 || AreNamesApart(arrays);
    }

    private bool TryAddOrder(SchemeArrays arrays, in OrderRow order)
    {
        var instrument = state.Instrument(order.Instrument);
        if (instrument.Parameters.Kind != InstrumentKind.Spot)
        {
            return TryAdd(arrays, instrument, order.Remaining, isOrder: true);
        }

        if (arrays.Scheme.Collateral.Count == 0)
        {
            return true;
        }

        var (moved, paid) = books.Exchanged(instrument, order);
        return TryAddCoinOrder(arrays, instrument.Parameters.BaseAsset, moved)
            && TryAddCoinOrder(arrays, instrument.Parameters.SettlementAsset, paid);
    }

    private bool TryAddCoinOrder(SchemeArrays arrays, AssetId asset, Money amount) =>
        PortfolioBooks.CollateralOf(arrays.Scheme, asset) is not { Hedges: not null } entry
        || TryAddCoin(arrays, entry, amount, isOrder: true);

    private bool TryAddCoin(SchemeArrays arrays, SchemeCollateral entry, Money amount, bool isOrder)
    {
        if (books.Held(entry, amount) is not var (quantity, price))
        {
            return true;
        }

        var index = state.Index(entry.Hedges!.Value);
        if (!index.Price.IsPositive || !arrays.Of(index.Parameters).IsCovered)
        {
            return false;
        }

        var value = quantity * price / books.CoinPrice(arrays.Scheme);
        Insert(new(index.Parameters.Id, false, isOrder ? VectorPartKind.Order : VectorPartKind.Coin, 0, default, null, value));
        return true;
    }

    private bool TryAdd(SchemeArrays arrays, InstrumentRow instrument, Quantity quantity, bool isOrder)
    {
        var parameters = instrument.Parameters;
        var index = state.Index(parameters.Underlying);
        if (!index.Price.IsPositive || arrays.Of(index.Parameters) is not { IsCovered: true } entry)
        {
            return false;
        }

        var held = arrays.Of(instrument, entry.Rows);
        held.Refresh(instrument, index, books.Tick, state.Venue.Numeraire);
        var contracts = (double)((Int128)quantity.Units * parameters.Multiplier) / held.Divisor;
        var isOption = held.Array.IsOption;
        var quantities =
            parameters.Payoff != Payoff.Inverse ? contracts * books.InNumeraire(parameters.SettlementAsset)
            : isOption ? contracts
            : contracts / held.Price;
        var kind =
            isOrder ? VectorPartKind.Order
            : isOption ? VectorPartKind.Option
            : VectorPartKind.Linear;
        var seconds = kind == VectorPartKind.Option ? held.Seconds : 0;
        Insert(new(parameters.Underlying, held.IsInCoin, kind, seconds, parameters.Expiry, held.Array, quantities));
        return true;
    }

    /// <summary>Behind all that are not after it.</summary>
    private void Insert(in VectorPart part)
    {
        if (_count == _parts.Length)
        {
            Array.Resize(ref _parts, 2 * _count);
        }

        var place = _count++;
        while (place > 0 && part.IsBefore(_parts[place - 1]))
        {
            _parts[place] = _parts[place - 1];
            place--;
        }

        _parts[place] = part;
    }

    /// <summary>Orders find their books by name: where two indices have the same, that is for the books.</summary>
    private bool AreNamesApart(SchemeArrays arrays)
    {
        for (var i = 1; i < _count; i++)
        {
            for (var other = 0; other < i; other++)
            {
                var (left, right) = (_parts[i].Index, _parts[other].Index);
                if (left != right && string.Equals(NameOf(arrays, left), NameOf(arrays, right), StringComparison.Ordinal))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private string NameOf(SchemeArrays arrays, IndexId index) => arrays.Of(state.Index(index).Parameters).Name;

    /// <summary>Sums one book; false where two expiries are so near that they have as many seconds left.</summary>
    private bool TrySum(SchemeArrays arrays, int from, int to)
    {
        var index = state.Index(_parts[from].Index);
        var spot = books.Real(index.Price, index.Parameters.Id);
        _vector.Start(arrays.Of(index.Parameters).Rows, spot, _parts[from].IsInCoin);
        for (var i = from; i < to; i++)
        {
            ref readonly var part = ref _parts[i];
            switch (part.Kind)
            {
                case VectorPartKind.Linear:
                    _vector.AddLinear(part.Array!, part.Quantity);
                    break;
                case VectorPartKind.Option:
                    if (!TryTakeExpiry(i, to, out var count))
                    {
                        return false;
                    }

                    _vector.AddExpiry(_expiry.AsSpan(0, count), _quantities.AsSpan(0, count));
                    i += count - 1;
                    break;
                case VectorPartKind.Coin:
                    _vector.AddCoin(part.Quantity);
                    break;
                default:
                    AddOrder(part);
                    break;
            }
        }

        return true;
    }

    private void AddOrder(in VectorPart order)
    {
        if (order.Array is not { } array)
        {
            _vector.AddCoinOrder(order.Quantity);
        }
        else if (array.IsOption)
        {
            _vector.AddOptionOrder(array, order.Quantity);
        }
        else
        {
            _vector.AddLinearOrder(array, order.Quantity);
        }
    }

    private bool TryTakeExpiry(int from, int to, out int count)
    {
        count = 0;
        for (var i = from; i < to && _parts[i].Kind == VectorPartKind.Option && _parts[i].Seconds == _parts[from].Seconds; i++)
        {
            if (_parts[i].Seconds != 0 && _parts[i].Expiry != _parts[from].Expiry)
            {
                return false;
            }

            if (count == _expiry.Length)
            {
                Array.Resize(ref _expiry, 2 * count);
                Array.Resize(ref _quantities, 2 * count);
            }

            (_expiry[count], _quantities[count]) = (_parts[i].Array!, _parts[i].Quantity);
            count++;
        }

        return true;
    }

    private bool HasCharges(SchemeArrays arrays, MarginLevelKind level)
    {
        for (var i = 0; i < _count; i++)
        {
            foreach (var charge in arrays.Of(state.Index(_parts[i].Index).Parameters).Rows.Model.Charges)
            {
                if (PortfolioMargin.IsIn(charge.Levels, level))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void AddCharges(ScenarioAccount? account, int place)
    {
        if (account is null)
        {
            return;
        }

        var book = account.Books[place];
        var orders = account.Orders.Count == 0 ? account.Orders : [.. account.Orders.Where(order => ScenarioCharges.IsOf(order, book))];
        _charges.AddRange(ScenarioCharges.Of(book, orders, _vector.Rows.Model, account.CoinPrice));
    }

    private void Join(bool isFirst)
    {
        var count = _vector.Rows.Count;
        if (isFirst)
        {
            _togetherCount = count;
            _togetherBasis = 0;
            _hasBasis = true;
            if (_together.Length < count)
            {
                _together = new double[count];
            }

            Array.Clear(_together, 0, count);
        }

        Invariant.Require(count == _togetherCount);
        for (var i = 0; i < count; i++)
        {
            _together[i] += _vector.Counted(i);
        }

        _togetherBasis += _vector.Basis;
        _hasBasis &= _vector.Rows.Model.Basis is not null;
    }

    private double WorstTogether()
    {
        var worst = _hasBasis ? _togetherBasis : 0;
        for (var i = 0; i < _togetherCount; i++)
        {
            if (_together[i] < worst)
            {
                worst = _together[i];
            }
        }

        return worst;
    }
}
