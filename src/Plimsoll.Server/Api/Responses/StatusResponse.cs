using Plimsoll.Server.Api.Translation;

namespace Plimsoll.Server.Api.Responses;

/// <summary>How the server is.</summary>
/// <param name="State">Whether it takes requests.</param>
/// <param name="Problem">Why not; null when it does.</param>
/// <param name="Time">The venue's time.</param>
/// <param name="AppliedSequence">The latest record whose effect can be seen.</param>
/// <param name="DurableSequence">The latest durable record.</param>
/// <param name="Waiting">Requests that wait.</param>
/// <param name="SnapshotSequence">The record of the latest snapshot; 0 for none.</param>
/// <param name="EventHash">The engine's chained hash of events, in hexadecimal.</param>
/// <param name="Version">The program's version.</param>
public sealed record StatusResponse(
    string State,
    string? Problem,
    TimeText Time,
    long AppliedSequence,
    long DurableSequence,
    int Waiting,
    long SnapshotSequence,
    string EventHash,
    string Version
);
