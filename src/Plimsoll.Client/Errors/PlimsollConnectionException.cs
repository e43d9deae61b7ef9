namespace Plimsoll.Client;

/// <summary>No answer came that says what became of a request: the server cannot be reached, the connection was cut, what came cannot be read, or the server does not know either.</summary>
public sealed class PlimsollConnectionException : Exception
{
    /// <param name="message">What was expected and what came.</param>
    /// <param name="mayHaveHappened">Whether the request may have taken effect.</param>
    /// <param name="cause">What the platform says.</param>
    public PlimsollConnectionException(string message, bool mayHaveHappened, Exception? cause = null)
        : base(message, cause) => MayHaveHappened = mayHaveHappened;

    /// <summary>Whether the request may have taken effect, in any attempt: a command can be sent again under the same idempotency key while the server remembers it.</summary>
    public bool MayHaveHappened { get; }
}
