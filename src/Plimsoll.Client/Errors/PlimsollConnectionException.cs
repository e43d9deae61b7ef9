namespace Plimsoll.Client;

/// <summary>No answer came: the server cannot be reached, the connection was cut, or what came cannot be read.</summary>
public sealed class PlimsollConnectionException : Exception
{
    /// <param name="message">What was expected and what came.</param>
    /// <param name="mayHaveHappened">Whether the request may have taken effect.</param>
    /// <param name="cause">What the platform says.</param>
    public PlimsollConnectionException(string message, bool mayHaveHappened, Exception? cause = null)
        : base(message, cause) => MayHaveHappened = mayHaveHappened;

    /// <summary>Whether the request may have taken effect: a command can be sent again under the same idempotency key.</summary>
    public bool MayHaveHappened { get; }
}
