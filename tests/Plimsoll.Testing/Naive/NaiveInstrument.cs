using System.Numerics;
using Plimsoll.Instruments;

namespace Plimsoll.Testing.Naive;

/// <summary>All that is known of one instrument.</summary>
internal sealed class NaiveInstrument(InstrumentParameters parameters)
{
    public InstrumentParameters Parameters { get; set; } = parameters;

    public int Id => Parameters.Id.Value;

    public int Settlement => Parameters.SettlementAsset.Value;

    public bool IsOption => Parameters.Kind == InstrumentKind.Option;

    /// <summary>Worth one over its price; an option is worth its price in whatever it is paid.</summary>
    public bool IsInverse => Parameters.Payoff == Payoff.Inverse && !IsOption;

    /// <summary>Whether it ends at a time of its own.</summary>
    public bool Expires => IsOption || Parameters.Kind == InstrumentKind.DatedFuture;

    public bool IsSpot => Parameters.Kind == InstrumentKind.Spot;

    public bool IsHalted { get; set; }

    public bool IsClosed { get; set; }

    public BigInteger Bid { get; set; }

    public BigInteger Ask { get; set; }

    public BigInteger Last { get; set; }

    /// <summary>The mark price; zero when there is none.</summary>
    public BigInteger Mark { get; set; }

    /// <summary>Smoothed basis in millionths of a price unit.</summary>
    public BigInteger Basis { get; set; }

    public BigInteger Premium { get; set; }

    public BigInteger FundingRate { get; set; }

    public BigInteger PremiumSum { get; set; }

    public BigInteger PremiumTime { get; set; }

    public BigInteger FundingDue { get; set; }

    /// <summary>A mark override, proposed or in force.</summary>
    public (BigInteger Price, long Until, int Proposer, bool IsApproved)? Override { get; set; }

    public bool IsPastExpiry(long now) => Expires && now >= Parameters.Expiry.Nanoseconds;

    /// <summary>Whether the matching engine can trade it.</summary>
    public bool Trades => !IsHalted && !IsClosed;
}
