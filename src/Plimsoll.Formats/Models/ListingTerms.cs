using Plimsoll.Collateral;
using Plimsoll.Funding;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Formats.Models;

/// <summary>What whoever lists an instrument of a model knows beside the model: ids, the assets and the index as they are listed, and what the model leaves open.</summary>
public sealed record ListingTerms
{
    /// <summary>The instrument's number.</summary>
    public required InstrumentId Id { get; init; }

    /// <summary>The asset it settles in.</summary>
    public required AssetParameters Settlement { get; init; }

    /// <summary>The index that its mark follows; prices have its decimals, those of options at least as many.</summary>
    public required IndexParameters Underlying { get; init; }

    /// <summary>The asset that a spot trade delivers; null for everything else.</summary>
    public AssetParameters? BaseAsset { get; init; }

    /// <summary>Decimals of quantities; null: those of the lot.</summary>
    public int? QuantityDecimals { get; init; }

    /// <summary>The price step, where the model states none.</summary>
    public decimal? Tick { get; init; }

    /// <summary>The quantity step, where the model states none.</summary>
    public decimal? Lot { get; init; }

    /// <summary>When a dated future or an option ends, where the model does not say.</summary>
    public Timestamp? Expiry { get; init; }

    /// <summary>
    /// The margin of the position by itself, where the model margins it in portfolios only: for accounts under no scheme, isolated positions, funds. Null is a fault
    /// then; elsewhere the model's own holds.
    /// </summary>
    public MarginSchedule? MarginAlone { get; init; }

    /// <summary>Fees.</summary>
    public FeeSchedule Fees { get; init; } = FeeSchedule.Free;

    /// <summary>How the mark follows index and book.</summary>
    public MarkParameters Mark { get; init; } = MarkParameters.Default;

    /// <summary>How funding is computed.</summary>
    public FundingParameters Funding { get; init; } = FundingParameters.Default;
}
