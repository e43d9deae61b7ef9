namespace Plimsoll.Margin.Schedules;

/// <summary>What an option gives the right to.</summary>
public enum OptionRight
{
    /// <summary>To buy.</summary>
    Call = 0,

    /// <summary>To sell.</summary>
    Put = 1,
}
