namespace Plimsoll.Server.Api.Responses;

/// <summary>Where an account would stand. Nothing has changed.</summary>
/// <param name="Account">The account.</param>
/// <param name="Before">Its units of margin as they are, the account itself first.</param>
/// <param name="After">The same after it.</param>
/// <param name="Explanation">The account's own figures after it, explained; null unless asked for.</param>
/// <param name="Sequence">After which record this holds.</param>
public sealed record WhatIfResponse(
    string Account,
    IReadOnlyList<StandingResponse> Before,
    IReadOnlyList<StandingResponse> After,
    ExplanationResponse? Explanation,
    long Sequence
);
