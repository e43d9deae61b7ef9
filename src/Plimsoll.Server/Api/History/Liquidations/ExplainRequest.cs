namespace Plimsoll.Server.Api.History.Liquidations;

/// <summary>Asks why an account was liquidated.</summary>
/// <param name="Account">The account.</param>
/// <param name="Episode">The record with which the liquidation began.</param>
/// <param name="Tree">Whether every figure is explained as it stood before and after that record: a replica of the venue is built for it, which takes a while.</param>
public sealed record ExplainRequest(string Account, long Episode, bool Tree = false);
