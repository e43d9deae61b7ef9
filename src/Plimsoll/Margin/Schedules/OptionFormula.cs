namespace Plimsoll.Margin.Schedules;

/// <summary>The numbers of an option formula, for calls or for puts. All shares are of the price of one underlying and not negative.</summary>
/// <remarks>
/// A short option needs: initial = max(Base · U − out of the money, Floor · FloorOf) + mark; maintenance = max(Maintenance · MaintenanceOf, MaintenanceOfMark · mark) + mark.
/// Source: Deribit, Bybit, OKX simple, Aevo, Reg-T.
/// </remarks>
public sealed record OptionFormula
{
    /// <summary>Share of the underlying from which the distance out of the money is taken.</summary>
    public required decimal Base { get; init; }

    /// <summary>The least share.</summary>
    public required decimal Floor { get; init; }

    /// <summary>What the least share is of.</summary>
    public OptionBasis FloorOf { get; init; }

    /// <summary>Maintenance share; null: maintenance is as initial.</summary>
    public decimal? Maintenance { get; init; }

    /// <summary>What the maintenance share is of.</summary>
    public OptionBasis MaintenanceOf { get; init; }

    /// <summary>A share of the option's own price that maintenance has at least, beside the price itself.</summary>
    public decimal MaintenanceOfMark { get; init; }

    /// <summary>Whether the floor applies to the maintenance formula too: maintenance = max(Maintenance · U − out of the money, …).</summary>
    public bool IsMaintenanceLessOutOfTheMoney { get; init; }

    /// <summary>Whether the option's price is added to both.</summary>
    public bool IsMarkAdded { get; init; } = true;

    /// <summary>Whether initial margin is at least maintenance margin.</summary>
    public bool IsInitialAtLeastMaintenance { get; init; }

    /// <summary>Whether the requirement of a put, without its price, is at most its strike.</summary>
    public bool IsCappedAtStrike { get; init; }

    /// <summary>Whether a long option needs its worth initially, and nothing to be kept.</summary>
    /// <remarks>
    /// Where the value of options is in equity, this is what makes a premium be paid: with it an option is bought with money, and not with what it will be worth.
    /// The engine lists no other.
    /// </remarks>
    public bool IsLongWorthHeld { get; init; }
}
