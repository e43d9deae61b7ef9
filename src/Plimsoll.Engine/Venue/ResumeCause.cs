namespace Plimsoll.Engine.Venue;

/// <summary>What ended a pause. Numbers are wire format.</summary>
public enum ResumeCause : byte
{
    /// <summary>The venue's operator.</summary>
    Operator = 1,

    /// <summary>It had lasted as long as a pause may.</summary>
    LongestPause = 2,
}
