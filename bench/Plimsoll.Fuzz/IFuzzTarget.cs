namespace Plimsoll.Fuzz;

/// <summary>An input of the product that anybody may send anything to.</summary>
internal interface IFuzzTarget : IAsyncDisposable
{
    /// <summary>Whole inputs that are taken, and from which others are made.</summary>
    IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>Words of the input's language.</summary>
    IReadOnlyList<string> Words { get; }

    /// <summary>Gives it one input.</summary>
    /// <returns>Null when all is well; otherwise what is wrong.</returns>
    /// <remarks>An exception that escapes is wrong as well.</remarks>
    ValueTask<string?> TryAsync(byte[] input);

    /// <summary>What was found, for the last line: how many inputs were taken, how many refused.</summary>
    string Summary { get; }
}
