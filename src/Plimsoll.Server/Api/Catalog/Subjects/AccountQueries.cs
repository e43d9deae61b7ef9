using Plimsoll.Engine.Accounts;
using Plimsoll.Server.Api.Requests;
using Plimsoll.Server.Api.Responses;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Security;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Catalog.Subjects;

/// <summary>What is asked about accounts.</summary>
internal static class AccountQueries
{
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new QueryOperation<AccountRequest, MarginResponse>(
            "accounts.margin",
            Operations.ReadAccount,
            "GET",
            "/accounts/{account}",
            "Where an account stands: equity, margins, ratio, holds.",
            Margin,
            static request => [request.Account]
        ),
        new QueryOperation<OrderRequest, OrderCheckResponse>(
            "orders.check",
            Operations.CheckOrder,
            "POST",
            "/orders/check",
            "Whether an order would be taken, and what it would cost in margin. Changes nothing.",
            Check,
            static request => [request.Account]
        ),
        new QueryOperation<NothingRequest, StatusResponse>(
            "server.status",
            Operations.ReadMarkets,
            "GET",
            "/status",
            "How the server is: journal, queue, latest records.",
            static (_, caller) => Status(caller)
        ),
    ];

    private static MarginResponse Margin(AccountRequest request, ApiCaller caller)
    {
        var translator = caller.Api.Translator;
        var id = translator.Known(request.Account);
        var (view, margin, free, sequence, scheme) = caller.Api.Host.Read(
            id,
            static (machine, account) =>
            {
                var engine = machine.Engine;
                var view = engine.View(account);
                var scheme = view.Scheme == SchemeId.Standard ? "standard" : engine.View(view.Scheme).Symbol;
                return (view, engine.MarginOf(account), engine.FreeCollateralOf(account), machine.Sequence, scheme);
            }
        );
        var isHeld = view.Hold != HoldReason.None;
        return new(
            caller.Api.Host.Names.NameOf(id),
            view.Owner < 0 ? "venue" : caller.Api.Host.Names.OwnerNameOf(view.Owner),
            view.Kind,
            view.Status,
            view.Condition,
            scheme,
            isHeld ? view.Hold : null,
            isHeld ? new TimeText(view.HoldUntil) : null,
            translator.Text(margin.Equity),
            translator.Text(margin.NetLiquidationValue),
            translator.Text(margin.InitialMargin),
            translator.Text(margin.MaintenanceMargin),
            translator.Text(free),
            margin.MarginRatio is { } ratio ? Translator.Text(ratio) : null,
            margin.EffectiveLeverage is { } leverage ? Translator.Text(leverage) : null,
            sequence
        );
    }

    private static OrderCheckResponse Check(OrderRequest request, ApiCaller caller)
    {
        var translator = caller.Api.Translator;
        var order = OrderOperations.Order(request, translator);
        translator.RequireKnown(order.Account, request.Account);
        var (cost, sequence) = caller.Api.Host.Read(
            order,
            static (machine, asked) =>
                (
                    machine.Engine.CostOf(asked.Account, asked.Instrument, asked.Quantity, asked.LimitPrice, asked.IsReduceOnly),
                    machine.Sequence
                )
        );
        var answer = cost.Answer;
        return new(
            answer.IsAccepted,
            answer.IsAccepted ? null : (int)answer.Reason,
            answer.IsAccepted ? null : RefusalKinds.Of((int)answer.Reason).Name,
            answer.Field is null ? null : OutcomeProblems.FieldOf(answer.Field),
            answer.Shortfall.Units == 0 ? null : translator.Text(answer.Shortfall, answer.ShortOf),
            answer.Shortfall.Units == 0 ? null : translator.SymbolOf(answer.ShortOf),
            translator.Text(cost.InitialMargin),
            cost.Open is { } open ? translator.Text(open) : null,
            cost.Filled is { } filled ? translator.Text(filled) : null,
            sequence
        );
    }

    private static StatusResponse Status(ApiCaller caller)
    {
        var status = caller.Api.Host.Status;
        // Record and hash of one moment: whoever replays the journal up to there holds his hash against this one.
        var (sequence, now, hash, version) = caller.Api.Host.Read(static machine =>
            (machine.Sequence, machine.Now, Convert.ToHexStringLower(machine.Engine.EventHash), machine.Version)
        );
        return new(
            System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(status.State.ToString()),
            // Where the folder is, is for whoever runs the server.
            Permissions.Of(Operations.ReadServer).Allows(caller.Key.Roles)
                ? status.Problem
                : caller.Api.WithoutPlace(status.Problem),
            new(now),
            sequence,
            Math.Max(status.DurableSequence, sequence), // it was asked before
            status.Waiting,
            status.SnapshotSequence,
            hash,
            version
        );
    }
}
