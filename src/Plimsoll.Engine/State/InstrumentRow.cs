using Plimsoll.Engine.Views;
using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Engine.State;

/// <summary>One instrument as the engine follows it: status, book, mark, funding, delivery.</summary>
internal sealed class InstrumentRow(Contract contract)
{
    public Contract Contract { get; set; } = contract;

    public InstrumentParameters Parameters => Contract.Parameters;

    /// <summary>Larger positions could overflow some value; they are refused.</summary>
    public Quantity MaxPosition { get; set; }

    public TradingState Trading { get; set; }

    public Price Bid { get; set; }

    public Price Ask { get; set; }

    public Price Last { get; set; }

    public Price Mark { get; set; }

    public long SmoothedBasis { get; set; }

    public Rate Premium { get; set; }

    public Int128 PremiumSum { get; set; }

    public long PremiumTime { get; set; }

    public Rate FundingRate { get; set; }

    /// <summary>Never, for what pays no funding.</summary>
    public Timestamp NextFunding { get; set; } = Timestamp.Never;

    public Int128 DeliverySum { get; set; }

    public long DeliveryTime { get; set; }

    public MarkOverride Override { get; set; }

    public bool IsClosed => Trading == TradingState.Closed;

    /// <summary>Σ of the long positions. Derived: the accounts' positions add up to it.</summary>
    public Int128 OpenInterest { get; private set; }

    /// <summary>A position went from one quantity to another.</summary>
    public void CountInterest(Quantity from, Quantity to) => OpenInterest += Math.Max(0, to.Units) - Math.Max(0, from.Units);

    /// <summary>Lets the time from <paramref name="from"/> to <paramref name="to"/> count at the prices that held in it.</summary>
    public void Accrue(Timestamp from, Timestamp to, Price index)
    {
        if (IsClosed)
        {
            return;
        }

        if (Parameters.Kind == InstrumentKind.Perpetual && Mark.IsPositive)
        {
            var elapsed = (to - from).Nanoseconds;
            PremiumSum += (Int128)Premium.Nano * elapsed;
            PremiumTime += elapsed;
        }
        else if (Parameters.HasExpiry)
        {
            (DeliverySum, DeliveryTime) = DeliveryUntil(from, to, index);
        }
    }

    /// <summary>The delivery sum and time if <paramref name="index"/> held from one moment to another.</summary>
    public (Int128 Sum, long Time) DeliveryUntil(Timestamp from, Timestamp to, Price index)
    {
        var begin = Math.Max(from.Nanoseconds, Parameters.Expiry.Nanoseconds - Parameters.DeliveryWindow.Nanoseconds);
        var overlap = Math.Min(to.Nanoseconds, Parameters.Expiry.Nanoseconds) - begin;
        return overlap <= 0 || !index.IsPositive
            ? (DeliverySum, DeliveryTime)
            : (DeliverySum + ((Int128)index.Units * overlap), DeliveryTime + overlap);
    }

    /// <summary>The first multiple of the funding interval after a moment.</summary>
    public static Timestamp FirstFundingAfter(Timestamp moment, Duration interval) =>
        new(((moment.Nanoseconds / interval.Nanoseconds) + 1) * interval.Nanoseconds);
}
