namespace Plimsoll.Server.Api.Requests;

/// <summary>Names an instrument.</summary>
/// <param name="Instrument">Its symbol.</param>
public sealed record InstrumentRequest(string Instrument);
