namespace Plimsoll.Engine.Commands.Codec;

/// <summary>Bytes that are no command: damaged, of a later format, or never one.</summary>
public sealed class CommandFormatException : Exception
{
    /// <summary>Says what was expected.</summary>
    public CommandFormatException(string message)
        : base(message) { }

    /// <summary>Without a message.</summary>
    public CommandFormatException() { }

    /// <summary>With a cause.</summary>
    public CommandFormatException(string message, Exception innerException)
        : base(message, innerException) { }
}
