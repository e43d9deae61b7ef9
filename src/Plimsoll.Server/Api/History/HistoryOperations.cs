using Plimsoll.Engine.Events;
using Plimsoll.Server.Api.Catalog;
using Plimsoll.Server.Api.Events;
using Plimsoll.Server.Api.History.Liquidations;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.History;

/// <summary>What was.</summary>
internal static class HistoryOperations
{
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        Account(
            "history.account",
            "/accounts/{account}/history",
            "All that happened to an account, the oldest or the newest first.",
            static (request, caller) =>
                new EventRows(caller.Api, caller.Api.Translator.Known(request.Account), Kinds(request.Types), new EventViewer(caller.Key))
        ),
        Account(
            "history.statement",
            "/accounts/{account}/statement",
            "Everything that moved an account's money, with the balance after it.",
            static (request, caller) =>
                new StatementRows(caller.Api, caller.Api.Translator.Known(request.Account), new EventViewer(caller.Key))
        ),
        Account(
            "history.trades",
            "/accounts/{account}/trades",
            "An account's trades, with fees and realised profit.",
            static (request, caller) => new TradeRows(caller.Api, caller.Api.Translator.Known(request.Account))
        ),
        Account(
            "history.liquidations",
            "/accounts/{account}/liquidations",
            "When an account's liquidations began and how they ended.",
            static (request, caller) => new LiquidationRows(caller.Api, caller.Api.Translator.Known(request.Account))
        ),
        new TaskOperation<ExplainRequest, LiquidationExplanation>(
            "history.explain_liquidation",
            Operations.ReadHistory,
            "GET",
            "/accounts/{account}/liquidations/{episode}",
            "Why an account was liquidated, and what became of it, step by step.",
            static (request, caller) => HistoryDesk.RunAsync(() => LiquidationStory.Of(request, caller), caller.Cancellation),
            Changes: false,
            static request => [request.Account]
        ),
        new TaskOperation<EventsRequest, object>(
            "events.list",
            Operations.ReadVenueHistory,
            "GET",
            "/events",
            "All that happened in the venue, record by record, refused requests included.",
            static (request, caller) => HistoryDesk.RunAsync(() => Events(request, caller), caller.Cancellation),
            Changes: false
        )
        {
            ShownAs = typeof(HistoryPage),
        },
    ];

    private static TaskOperation<AccountHistoryRequest, object> Account(
        string name,
        string route,
        string summary,
        Func<AccountHistoryRequest, ApiCaller, HistoryRows> rows
    ) =>
        new(
            name,
            Operations.ReadHistory,
            "GET",
            route,
            summary,
            (request, caller) =>
                HistoryDesk.RunAsync(
                    () =>
                        Answer(
                            rows(request, caller),
                            HistoryRange.Of(caller.Api.Host.Events, request.From, request.To),
                            (request.Order, request.After, request.Limit, request.Format),
                            caller
                        ),
                    caller.Cancellation
                ),
            Changes: false,
            static request => [request.Account]
        )
        {
            ShownAs = typeof(HistoryPage),
        };

    private static object Events(EventsRequest request, ApiCaller caller)
    {
        var account = request.Account is { } name ? caller.Api.Translator.Known(name) : (Engine.Accounts.AccountId?)null;
        return Answer(
            new RecordRows(caller.Api, account, Kinds(request.Types)),
            HistoryRange.Of(caller.Api.Host.Events, request.From, request.To),
            (request.Order, request.After, request.Limit, request.Format),
            caller
        );
    }

    private static object Answer(
        HistoryRows rows,
        HistoryRange range,
        (HistoryOrder Order, string? After, int? Limit, HistoryFormat Format) form,
        ApiCaller caller
    )
    {
        var scan = new HistoryScan(caller.Api, rows);
        return form.Format switch
        {
            HistoryFormat.Json => scan.Page(range, form.Order, form.After, form.Limit, caller.Cancellation),
            HistoryFormat.Csv => new StreamedAnswer(scan.All(range, form.Order, form.After, form.Limit, caller.Cancellation), rows.Columns),
            _ => new StreamedAnswer(scan.All(range, form.Order, form.After, form.Limit, caller.Cancellation), null),
        };
    }

    private static HashSet<EventKind>? Kinds(IReadOnlyList<string>? types)
    {
        if (types is not { Count: > 0 })
            return null;

        var kinds = new HashSet<EventKind>();
        foreach (var type in types)
        {
            kinds.Add(
                EventTypes.TryFind(type, out var kind)
                    ? kind
                    : throw Refusals.Bad("types", $"there is no type of event {type}.", $"Known are {string.Join(", ", EventTypes.All)}.")
            );
        }

        return kinds;
    }
}
