using System.Numerics;
using Plimsoll.Engine.Solvency.Columns;

namespace Plimsoll.Engine.Solvency.Certificates;

/// <summary>The certificate of a healthy account that has a row in the columns: how far prices may go before the row's sum falls below zero.</summary>
/// <remarks>
/// The row says at any prices up to its headrooms that the account reaches its margin-call level, if its sum is not below zero there (CERT-041 … CERT-043). The sum rises with the price of what is held and falls with the
/// price of what is owed, so it is nowhere in a box less than at the corner where each price is at its harmful end; there it is computed, in the row's own integers. A tenth of the work of
/// <see cref="CertificateMaker"/>, and the harmless side needs no trigger before the headroom. docs/spec/0023-certificates.md (CERT-048).
/// </remarks>
internal sealed class RowBoxes(AccountColumns columns, Coefficients coefficients)
{
    private const int MostTries = 3;
    private const long LeastShare = 16;
    private const long MostShare = PriceBox.Whole / 2;

    /// <summary>Nearly the whole slack: rounding takes less than the rest.</summary>
    private const long OfSlack = PriceBox.Whole - (PriceBox.Whole / 64);

    private readonly ColumnSlot[] _slots = new ColumnSlot[RowMaker.MostSlots];
    private readonly RowBox[] _boxes = new RowBox[RowMaker.MostSlots];
    private int _count;

    /// <summary>The boxes of the latest certificate, one for each price that it depends on.</summary>
    public ReadOnlySpan<RowBox> Boxes => _boxes.AsSpan(0, _count);

    /// <summary>Whether the row of an account makes a certificate; its boxes are there until the next.</summary>
    public bool TryMake(int account)
    {
        _count = 0;
        var slots = columns.Read(account, _slots, out var cash);
        var (sum, atRisk) = (cash, 0L);
        foreach (ref readonly var slot in slots)
        {
            if (slot.Quantity == 0)
            {
                continue;
            }

            if (coefficients.IsBeyond(slot.Entry))
            {
                return false;
            }

            // Neither sum leaves 64 bits: the row fits them at any price up to the headrooms (CERT-043).
            var worth = slot.Quantity * coefficients.Values[slot.Entry];
            sum += worth;
            atRisk += Math.Abs(worth);
        }

        if (sum < 0)
        {
            return false;
        }

        var share = Share(sum, atRisk);
        for (var tries = 0; tries < MostTries && share >= LeastShare; tries++)
        {
            if (Holds(slots, cash, share))
            {
                return true;
            }

            share = share * 7 / 8;
        }

        return false;
    }

    /// <summary>sum ÷ at risk, in parts of <see cref="PriceBox.Whole"/>, about: it only says how large a box is worth trying.</summary>
    private static long Share(long sum, long atRisk)
    {
        if (sum >= atRisk / 2)
        {
            return MostShare;
        }

        // So many bits that a product with the whole still fits 64.
        var more = Math.Max(0, 64 - BitOperations.LeadingZeroCount((ulong)atRisk) - 43);
        return (sum >> more) * OfSlack / (atRisk >> more);
    }

    private bool Holds(ReadOnlySpan<ColumnSlot> slots, long cash, long share)
    {
        _count = 0;
        var least = cash;
        foreach (ref readonly var slot in slots)
        {
            if (slot.Quantity == 0)
            {
                continue;
            }

            var (source, price, headroom) = coefficients.PlaceOf(slot.Entry);
            var reach = (long)(((UInt128)(ulong)price * (ulong)share) / PriceBox.Whole);
            var box =
                slot.Quantity > 0
                    ? new RowBox(source, Math.Max(1, price - reach), headroom)
                    : new RowBox(source, RowBox.AnyLow, Math.Min(headroom, price + reach));
            least += slot.Quantity * coefficients.ValueAt(slot.Entry, slot.Quantity > 0 ? box.Low : box.High);
            _boxes[_count++] = box;
        }

        return least >= 0;
    }
}
