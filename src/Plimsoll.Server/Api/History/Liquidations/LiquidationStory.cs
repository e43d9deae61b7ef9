using System.Globalization;
using System.Text;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Host.Requests;
using Plimsoll.Server.Api.Events;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.History.Liquidations;

/// <summary>Tells a liquidation from the records: what moved the account below its line stands in the same record, before the liquidation's beginning.</summary>
internal sealed class LiquidationStory
{
    private const long LookedBack = 20_000;

    private readonly VenueApi _api;
    private readonly EventViewer _viewer;
    private readonly RecordWriter _writer;
    private readonly HistoryReading _reading;
    private readonly List<LiquidationStep> _causes = [];
    private readonly List<LiquidationStep> _steps = [];
    private readonly PriceBoard _prices;
    private long? _heldSince;
    private AccountId _unit;
    private HeldMarkets? _held;
    private LiquidationStarted _started;
    private (long Sequence, TimeText At, LiquidationEnded Event)? _ended;

    private LiquidationStory(ApiCaller caller, HistoryReading reading)
    {
        (_api, _viewer, _reading) = (caller.Api, new(caller.Key), reading);
        (_writer, _prices) = (new(_api.Names, _api.Translator), new(_api));
    }

    /// <summary>The story of an episode.</summary>
    /// <exception cref="ProblemException">No liquidation of the account began there, or its records are not kept.</exception>
    public static Task<LiquidationExplanation> OfAsync(ExplainRequest request, ApiCaller caller, HistoryReading reading) =>
        new LiquidationStory(caller, reading).TellAsync(request);

    private async Task<LiquidationExplanation> TellAsync(ExplainRequest request)
    {
        var account = _api.Translator.Known(request.Account);
        var range = HistoryRange.Of(_api.Host.Events, EventWriter.Digits(Math.Max(0, request.Episode)), null);
        var start = await FindStartAsync(account, request.Episode, range.Last).ConfigureAwait(false);
        await LookBackAsync(request.Episode).ConfigureAwait(false);
        var (kind, at) = await FollowAsync(request.Episode, start).ConfigureAwait(false);
        // Last: what was held is known from what was done with it.
        await foreach (var record in RecordsAsync(request.Episode, 1).ConfigureAwait(false))
        {
            TakeCauses(record, start);
        }

        _reading.Rest();
        var trees = request.Tree ? Trees(request.Episode) : null;
        var shortfall = _started.MaintenanceMargin - _started.Equity;
        var translator = _api.Translator;
        var explanation = new LiquidationExplanation(
            _api.Names.Of(account),
            _api.Names.Of(_unit),
            request.Episode,
            at,
            translator.Text(_started.Equity),
            translator.Text(_started.MaintenanceMargin),
            translator.Text(_started.NetLiquidationValue),
            translator.Text(shortfall),
            kind,
            _causes,
            _prices.Shown(_held!),
            _heldSince,
            _steps,
            _ended is { } end ? EventTypes.NameOf(end.Event.Outcome) : null,
            _ended?.At,
            _ended?.Sequence,
            _ended is { } ended ? translator.Text(ended.Event.Equity) : null,
            _ended is { } after ? translator.Text(after.Event.MaintenanceMargin) : null,
            trees,
            ""
        );
        return explanation with { Text = TextOf(explanation) };
    }

    private IAsyncEnumerable<RecordView> RecordsAsync(long from, long most) => EpisodeReader.RecordsAsync(_api, from, most, _reading);

    private async Task<int> FindStartAsync(AccountId account, long episode, long last)
    {
        var (record, place) = ((RecordView?)null, -1);
        await foreach (var found in RecordsAsync(episode, episode <= last ? 1 : 0).ConfigureAwait(false))
        {
            (record, place) = (found, EpisodeReader.StartIn(found, account, _api.Names));
        }

        if (place < 0)
            throw Refusals.Unknown(
                "episode",
                "liquidation of the account in record",
                EventWriter.Digits(episode),
                "Take sequence from a row of its liquidations."
            );

        _started = record!.Events[place].As<LiquidationStarted>();
        _unit = _started.Account;
        _held = new(_api, _unit);
        _held.TakePresent();
        return place;
    }

    /// <summary>Prices that held, and since when the account was held, from the records just before.</summary>
    private async Task LookBackAsync(long episode)
    {
        var from = Math.Max(_api.Host.Events.FirstSequence, episode - LookedBack);
        await foreach (var record in RecordsAsync(from, episode - from).ConfigureAwait(false))
        {
            for (var i = 0; i < record.Events.Count; i++)
            {
                _prices.Take(record, i);
                _held!.Take(record.Events[i]);
                if (record.Events[i].Kind == EventKind.AccountHeld && record.Events[i].As<AccountHeld>().Account == _unit)
                    _heldSince ??= record.Record.Sequence;
                else if (record.Events[i].Kind == EventKind.AccountReleased && record.Events[i].As<AccountReleased>().Account == _unit)
                    _heldSince = null;
            }
        }

        _prices.Mark();
    }

