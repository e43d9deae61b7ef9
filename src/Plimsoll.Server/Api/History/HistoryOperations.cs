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
            static (request, caller) => caller.Api.History.ReadAsync(caller, reading => LiquidationStory.OfAsync(request, caller, reading)),
            Changes: false,
            static request => [request.Account]
        ),
        new TaskOperation<EventsRequest, object>(
            "events.list",
            Operations.ReadVenueHistory,
            "GET",
            "/events",
            "All that happened in the venue, record by record, refused requests included.",
            static (request, caller) => ReadAsync(request.Format, caller, reading => EventsAsync(request, caller, reading)),
            Changes: false
        )
        {
            ShownAs = typeof(HistoryPage),
        },
        new TaskOperation<AuditRequest, object>(
            "audit.list",
            Operations.ReadAudit,
            "GET",
            "/audit",
            "What administrators asked, and what became of it; refused requests too.",
            static (request, caller) => ReadAsync(request.Format, caller, reading => AuditAsync(request, caller, reading)),
            Changes: false
        )
        {
            ShownAs = typeof(AuditPage),
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
                ReadAsync(
                    request.Format,
                    caller,
                    reading =>
                        AnswerAsync(
                            rows(request, caller),
                            HistoryRange.Of(caller.Api.Host.Events, request.From, request.To),
                            (request.Order, request.After, request.Limit, request.Format),
                            caller,
                            reading
                        )
                ),
            Changes: false,
            static request => [request.Account]
        )
        {
            ShownAs = typeof(HistoryPage),
        };

    private static Task<object> ReadAsync(HistoryFormat format, ApiCaller caller, Func<HistoryReading, Task<object>> read)
    {
        // Told before anything is read for it; the place itself is taken when it is sent.
        if (format != HistoryFormat.Json)
            caller.Api.History.TakePlace(caller.Key.Id).Dispose();

        return caller.Api.History.ReadAsync(caller, read);
    }

    private static Task<object> EventsAsync(EventsRequest request, ApiCaller caller, HistoryReading reading)
    {
        var account = request.Account is { } name ? caller.Api.Translator.Known(name) : (Engine.Accounts.AccountId?)null;
        return AnswerAsync(
            new RecordRows(caller.Api, account, Kinds(request.Types)),
            HistoryRange.Of(caller.Api.Host.Events, request.From, request.To),
            (request.Order, request.After, request.Limit, request.Format),
            caller,
            reading
        );
    }

    private static Task<object> AuditAsync(AuditRequest request, ApiCaller caller, HistoryReading reading) =>
        AnswerAsync(
            new AuditRows(caller.Api, request.Actor),
            HistoryRange.Of(caller.Api.Host.Events, request.From, request.To),
            (request.Order, request.After, request.Limit, request.Format),
            caller,
            reading
        );

    private static async Task<object> AnswerAsync(
        HistoryRows rows,
        HistoryRange range,
        (HistoryOrder Order, string? After, int? Limit, HistoryFormat Format) form,
        ApiCaller caller,
        HistoryReading reading
    )
    {
        var scan = new HistoryScan(caller.Api, rows);
        if (form.Format == HistoryFormat.Json)
            return await scan.PageAsync(range, form.Order, form.After, form.Limit, reading).ConfigureAwait(false);

        var all = await scan.AllAsync(range, form.Order, form.After, form.Limit, reading).ConfigureAwait(false);
        return new StreamedAnswer(all, form.Format == HistoryFormat.Csv ? rows.Columns : null, caller.Api.History, caller.Key.Id);
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
