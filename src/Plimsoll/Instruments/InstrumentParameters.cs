using Plimsoll.Funding;
using Plimsoll.Margin;
using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Instruments;

/// <summary>Everything the engine needs to know about an instrument. Immutable; a change is a new version.</summary>
/// <remarks>
/// The margin schedule, fees, mark and funding parameters and the largest order may change after listing; all else is fixed. Ranges are held by <see cref="InstrumentValidator"/>.
/// </remarks>
public sealed record InstrumentParameters
{
    /// <summary>The dense number.</summary>
    public required InstrumentId Id { get; init; }

    /// <summary>The name people use, 1 … 32 printable ASCII characters without spaces.</summary>
    public required string Symbol { get; init; }

    /// <summary>Spot, perpetual, dated future or option.</summary>
    public required InstrumentKind Kind { get; init; }

    /// <summary>Linear, inverse or quanto; spot is linear with a multiplier of one; an option is linear (premium and payoff in money) or inverse (both in the coin).</summary>
    public required Payoff Payoff { get; init; }

    /// <summary>Right and strike of an option; null for everything else.</summary>
    public OptionParameters? Option { get; init; }

    /// <summary>The asset delivered by a spot trade, another than the settlement asset and with at least <see cref="QuantityDecimals"/>; not used otherwise.</summary>
    public AssetId BaseAsset { get; init; }

    /// <summary>The asset in which cost, profit, fees and funding are paid; for spot the quote asset.</summary>
    public required AssetId SettlementAsset { get; init; }

    /// <summary>The index whose price the mark follows.</summary>
    public required IndexId Underlying { get; init; }

    /// <summary>Decimals of prices, 0 … 12; the index has the same, or for an option at most as many.</summary>
    public required int PriceDecimals { get; init; }

    /// <summary>Decimals of quantities, 0 … 12.</summary>
    public required int QuantityDecimals { get; init; }

    /// <summary>Contract multiplier, with <see cref="MultiplierDecimals"/>; above zero. With all decimals it must collapse into a fraction of 64-bit numbers.</summary>
    public long Multiplier { get; init; } = 1;

    /// <summary>Decimals of the multiplier, 0 … 12.</summary>
    public int MultiplierDecimals { get; init; }

    /// <summary>Order and fill prices are whole multiples of it; 1 … 10^15 units. Linear and quanto: tick × lot × multiplier is a whole number of money units.</summary>
    public required Price TickSize { get; init; }

    /// <summary>Order and fill quantities are whole multiples of it; 1 … 10^15 units.</summary>
    public required Quantity LotSize { get; init; }

    /// <summary>The largest single order: a multiple of the lot, above zero and at most 10^15 units.</summary>
    public Quantity MaxOrderQuantity { get; init; } = new(Quantity.MaxUnits);

    /// <summary>What positions and orders need: risk tiers or another schedule (docs/spec/0015-margin-models.md); empty for spot and for nothing else.</summary>
    /// <remarks>
    /// The object decides in estimates and in the engine alike. A new version may be of another kind: the engine then shows it index price and open interest
    /// at once. Options take option schedules of their own right and strike, and nothing else does; none is listed that could ask for more than ten times the notional.
    /// </remarks>
    public MarginSchedule Margin { get; init; } = RiskTierTable.Empty;

    /// <summary>Fees of makers, takers and liquidations.</summary>
    public FeeSchedule Fees { get; init; } = FeeSchedule.Free;

    /// <summary>How the mark price follows index and book.</summary>
    public MarkParameters Mark { get; init; } = MarkParameters.Default;

    /// <summary>How funding is computed; perpetuals only.</summary>
    public FundingParameters Funding { get; init; } = FundingParameters.Default;

    /// <summary>When a dated future or an option is settled; <see cref="Timestamp.Never"/> otherwise.</summary>
    public Timestamp Expiry { get; init; } = Timestamp.Never;

    /// <summary>Whether it ends at a time of its own: dated futures and options.</summary>
    public bool HasExpiry => Kind is InstrumentKind.DatedFuture or InstrumentKind.Option;

    /// <summary>Whether value runs with one over the price: inverse futures. An inverse option is linear in its own price, which is in the coin.</summary>
    public bool IsInverse => Payoff == Payoff.Inverse && Kind != InstrumentKind.Option;

    /// <summary>The span before expiry over which the index is averaged to the delivery price; above zero, at most a day.</summary>
    public Duration DeliveryWindow { get; init; } = Duration.FromMinutes(30);
}
