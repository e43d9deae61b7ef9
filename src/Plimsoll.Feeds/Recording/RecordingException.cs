namespace Plimsoll.Feeds.Recording;

/// <summary>A recording is not what it must be.</summary>
/// <param name="line">Its line, from 1; 0 for the file as a whole.</param>
/// <param name="expected">What should have been there.</param>
/// <param name="found">What was there instead.</param>
/// <param name="inner">What the runtime said.</param>
public sealed class RecordingException(long line, string expected, string found, Exception? inner = null)
    : Exception($"line {line}: expected {expected}; found {found}", inner)
{
    /// <summary>The line, from 1; 0 for the file as a whole.</summary>
    public long Line { get; } = line;
}