    private async Task<(string Request, TimeText At)> FollowAsync(long episode, int start)
    {
        var (request, at) = ("", default(TimeText));
        await foreach (var record in RecordsAsync(episode, EpisodeReader.MostRecords).ConfigureAwait(false))
        {
            var isFirst = record.Record.Sequence == episode;
            if (isFirst)
            {
                (request, at) = (CausingRequest.NameOf(record), new(record.Record.At));
            }

            for (var i = isFirst ? start : 0; i < record.Events.Count; i++)
            {
                _held!.Take(record.Events[i]);
                if (IsOwn(record, i))
                    _steps.Add(Step(record, i));

                if (EpisodeReader.EndIn(record, _unit, i) == i)
                {
                    _ended = (record.Record.Sequence, new(record.Record.At), record.Events[i].As<LiquidationEnded>());
                    return (request, at);
                }
            }
        }

        return (request, at);
    }

    private void TakeCauses(RecordView record, int start)
    {
        for (var i = 0; i < start; i++)
        {
            _prices.Take(record, i);
            if (IsCause(record, i))
                _causes.Add(Step(record, i));
        }
    }

    /// <summary>What can move an account below its line, or let one that is below it be liquidated.</summary>
    private bool IsCause(RecordView record, int place) =>
        record.Events[place].Kind switch
        {
            EventKind.ParametersChanged or EventKind.VenueResumed => true,
            EventKind.MarkPriceChanged => _held!.Has(record.Events[place].As<MarkPriceChanged>().Instrument),
            EventKind.FundingSettled => _held!.Has(record.Events[place].As<FundingSettled>().Instrument),
            EventKind.IndexPriceChanged => _held!.Has(record.Events[place].As<IndexPriceChanged>().Index),
            EventKind.SmileChanged => _held!.Has(record.Events[place].As<SmileChanged>().Index),
            EventKind.ProtectiveWindowClosed => _held!.Has(record.Events[place].As<ProtectiveWindowClosed>().Index),
            EventKind.NoSourceHoldClosed => _held!.Has(record.Events[place].As<NoSourceHoldClosed>().Index),
            EventKind.TradeRecorded
            or EventKind.TradeBusted
            or EventKind.MoneyPosted
            or EventKind.AccountReleased
            or EventKind.CollateralConverted
            or EventKind.PositionDeleveraged
            or EventKind.LossSocialised => IsOwn(record, place),
            _ => false,
        };

    private bool IsOwn(RecordView record, int place)
    {
        var concern = EventConcern.Of(record.Events[place], record);
        return concern.First == _unit.Value || concern.Second == _unit.Value;
    }

    private LiquidationStep Step(RecordView record, int place)
    {
        using var rows = new RowBuffer();
        _writer.WriteEvent(rows.Begin(), record, place, _viewer);
        rows.End();
        return new(
            record.Record.Sequence,
            new(record.Record.At),
            EventSentence.Of(rows.Rows[0], _prices.Before(record, place)),
            rows.Rows[0]
        );
    }

    private MarginTrees Trees(long episode)
    {
        var before = TreeAfter(episode - 1);
        return new(before, TreeAfter(episode));
    }

    private MarginTree TreeAfter(long sequence)
    {
        var decimals = _api.Translator.DecimalsOf(new Values.AssetId(0));
        var refusal = _api.Host.TryReadPast(sequence, machine => MarginTree.Of(machine, _unit, decimals), out var tree);
        return refusal switch
        {
            HostReason.None => tree!,
            HostReason.Busy => throw new ProblemException(
                new(ProblemCode.Busy)
                {
                    RetryAfterSeconds = 5,
                    Field = "tree",
                    Detail = "another replica of the venue is being built.",
                }
            ),
            _ => throw new ProblemException(
                new(ProblemCode.Gone)
                {
                    Field = "tree",
                    Detail = "the journal does not reach back so far.",
                    Advice = "Ask without tree.",
                }
            ),
        };
    }

    private static string TextOf(LiquidationExplanation told)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{told.Unit} was liquidated from {told.StartedAt} on (record {told.Episode}): its equity of {told.Equity} was below its maintenance margin of {told.MaintenanceMargin}, short by {told.Shortfall}.\n"
        );
        if (told.HeldSince is { } since)
            text.Append(
                CultureInfo.InvariantCulture,
                $"It was below its line since record {since}; until then the liquidation was held back.\n"
            );

        text.Append("What caused it:\n");
        foreach (var cause in told.Causes)
        {
            text.Append("- ").Append(cause.Text).Append('\n');
        }

        if (told.Causes.Count == 0)
            text.Append("- Time passed.\n");

        text.Append("What happened then:\n");
        foreach (var step in told.Steps)
        {
            text.Append(CultureInfo.InvariantCulture, $"- {step.Time}, record {step.Sequence}: {step.Text}\n");
        }

        text.Append(
            told.Outcome is null
                ? "It has not ended yet.\n"
                : $"It ended at {told.EndedAt} ({told.Outcome}) with equity of {told.EquityAfter} left and maintenance margin of {told.MaintenanceMarginAfter}.\n"
        );
        return text.ToString();
    }
}
