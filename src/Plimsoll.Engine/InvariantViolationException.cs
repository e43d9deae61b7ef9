namespace Plimsoll.Engine;

/// <summary>The engine has found a bug in itself and stops: a halted engine is better than a wrong balance. Nobody catches it.</summary>
public sealed class InvariantViolationException : Exception
{
    /// <summary>Says what was expected and what was found.</summary>
    public InvariantViolationException(string message)
        : base(message) { }

    /// <summary>Without a message.</summary>
    public InvariantViolationException() { }

    /// <summary>With a cause.</summary>
    public InvariantViolationException(string message, Exception innerException)
        : base(message, innerException) { }
}
