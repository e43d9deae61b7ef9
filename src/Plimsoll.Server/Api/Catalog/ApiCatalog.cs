using System.Collections.Frozen;
using Plimsoll.Server.Api.Catalog.Subjects;
using Plimsoll.Server.Api.History;

namespace Plimsoll.Server.Api.Catalog;

/// <summary>Everything that can be asked. REST, WebSocket, reference and permissions are all made from this one table.</summary>
internal static class ApiCatalog
{
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        .. AccountOperations.All,
        .. OrderOperations.All,
        .. PriceOperations.All,
        .. AccountQueries.All,
        .. KeyOperations.All,
        .. DemoOperations.All,
        .. FeedOperations.All,
        .. MarketQueries.All,
        .. InstrumentQueries.All,
        .. FundQueries.All,
        .. AccountDetails.All,
        .. WhatIfQueries.All,
        .. RiskQueries.All,
        .. ListingOperations.All,
        .. ParameterOperations.All,
        .. ProposalOperations.All,
        .. BatchOperations.All,
        .. HistoryOperations.All,
    ];

    private static readonly FrozenDictionary<string, ApiOperation> ByName = All.ToFrozenDictionary(
        each => each.Name,
        StringComparer.Ordinal
    );

    /// <summary>The operation of a name; null when there is none.</summary>
    public static ApiOperation? Find(string name) => ByName.GetValueOrDefault(name);
}
