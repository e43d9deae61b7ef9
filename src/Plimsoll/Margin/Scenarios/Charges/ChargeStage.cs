namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>Where a charge enters: requirement = factor · (max(worst loss + with scenarios, floor) + scaled) + plain.</summary>
public enum ChargeStage
{
    /// <summary>Added to the worst scenario's loss.</summary>
    WithScenarios = 0,

    /// <summary>The least that scenarios and their charges come to.</summary>
    Floor = 1,

    /// <summary>Added after the floor, before the level's factor.</summary>
    Scaled = 2,

    /// <summary>Added last, as it is.</summary>
    Plain = 3,
}
