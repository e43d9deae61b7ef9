using Plimsoll.Engine;
using Plimsoll.Engine.Views;
using Plimsoll.Host.Machine;
using Plimsoll.Instruments;
using Plimsoll.Server.Api.Requests;
using Plimsoll.Server.Api.Responses;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Catalog.Subjects;

/// <summary>Instruments, their prices, and who is next to be deleveraged in them.</summary>
internal static class InstrumentQueries
{
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new QueryOperation<ListInstrumentsRequest, Page<InstrumentResponse>>(
            "instruments.list",
            Operations.ReadMarkets,
            "GET",
            "/instruments",
            "Instruments with all their rules.",
            static (request, caller) =>
                List(request, caller, (machine, id) => Instrument(machine.Engine, id, caller), static it => it.Instrument)
        ),
        new QueryOperation<InstrumentRequest, InstrumentResponse>(
            "instruments.get",
            Operations.ReadMarkets,
            "GET",
            "/instruments/{instrument}",
            "One instrument with all its rules.",
            static (request, caller) =>
                caller.Api.Host.Read(
                    (Id: caller.Api.Translator.Instrument(request.Instrument), caller),
                    static (machine, it) => Instrument(machine.Engine, it.Id, it.caller)
                )
        ),
        new QueryOperation<ListInstrumentsRequest, Page<TickerResponse>>(
            "tickers.list",
            Operations.ReadMarkets,
            "GET",
            "/tickers",
            "Prices, open interest and funding of instruments.",
            static (request, caller) => List(request, caller, Ticker, static it => it.Instrument)
        ),
        new QueryOperation<InstrumentRequest, TickerResponse>(
            "tickers.get",
            Operations.ReadMarkets,
            "GET",
            "/tickers/{instrument}",
            "Prices, open interest and funding of one instrument.",
            static (request, caller) => caller.Api.Host.Read(caller.Api.Translator.Instrument(request.Instrument), Ticker)
        ),
        new QueryOperation<RanksRequest, RanksResponse>(
            "instruments.adl_ranks",
            Operations.ReadRisk,
            "GET",
            "/instruments/{instrument}/adl_ranks",
            "Who would be deleveraged first, if nobody else could carry the other side.",
            Ranks
        ),
    ];

    private static Page<T> List<T>(
        ListInstrumentsRequest request,
        ApiCaller caller,
        Func<VenueMachine, InstrumentId, T> show,
        Func<T, string> name
    )
    {
        IndexId? index = request.Index is { } symbol ? caller.Api.Translator.Index(symbol) : null;
        return caller.Api.Host.Read(machine =>
        {
            bool IsAsked(InstrumentParameters rules) =>
                (request.Kind is null || rules.Kind == request.Kind) && (index is null || rules.Underlying == index);
            var engine = machine.Engine;
            var asked = Enumerable
                .Range(0, engine.InstrumentCount)
                .Select(id => new InstrumentId((ushort)id))
                .Where(id => IsAsked(engine.View(id).Parameters));
            return Pages.Of([.. asked.Select(id => show(machine, id))], name, request.Limit, request.After, machine.Sequence);
        });
    }

    private static InstrumentResponse Instrument(MarginEngine engine, InstrumentId id, ApiCaller caller)
    {
        var view = engine.View(id);
        var margin = view.Parameters.Margin;
        return new(
            view.Parameters.Symbol,
            view.Trading,
            margin.IsEmpty ? "none" : FormulaText.NameOf(margin),
            FormulaText.Of(margin),
            view.OverrideProposer == 0 || (view.OverrideApprover == 0 && !caller.SeesProposals) ? null : Override(view, caller),
            RulesWriter.Of(view.Parameters, engine)
        );
    }

    private static MarkOverrideResponse Override(in InstrumentView view, ApiCaller caller) =>
        new(
            DecimalText.Of(view.OverridePrice.Units, view.Parameters.PriceDecimals),
            new(view.OverrideUntil),
            KeyName.For(caller, view.OverrideProposer),
            view.OverrideApprover == 0 ? null : KeyName.For(caller, view.OverrideApprover)
        );

    private static TickerResponse Ticker(VenueMachine machine, InstrumentId id)
    {
        var view = machine.Engine.View(id);
        var (rules, index) = (view.Parameters, machine.Engine.View(view.Parameters.Underlying));
        DecimalText? Price(Price price) => PositionWriter.PriceOrNull(price, rules);
        var isPerpetual = rules.Kind == InstrumentKind.Perpetual;
        return new(
            rules.Symbol,
            view.Trading,
            new(machine.Now),
            Price(view.Mark),
            index.Price.Units == 0 ? null : DecimalText.Of(index.Price.Units, index.Parameters.Decimals),
            Price(view.Bid),
            Price(view.Ask),
            Price(view.Last),
            DecimalText.Of(view.OpenInterest, rules.QuantityDecimals),
            isPerpetual ? RulesWriter.Text(view.FundingRate) : null,
            view.NextFunding == Timestamp.Never ? null : new TimeText(view.NextFunding)
        );
    }

    private static RanksResponse Ranks(RanksRequest request, ApiCaller caller)
    {
        var limit = Pages.Limit(request.Limit);
        var (id, sign) = (caller.Api.Translator.Instrument(request.Instrument), request.Side == PositionSide.Long ? 1 : -1);
        return caller.Api.Host.Read(machine =>
        {
            var decimals = machine.Engine.View(id).Parameters.QuantityDecimals;
            var ranks = machine.Engine.DeleveragingRanks(id, sign).Take(limit);
            return new RanksResponse(
                request.Instrument,
                request.Side,
                [
                    .. ranks.Select(
                        (rank, place) =>
                            new RankResponse(
                                place + 1,
                                machine.Names.NameOf(rank.Account),
                                DecimalText.Of(Math.Abs(rank.Quantity.Units), decimals),
                                rank.Rank < 0 ? null : DecimalText.Of(rank.Rank, 18)
                            )
                    ),
                ],
                machine.Sequence
            );
        });
    }
}
