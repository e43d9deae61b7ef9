namespace Plimsoll.Engine.Events;

/// <summary>Yes or no in one byte of known value: the bytes of a <see langword="bool"/> are not part of any contract.</summary>
public enum Flag : byte
{
    /// <summary>No.</summary>
    No = 0,

    /// <summary>Yes.</summary>
    Yes = 1,
}
