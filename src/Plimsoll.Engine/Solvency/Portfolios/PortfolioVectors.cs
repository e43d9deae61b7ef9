using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;
using Plimsoll.Margin;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Margin.Scenarios.Charges;
using Plimsoll.Margin.Scenarios.Vectors;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Portfolios;

/// <summary>What a scheme of scenarios asks, summed from risk arrays that all accounts share.</summary>
/// <remarks>
/// The same additions in the same order as <see cref="ScenarioMargin"/> on the books of <see cref="PortfolioBooks"/>, so the same bits; what it has no arrays for it
/// leaves to them. An account's sums are kept, so that an order costs its own row and nothing else. Derived from the state and no part of it.
/// Source: docs/spec/0022-portfolio-accounts.md (PACC-050 … PACC-052).
/// </remarks>
internal sealed partial class PortfolioVectors(EngineState state, PortfolioBooks books)
{
    private readonly List<SchemeArrays?> _schemes = [];
    private readonly List<ChargeOutcome> _charges = [];
    private readonly List<VectorPart> _orders = [];
    private readonly VectorScratch _scratch = new();
    private readonly AccountVector _passing = new();
    private readonly NettedRows _netted = new();
    private readonly OptionSensitivities _known = new();
    private AccountVector?[] _accounts = [];
    private RiskArray[] _expiry = new RiskArray[8];
    private double[] _quantities = new double[8];

    /// <summary>The requirement, before rounding; null where it is not summed from arrays.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="level">Which requirement.</param>
    /// <param name="balances">What the account has.</param>
    /// <param name="valued">Positions whose unrealised profit belongs to its coins.</param>
    /// <param name="carried">Positions as they are or would be.</param>
    /// <param name="orders">Orders that may fill.</param>
    /// <param name="account">Whose sums are kept; null for positions that nobody has.</param>
    public double? Requirement(
        PortfolioScheme scheme,
        MarginLevelKind level,
        ReadOnlySpan<BalanceLine> balances,
        ReadOnlySpan<PositionLine> valued,
        ReadOnlySpan<PositionLine> carried,
        IReadOnlyList<OrderRow> orders,
        AccountId? account = null
    )
    {
        var arrays = ArraysOf(scheme);
        if (arrays.Rule is not { } rule || !TryTakeOrders(arrays, orders))
        {
            return null;
        }

        if (VectorFor(arrays, balances, valued, carried, account) is not { } vector)
        {
            return null;
        }

        if (_orders.Count > 0 && !AreNamesApart(vector, arrays))
        {
            return null;
        }

        var asked = HasCharges(vector, arrays, level) ? books.Of(scheme, balances, valued, carried, orders) : null;
        return Sum(vector, rule.Model, level, books.CoinPrice(scheme), asked);
    }

    /// <summary>The account's kept sums, or others for this once; null where they cannot be made.</summary>
    private AccountVector? VectorFor(
        SchemeArrays arrays,
        ReadOnlySpan<BalanceLine> balances,
        ReadOnlySpan<PositionLine> valued,
        ReadOnlySpan<PositionLine> carried,
        AccountId? account
    )
    {
        // Coins that hedge move with every balance: such sums are not kept.
        if (account is { } id && !arrays.HasHedges)
        {
            var kept = VectorOf(id);
            if (!IsCurrent(kept, arrays, carried) && !TryMake(kept, arrays, [], [], carried, isKept: true))
            {
                return null;
            }

            if (HasOrderBooks(kept))
            {
                return kept;
            }
        }

        return TryMake(_passing, arrays, balances, valued, carried, isKept: false) ? _passing : null;
    }

