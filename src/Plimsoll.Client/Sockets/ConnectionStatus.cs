namespace Plimsoll.Client;

/// <summary>How a connection stands, and why.</summary>
/// <param name="State">How.</param>
/// <param name="Connections">How often it was made.</param>
/// <param name="Cause">Why the last one ended, or could not be made; null for none before.</param>
public sealed record ConnectionStatus(ConnectionState State, int Connections, Exception? Cause);
