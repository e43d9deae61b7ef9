using Plimsoll.Host.Recovery;
using Plimsoll.Server.Api.Sockets;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Hosting;

/// <summary>What a start is given beside its settings.</summary>
public sealed record ServerStart
{
    /// <summary>Environment variables, for secrets that settings name.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The program's version, as it stands in the journal.</summary>
    public string Version { get; init; } = typeof(ServerStart).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>Who is told how far recovery is; null for nobody.</summary>
    public IProgress<RecoveryProgress>? Progress { get; init; }

    /// <summary>Minute bars that the demo market plays; null for no prices of its own.</summary>
    public string? DemoPrices { get; init; } = Path.Combine(AppContext.BaseDirectory, "demo", "black-thursday.csv.gz");

    /// <summary>The file, in the data folder, that the first administrator's key is written to; null where whoever starts the server shows it.</summary>
    public string? FirstKeyFile { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether this start makes an administrator's key though there are keys: for whoever lost all of them. It is in the audit log.</summary>
    public bool IsNewAdminWanted { get; init; }

    /// <summary>How long WebSockets wait for what.</summary>
    internal SocketTimes Sockets { get; init; } = SocketTimes.Default;

    /// <summary>How long a connection may take to its first request.</summary>
    internal TimeSpan FirstRequest { get; init; } = ConnectionDoor.Patience;
}
