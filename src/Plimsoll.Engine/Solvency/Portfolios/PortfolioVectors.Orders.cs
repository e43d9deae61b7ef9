using Plimsoll.Engine.State;
using Plimsoll.Instruments;
using Plimsoll.Margin.Scenarios.Vectors;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Portfolios;

/// <content>Orders that may fill: each is a row of its own beside what is held, and counts where it would lose.</content>
internal sealed partial class PortfolioVectors
{
    private bool TryTakeOrders(SchemeArrays arrays, IReadOnlyList<OrderRow> orders)
    {
        _orders.Clear();
        // Not by foreach, which would make an enumerator.
        for (var i = 0; i < orders.Count; i++)
        {
            var order = orders[i];
            var instrument = state.Instrument(order.Instrument);
            if (instrument.Parameters.Kind == InstrumentKind.Spot)
            {
                if (!TryTakeSpot(arrays, instrument, order))
                {
                    return false;
                }
            }
            else if (HeldOf(arrays, order.Instrument) is { } held)
            {
                _orders.Add(new(held, held.Underlyings(order.Remaining), held.Book, VectorPart.Nothing, 0, 0));
                if (!TryTakePremium(arrays, instrument, order))
                {
                    return false;
                }
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private bool TryTakeSpot(SchemeArrays arrays, InstrumentRow instrument, in OrderRow order)
    {
        if (!arrays.HasHedges)
        {
            return true;
        }

        var (moved, paid) = books.Exchanged(instrument, order);
        return TryTakeCoin(arrays, instrument.Parameters.BaseAsset, moved)
            && TryTakeCoin(arrays, instrument.Parameters.SettlementAsset, paid);
    }

    private bool TryTakePremium(SchemeArrays arrays, InstrumentRow instrument, in OrderRow order) =>
        !arrays.HasHedges
        || PortfolioBooks.Premium(instrument, order) is not { } premium
        || TryTakeCoin(arrays, instrument.Parameters.SettlementAsset, premium);

    private bool TryTakeCoin(SchemeArrays arrays, AssetId asset, Money amount)
    {
        if (PortfolioBooks.CollateralOf(arrays.Scheme, asset) is not { Hedges: not null } entry)
        {
            return true;
        }

        var isFit = TryValue(arrays, entry, amount, out var book, out var value);
        if (book is { } place)
        {
            _orders.Add(new(null, value, place, VectorPart.Nothing, 0, 0));
        }

        return isFit;
    }

    private bool HasOrderBooks(AccountVector vector)
    {
        foreach (var order in _orders)
        {
            if (!vector.Has(order.Book))
            {
                return false;
            }
        }

        return true;
    }

    private void AddOrders(BookVector book, int place)
    {
        book.StartOrders();
        foreach (var order in _orders)
        {
            if (order.Book != place)
            {
                continue;
            }

            if (order.Held is not { } held)
            {
                book.AddCoinOrder(order.Quantity);
            }
            else if (held.Array.IsOption)
            {
                book.AddOptionOrder(held.Array, order.Quantity);
            }
            else
            {
                book.AddLinearOrder(held.Array, order.Quantity);
            }
        }
    }
}
