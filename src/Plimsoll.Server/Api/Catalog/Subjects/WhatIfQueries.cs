using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Copies;
using Plimsoll.Margin.Stress;
using Plimsoll.Server.Api.Requests;
using Plimsoll.Server.Api.Responses;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Catalog.Subjects;

/// <summary>Where an account would stand: asked of a copy, by the engine's own margin functions. The engine waits only while the copy is made.</summary>
internal static class WhatIfQueries
{
    private const int Steps = 4;
    private const double Farthest = 20;
    private const int EdgeSteps = 60;
    private const int MostTrades = 100;
    private const long NanosecondsPerDay = 86_400_000_000_000;

    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new QueryOperation<AccountRequest, ExplanationResponse>(
            "accounts.explanation",
            Operations.WhatIf,
            "GET",
            "/accounts/{account}/explanation",
            "Margin figures as trees whose leaves add up, and the same to read.",
            static (request, caller) =>
                caller.Api.Host.Read(
                    caller.Api.Translator.Known(request.Account),
                    static (machine, id) =>
                        ExplanationWriter.Of(
                            machine.Names.NameOf(id),
                            machine.Engine.Explain(id),
                            machine.Engine.View(new AssetId(0)).Asset.Decimals,
                            machine.Sequence
                        )
                ),
            static request => [request.Account]
        ),
        new QueryOperation<WhatIfRequest, WhatIfResponse>(
            "accounts.what_if",
            Operations.WhatIf,
            "POST",
            "/accounts/{account}/what_if",
            "Where an account would stand after trades and moves of prices, volatilities and time. Changes nothing.",
            WhatIf,
            static request => [request.Account]
        ),
        new QueryOperation<StressRequest, StressResponse>(
            "accounts.stress",
            Operations.WhatIf,
            "GET",
            "/accounts/{account}/stress",
            "The liquidation surface of an account: moves of all prices against moves of volatilities, and where something of it is liquidated.",
            Stress,
            static request => [request.Account]
        ),
    ];

    private static WhatIfResponse WhatIf(WhatIfRequest request, ApiCaller caller)
    {
        var translator = caller.Api.Translator;
        var (copy, sequence) = Copy(translator.Known(request.Account), caller);
        var before = Standings(copy, caller);
        var trades = request.Trades ?? [];
        if (trades.Count > MostTrades)
            throw Refusals.Bad("trades", $"expected at most {MostTrades} trades.");

        for (var i = 0; i < trades.Count; i++)
        {
            Trade(copy, trades[i], $"trades[{i}].", caller);
        }

        Move(copy, Prices(request.Prices, translator), Share(request.Volatility, "volatility"), Days(request.Days));
        var account = caller.Api.Host.Names.NameOf(copy.Units[0].Account);
        var explanation = request.Explain
            ? ExplanationWriter.Of(account, copy.Explain(0), translator.DecimalsOf(new AssetId(0)), sequence)
            : null;
        return new(account, before, Standings(copy, caller), explanation, sequence);
    }

    private static StressResponse Stress(StressRequest request, ApiCaller caller)
    {
        var (price, volatility) = (Share(request.Price, "price", 500_000_000), Share(request.Volatility, "volatility", 500_000_000));
        if (price.Nano is <= 0 or >= Rate.NanoPerOne)
            throw Refusals.Bad("price", "expected a move above 0 and below 1.");

        if (volatility.Nano is <= 0 or > 100 * Rate.NanoPerOne)
            throw Refusals.Bad("volatility", "expected a move above 0 and at most 100.");

        var (copy, sequence) = Copy(caller.Api.Translator.Known(request.Account), caller);
        IndexId[] indices = [.. copy.Units.SelectMany(unit => copy.UnderlyingsOf(unit.Unit)).Distinct().Order()];
        var value = copy.Units.Aggregate(Money.Zero, (sum, unit) => sum + copy.LineOf(unit.Unit).NetLiquidationValue);
        var rows = Enumerable
            .Range(-Steps, (2 * Steps) + 1)
            .Reverse()
            .Select(step => new Rate(Math.Max(-Rate.NanoPerOne, volatility.Nano * step / Steps)))
            .Distinct()
            .Select(move => Row(copy, indices, price, move, value, caller));
        return new(
            caller.Api.Host.Names.NameOf(copy.Units[0].Account),
            caller.Api.Host.Read(machine => indices.Select(index => RulesWriter.Symbol(machine.Engine, index)).ToArray()),
            [.. rows],
            sequence
        );
    }

    private static StressRowResponse Row(MarginCopy copy, IndexId[] indices, Rate price, Rate volatility, Money value, ApiCaller caller)
    {
        bool IsBroken(Shock shock)
        {
            Move(copy, Alike(indices, new((long)(shock.Prices[0] * Rate.NanoPerOne))), volatility);
            return copy.Units.Any(unit => copy.IsBelowLine(unit.Unit));
        }

        // The same search by which files of portfolios are stressed.
        var edge =
            indices.Length == 0
                ? default
                : ReverseStress.Surface(shock => new(0, 0) { IsBroken = IsBroken(shock) }, 1, [0], Farthest, EdgeSteps)[0];
        return new(
            RulesWriter.Text(volatility),
            Edge(edge.Down, Math.Floor),
            Edge(edge.Up, Math.Ceiling),
            [
                .. Enumerable
                    .Range(-Steps, (2 * Steps) + 1)
                    .Select(step => Cell(copy, indices, new(price.Nano * step / Steps), volatility, value, caller)),
            ]
        );
    }

    private static StressCellResponse Cell(MarginCopy copy, IndexId[] indices, Rate move, Rate volatility, Money value, ApiCaller caller)
    {
        Move(copy, Alike(indices, move), volatility);
        var (equity, worth, needed) = (Money.Zero, Money.Zero, Money.Zero);
        foreach (var unit in copy.Units)
        {
            var line = copy.LineOf(unit.Unit);
            (equity, worth, needed) = (equity + line.Equity, worth + line.NetLiquidationValue, needed + line.Maintenance);
        }

        var translator = caller.Api.Translator;
        return new(
            RulesWriter.Text(move),
            translator.Text(equity),
            translator.Text(needed),
            translator.Text(worth - value),
            [.. copy.Units.Where(unit => copy.IsBelowLine(unit.Unit)).Select(unit => caller.Api.Host.Names.NameOf(unit.Account))]
        );
    }

    private static (MarginCopy Copy, long Sequence) Copy(AccountId account, ApiCaller caller) =>
        caller.Api.Host.Read(account, static (machine, id) => (machine.Engine.CopyOf(id), machine.Sequence));

    private static List<StandingResponse> Standings(MarginCopy copy, ApiCaller caller)
    {
        var translator = caller.Api.Translator;
        return
        [
            .. copy.Units.Select(unit =>
            {
                var margin = copy.MarginOf(unit.Unit);
                return new StandingResponse(
                    caller.Api.Host.Names.NameOf(unit.Account),
                    translator.Text(margin.Equity),
                    translator.Text(margin.NetLiquidationValue),
                    translator.Text(margin.InitialMargin),
                    translator.Text(margin.MaintenanceMargin),
                    margin.MarginRatio is { } ratio ? RulesWriter.Text(ratio) : null,
                    copy.IsBelowLine(unit.Unit)
                );
            }),
        ];
    }

    private static void Trade(MarginCopy copy, WhatIfTrade trade, string field, ApiCaller caller)
    {
        var translator = caller.Api.Translator;
        var instrument = translator.Instrument(trade.Instrument, field + "instrument");
        if (trade.Amount.Units <= 0)
            throw Refusals.Bad(field + "amount", "expected an amount above zero.", "The side says whether it buys or sells.");

        var quantity = translator.Quantity(trade.Amount, instrument, field + "amount");
        var mark = copy.MarkOf(instrument);
        // What it would be worth is asked, too, whatever it is traded at.
        if (!mark.IsPositive)
            throw Refusals.Bad(field + "instrument", "it has no mark yet.", "Ask again when its index has a price.");

        var price = trade.Price is { } asked ? translator.Price(asked, instrument, field + "price") : mark;
        if (!price.IsPositive)
            throw Refusals.Bad(field + "price", "expected a price above zero.");

        // An isolated position trades by itself.
        var unit = caller.Api.Host.Read(machine => machine.Engine.MarginUnitOf(copy.Units[0].Account, instrument));
        var place = copy.Units.FirstOrDefault(each => each.Account == unit, copy.Units[0]).Unit;
        if (!copy.TryTrade(place, instrument, trade.Side == Side.Buy ? quantity : -quantity, price))
            throw Refusals.Bad(
                field + "amount",
                "spot, or more than can be carried exactly.",
                "Ask about derivatives, in smaller amounts."
            );
    }

    /// <summary>What overflows at a move cannot be carried by the engine either.</summary>
    public static void Move(MarginCopy copy, IReadOnlyDictionary<IndexId, Rate> prices, Rate volatility = default, Duration time = default)
    {
        try
        {
            copy.Move(prices, volatility, time);
        }
        catch (ArgumentOutOfRangeException cause)
        {
            throw Refusals.Bad(cause.ParamName ?? "prices", "a move must be above -1 and at most 100; volatilities may fall by the whole.");
        }
    }

    public static Dictionary<IndexId, Rate> Alike(IEnumerable<IndexId> indices, Rate move) =>
        indices.ToDictionary(index => index, _ => move);

    public static Rate Share(DecimalText? share, string field, long usual = 0) =>
        share is { } given ? Translator.Rate(given, field) : new(usual);

    private static Dictionary<IndexId, Rate> Prices(IReadOnlyDictionary<string, DecimalText>? prices, Translator translator) =>
        (prices ?? new Dictionary<string, DecimalText>(StringComparer.Ordinal)).ToDictionary(
            each => translator.Index(each.Key, $"prices.{each.Key}"),
            each => Translator.Rate(each.Value, $"prices.{each.Key}")
        );

    private static Duration Days(DecimalText? days)
    {
        if (days is not { } asked)
            return default;

        return asked.TryToUnits(9, out var nano) && nano >= 0 && nano <= (Int128)3_650 * Rate.NanoPerOne
            ? new((long)(nano * NanosecondsPerDay / Rate.NanoPerOne))
            : throw Refusals.Bad("days", "expected 0 to 3650 days with at most nine digits after the point.");
    }

    private static DecimalText? Edge(double? move, Func<double, double> outward) =>
        move is { } found ? DecimalText.Of((long)outward(found * 100_000_000), 8) : null;
}
