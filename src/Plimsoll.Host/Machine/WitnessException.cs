namespace Plimsoll.Host.Machine;

/// <summary>A replay did not come out where the engine stood when the journal was written: another version of the program decides otherwise, or this one has a fault.</summary>
public sealed class WitnessException : Exception
{
    /// <summary>Names the record and the version that wrote it.</summary>
    /// <param name="sequence">After which record the hashes differ, at the latest.</param>
    /// <param name="version">What wrote it.</param>
    public WitnessException(long sequence, string version)
        : base(
            $"After record {sequence} this program's events differ from those of version {version}, which wrote the journal. "
                + "Start that version once more and stop it with a snapshot, then start this one: a new version goes on from a snapshot."
        ) => (Sequence, Version) = (sequence, version);

    /// <summary>Says nothing.</summary>
    public WitnessException() { }

    /// <summary>Says what differs.</summary>
    public WitnessException(string message)
        : base(message) { }

    /// <summary>Says what differs, and why.</summary>
    public WitnessException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>After which record the hashes differ, at the latest.</summary>
    public long Sequence { get; }

    /// <summary>The version that wrote it.</summary>
    public string Version { get; } = "";
}