    private double Sum(AccountVector vector, PortfolioMarginModel model, MarginLevelKind level, double coinPrice, ScenarioAccount? asked)
    {
        var factor = PortfolioMargin.Factor(model, level, coinPrice);
        var isTogether = model.Netting == BookNetting.SameScenario && vector.Books.Length > 1;
        var sum = 0.0;
        _charges.Clear();
        for (var place = 0; place < vector.Books.Length; place++)
        {
            var book = vector.Vector(place);
            AddOrders(book, vector.Books[place].Book);
            AddCharges(asked, place, book);
            if (isTogether)
            {
                if (place == 0)
                {
                    _netted.Start(book.Rows.Count);
                }

                _netted.Add(book);
            }
            else
            {
                sum += PortfolioMargin.Requirement(factor, Math.Max(0, -book.Worst()), 0, _charges, level);
                _charges.Clear();
            }
        }

        return Math.Max(0, isTogether ? PortfolioMargin.Requirement(factor, Math.Max(0, -_netted.Worst()), 0, _charges, level) : sum);
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

    private AccountVector VectorOf(AccountId account)
    {
        if (account.Value >= _accounts.Length)
        {
            Array.Resize(ref _accounts, Math.Max(account.Value + 1, 2 * _accounts.Length));
        }

        return _accounts[account.Value] ??= new();
    }

    /// <summary>Whether positions, prices, surfaces and time are what they were when it was summed.</summary>
    private bool IsCurrent(AccountVector vector, SchemeArrays arrays, ReadOnlySpan<PositionLine> carried)
    {
        if (!vector.IsOf(arrays, carried))
        {
            return false;
        }

        foreach (var (book, price) in vector.Books)
        {
            if (state.Indices[book / 2].Price != price)
            {
                return false;
            }
        }

        foreach (ref readonly var part in vector.Parts)
        {
            if (HeldOf(arrays, part.Held!.Instrument) is not { } held || held != part.Held || held.Stamp != part.Stamp)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>An instrument's array, up to date; null where its index has no price, or is none of the rule's.</summary>
    private HeldArray? HeldOf(SchemeArrays arrays, InstrumentId id)
    {
        var instrument = state.Instrument(id);
        var index = state.Index(instrument.Parameters.Underlying);
        if (!index.Price.IsPositive || arrays.Of(index.Parameters) is not { IsCovered: true } entry)
        {
            return null;
        }

        var held = arrays.Of(instrument, entry.Rows);
        held.Refresh(
            instrument,
            index,
            books.Tick,
            state.Venue.Numeraire,
            books.InNumeraire(instrument.Parameters.SettlementAsset),
            books.CoinPriceOf(instrument.Parameters)
        );
        return held;
    }

    /// <summary>Lays positions and coins out in the order of their books, and sums them; false where one of them is for the books themselves.</summary>
    private bool TryMake(
        AccountVector vector,
        SchemeArrays arrays,
        ReadOnlySpan<BalanceLine> balances,
        ReadOnlySpan<PositionLine> valued,
        ReadOnlySpan<PositionLine> carried,
        bool isKept
    )
    {
        vector.Clear();
        foreach (ref readonly var line in carried)
        {
            if (line.Quantity.IsZero)
            {
                continue;
            }

            if (HeldOf(arrays, line.Instrument) is not { } held)
            {
                return false;
            }

            var kind = held.Array.IsOption ? VectorPart.Option : VectorPart.Linear;
            vector.Insert(new(held, held.Underlyings(line.Quantity), held.Book, kind, held.Seconds, held.Stamp));
        }

        if (!isKept)
        {
            foreach (var order in _orders)
            {
                vector.Insert(new(null, 0, order.Book, VectorPart.Nothing, 0, 0));
            }

            if (!TryAddCoins(vector, arrays, balances, valued, carried))
            {
                return false;
            }
        }

        if (!TrySum(vector, arrays))
        {
            return false;
        }

        if (isKept)
        {
            vector.Keep(arrays, carried);
        }

        return true;
    }

    private bool TryAddCoins(
        AccountVector vector,
        SchemeArrays arrays,
        ReadOnlySpan<BalanceLine> balances,
        ReadOnlySpan<PositionLine> valued,
        ReadOnlySpan<PositionLine> carried
    )
    {
        foreach (ref readonly var balance in arrays.HasHedges ? balances : [])
        {
            if (PortfolioBooks.CollateralOf(arrays.Scheme, balance.Asset) is not { Hedges: not null } entry)
            {
                continue;
            }

            if (!TryValue(arrays, entry, books.Net(balance, valued, carried), out var book, out var value))
            {
                return false;
            }

            if (book is { } place)
            {
                vector.Insert(new(null, value, place, VectorPart.Coin, 0, 0));
            }
        }

        return true;
    }

    /// <summary>The value of a coin that hedges, and its book; no book where there is none of it, false where the book cannot be summed.</summary>
    private bool TryValue(SchemeArrays arrays, SchemeCollateral entry, Money amount, out int? book, out double value)
    {
        (book, value) = (null, 0);
        if (books.Held(entry, amount) is not var (quantity, price))
        {
            return true;
        }

        var index = state.Index(entry.Hedges!.Value);
        (book, value) = (index.Parameters.Id.Value * 2, quantity * price / books.CoinPrice(arrays.Scheme));
        return index.Price.IsPositive && arrays.Of(index.Parameters).IsCovered;
    }

    /// <summary>Orders find their books by name: where two indices have the same, that is for the books.</summary>
    private bool AreNamesApart(AccountVector vector, SchemeArrays arrays)
    {
        for (var i = 1; i < vector.Books.Length; i++)
        {
            for (var other = 0; other < i; other++)
            {
                var (left, right) = (vector.Books[i].Book / 2, vector.Books[other].Book / 2);
                if (left != right && string.Equals(Entry(arrays, left).Name, Entry(arrays, right).Name, StringComparison.Ordinal))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private SchemeArrays.IndexEntry Entry(SchemeArrays arrays, int index) => arrays.Of(state.Indices[index].Parameters);

    /// <summary>Sums book after book; false where two expiries are so near that they have as many seconds left.</summary>
    private bool TrySum(AccountVector vector, SchemeArrays arrays)
    {
        var parts = vector.Parts;
        BookVector? book = null;
        for (var i = 0; i < parts.Length; i++)
        {
            ref readonly var part = ref parts[i];
            if (book is null || part.Book != parts[i - 1].Book)
            {
                var index = state.Indices[part.Book / 2];
                book = vector.Add(part.Book, index.Price, _scratch);
                book.Start(arrays.Of(index.Parameters).Rows, books.Real(index.Price, index.Parameters.Id), (part.Book & 1) != 0);
            }

            switch (part.Kind)
            {
                case VectorPart.Linear:
                    book.AddLinear(part.Held!.Array, part.Quantity);
                    break;
                case VectorPart.Option:
                    if (!TryTakeExpiry(parts[i..], out var count))
                    {
                        return false;
                    }

                    book.AddExpiry(_expiry.AsSpan(0, count), _quantities.AsSpan(0, count));
                    i += count - 1;
                    break;
                case VectorPart.Coin:
                    book.AddCoin(part.Quantity);
                    break;
            }
        }

        return true;
    }

    private bool TryTakeExpiry(ReadOnlySpan<VectorPart> parts, out int count)
    {
        count = 0;
        foreach (ref readonly var part in parts)
        {
            ref readonly var first = ref parts[0];
            if (part.Book != first.Book || part.Kind != VectorPart.Option || part.Seconds != first.Seconds)
            {
                break;
            }

            if (part.Seconds != 0 && part.Held!.Expiry != first.Held!.Expiry)
            {
                return false;
            }

            if (count == _expiry.Length)
            {
                Array.Resize(ref _expiry, 2 * count);
                Array.Resize(ref _quantities, 2 * count);
            }

            (_expiry[count], _quantities[count]) = (part.Held!.Array, part.Quantity);
            count++;
        }

        return true;
    }

    private bool HasCharges(AccountVector vector, SchemeArrays arrays, MarginLevelKind level)
    {
        foreach (var (book, _) in vector.Books)
        {
            var charges = Entry(arrays, book / 2).Rows.Model.Charges;
            for (var i = 0; i < charges.Count; i++)
            {
                if (PortfolioMargin.IsIn(charges[i].Levels, level))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void AddCharges(ScenarioAccount? asked, int place, BookVector vector)
    {
        if (asked is not null)
        {
            _charges.AddRange(ScenarioCharges.Of(asked.Books[place], OrdersOf(asked, place), vector.Rows.Model, asked.CoinPrice, _known));
        }
    }

    /// <summary>On its own, for what a lambda takes along is allocated where the method begins.</summary>
    private static List<OpenOrder> OrdersOf(ScenarioAccount asked, int place) =>
        [.. asked.Orders.Where(order => ScenarioCharges.IsOf(order, asked.Books[place]))];
}
