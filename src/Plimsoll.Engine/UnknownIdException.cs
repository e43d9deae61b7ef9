namespace Plimsoll.Engine;

/// <summary>A query named an account, asset, instrument or index that the engine never gave out.</summary>
/// <remarks>Commands do not throw it: they are refused (201, 301, 401, 701). Ids are dense, so what is known is said by a count; <c>MarginEngine.IsKnown</c> asks.</remarks>
public sealed class UnknownIdException : ArgumentException
{
    /// <summary>Says which id, of what, and how many there are.</summary>
    /// <param name="what">What the id should be of: account, asset, instrument, index.</param>
    /// <param name="id">The number.</param>
    /// <param name="count">How many there are.</param>
    public UnknownIdException(string what, int id, int count)
        : base(
            count == 0
                ? $"There is no {what} {id}: there is none at all yet."
                : $"There is no {what} {id}: numbers run from 0 to {count - 1}.",
            what
        ) { }

    /// <summary>With a message.</summary>
    public UnknownIdException(string message)
        : base(message) { }

    /// <summary>Without a message.</summary>
    public UnknownIdException() { }

    /// <summary>With a cause.</summary>
    public UnknownIdException(string message, Exception innerException)
        : base(message, innerException) { }
}
