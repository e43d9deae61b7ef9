namespace Plimsoll.Margin.Schedules;

/// <summary>What a share in an option formula is taken of.</summary>
public enum OptionBasis
{
    /// <summary>The underlying's index price (one coin, for inverse options).</summary>
    Underlying = 0,

    /// <summary>The strike.</summary>
    Strike = 1,

    /// <summary>The lower of the two.</summary>
    Lower = 2,
}
