namespace Plimsoll.Server.Configuration;

/// <summary>Where the server keeps what must not be lost.</summary>
public sealed record DataSettings
{
    /// <summary>Folder of journal, snapshots and the sealing key; made when it is not there.</summary>
    public string Folder { get; init; } = "plimsoll-data";
}
