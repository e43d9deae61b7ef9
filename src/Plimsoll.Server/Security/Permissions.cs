using System.Collections.Frozen;
using static Plimsoll.Server.Security.ApiRoles;

namespace Plimsoll.Server.Security;

/// <summary>The table of permissions. What is not in it nobody may do.</summary>
/// <remarks>
/// Administrators hand out keys and move money but do not approve parameters: whoever can make keys must not be both persons of a
/// change that takes two. A matching engine acts for everybody but sees only what a check needs. What is proposed is for those who decide and watch:
/// a trader who saw it would trade on it, and whom to press for it.
/// </remarks>
public static class Permissions
{
    private const ApiRoles Seeing = Risk | Admin | Auditor;

    /// <summary>All permissions.</summary>
    public static IReadOnlyList<Permission> Table { get; } =
    [
        new(Operations.ReadMarkets, All),
        new(Operations.ReadAccount, Seeing | MatchingEngine, Trader),
        new(Operations.ListAccounts, Seeing | MatchingEngine),
        new(Operations.ManageAccounts, Admin),
        new(Operations.ConfigureAccount, Admin, Trader),
        new(Operations.Deposit, Admin),
        new(Operations.Withdraw, Admin, Trader),
        new(Operations.Transfer, Admin, Trader),
        new(Operations.PlaceOrder, MatchingEngine, Trader),
        new(Operations.CancelOrder, MatchingEngine | Risk, Trader),
        new(Operations.CheckOrder, Seeing | MatchingEngine, Trader),
        new(Operations.ReportTrades, MatchingEngine),
        new(Operations.CorrectTrades, Admin),
        new(Operations.WhatIf, Seeing | MatchingEngine, Trader),
        new(Operations.StressVenue, Seeing),
        new(Operations.ReadRisk, Seeing),
        new(Operations.ReadFunds, All),
        new(Operations.MoveFunds, Admin),
        new(Operations.ReadParameters, All),
        new(Operations.ReadProposals, Seeing),
        new(Operations.ProposeParameters, Risk | Admin),
        new(Operations.ApproveParameters, Risk),
        new(Operations.ManageMarkets, Admin),
        new(Operations.ReportPrices, MatchingEngine | Admin),
        new(Operations.OverridePrices, Risk),
        new(Operations.ReadHistory, Seeing, Trader),
        new(Operations.ReadVenueHistory, Seeing),
        new(Operations.ReadAudit, Admin | Auditor),
        new(Operations.ReadKeys, Admin | Auditor),
        new(Operations.ManageKeys, Admin),
        new(Operations.ReadServer, Seeing),
        new(Operations.ControlServer, Admin),
        new(Operations.ReadMetrics, Seeing),
    ];

    private static readonly FrozenDictionary<string, Permission> ByOperation = Table.ToFrozenDictionary(
        each => each.Operation,
        StringComparer.Ordinal
    );

    /// <summary>The permission of an operation.</summary>
    /// <exception cref="ArgumentException">It is not in the table.</exception>
    public static Permission Of(string operation) =>
        ByOperation.TryGetValue(operation, out var permission)
            ? permission
            : throw new ArgumentException($"There is no operation {operation} in the table of permissions.", nameof(operation));
}
