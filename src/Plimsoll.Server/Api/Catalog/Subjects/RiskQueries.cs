using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Copies;
using Plimsoll.Host.Machine;
using Plimsoll.Server.Api.Requests;
using Plimsoll.Server.Api.Responses;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Catalog.Subjects;

/// <summary>What a risk manager watches.</summary>
internal static class RiskQueries
{
    private static readonly long[] UsualBounds =
    [
        500_000_000,
        1_000_000_000,
        1_100_000_000,
        1_250_000_000,
        1_500_000_000,
        2_000_000_000,
        5_000_000_000,
        10_000_000_000,
    ];
    private static readonly long[] UsualMoves =
    [
        -200_000_000,
        -150_000_000,
        -100_000_000,
        -50_000_000,
        -20_000_000,
        20_000_000,
        50_000_000,
        100_000_000,
        150_000_000,
        200_000_000,
    ];

    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new QueryOperation<LimitRequest, NearestResponse>(
            "risk.nearest",
            Operations.ReadRisk,
            "GET",
            "/risk/nearest",
            "Accounts nearest to liquidation.",
            static (request, caller) => Nearest(Pages.Limit(request.Limit), caller)
        ),
        new QueryOperation<DistributionRequest, DistributionResponse>(
            "risk.distribution",
            Operations.ReadRisk,
            "GET",
            "/risk/distribution",
            "How margin ratios of all accounts lie.",
            Distribution
        ),
        new QueryOperation<IndexRequest, ExposureResponse>(
            "risk.exposure",
            Operations.ReadRisk,
            "GET",
            "/risk/exposure/{index}",
            "What is open on an underlying.",
            Exposure
        ),
        new QueryOperation<MapRequest, MapResponse>(
            "risk.map",
            Operations.StressVenue,
            "GET",
            "/risk/map/{index}",
            "How much moves of an underlying would liquidate, accounts under portfolio margin not counted.",
            Map
        ),
        new QueryOperation<VenueStressRequest, VenueStressResponse>(
            "risk.stress",
            Operations.StressVenue,
            "POST",
            "/risk/stress",
            "What moves would do to the whole venue: who falls below the line, and what it would cost the funds. Of a replica, one at a time.",
            Stress
        ),
    ];

    private static NearestResponse Nearest(int limit, ApiCaller caller)
    {
        var translator = caller.Api.Translator;
        var (nearest, sequence) = caller.Api.Host.Read(
            limit,
            static (machine, count) => (machine.Engine.NearestToLiquidation(count), machine.Sequence)
        );
        return new(
            [
                .. nearest.Select(each => new RiskAccount(
                    caller.Api.Host.Names.NameOf(each.Account),
                    each.Condition,
                    translator.Text(each.Equity),
                    translator.Text(each.Maintenance),
                    each.Ratio is { } ratio ? RulesWriter.Text(ratio) : null
                )),
            ],
            sequence
        );
    }

    private static DistributionResponse Distribution(DistributionRequest request, ApiCaller caller)
    {
        Rate[] bounds = request.Bounds is { Count: > 0 } asked
            ? [.. asked.Select(each => Translator.Rate(each, "bounds"))]
            : [.. UsualBounds.Select(nano => new Rate(nano))];
        if (bounds.Length > 100)
            throw Refusals.Bad("bounds", "expected at most 100 bounds.");

        if (bounds.Zip(bounds.Skip(1)).Any(pair => pair.Second <= pair.First))
            throw Refusals.Bad("bounds", "expected bounds that rise.");

        var (found, sequence) = caller.Api.Host.Read(
            bounds,
            static (machine, between) => (machine.Engine.MarginRatioDistribution(between), machine.Sequence)
        );
        DecimalText? Bound(Rate? rate) => rate is { } at ? RulesWriter.Text(at) : null;
        return new(
            [.. found.Buckets.Select(each => new RatioBucketResponse(Bound(each.From), Bound(each.To), each.Accounts, each.IsExact))],
            found.WithoutRequirement,
            sequence
        );
    }

    private static ExposureResponse Exposure(IndexRequest request, ApiCaller caller)
    {
        var translator = caller.Api.Translator;
        return caller.Api.Host.Read(
            translator.Index(request.Index),
            (machine, index) =>
            {
                var exposure = machine.Engine.ExposureOf(index);
                return new ExposureResponse(
                    request.Index,
                    translator.Text(exposure.Notional),
                    translator.Text(exposure.UsersLong),
                    translator.Text(exposure.UsersShort),
                    [
                        .. exposure.Instruments.Select(each =>
                        {
                            var rules = machine.Engine.View(each.Instrument).Parameters;
                            return new InstrumentExposureResponse(
                                rules.Symbol,
                                DecimalText.Of(each.OpenInterest, rules.QuantityDecimals),
                                translator.Text(each.Notional),
                                DecimalText.Of(each.UsersNet, rules.QuantityDecimals),
                                DecimalText.Of(each.MakersNet, rules.QuantityDecimals),
                                DecimalText.Of(each.FundsNet, rules.QuantityDecimals)
                            );
                        }),
                    ],
                    machine.Sequence
                );
            }
        );
    }

    private static MapResponse Map(MapRequest request, ApiCaller caller)
    {
        var translator = caller.Api.Translator;
        var moves = Moves(request.Moves, 50);
        var (steps, sequence) = caller.Api.Host.Read(
            (Index: translator.Index(request.Index), Moves: moves),
            static (machine, asked) => (machine.Engine.LiquidationMapOf(asked.Index, asked.Moves), machine.Sequence)
        );
        return new(
            request.Index,
            [
                .. steps.Select(step => new MapStepResponse(
                    RulesWriter.Text(step.Move),
                    step.Accounts,
                    translator.Text(step.LongNotional),
                    translator.Text(step.ShortNotional)
                )),
            ],
            sequence
        );
    }

    private static VenueStressResponse Stress(VenueStressRequest request, ApiCaller caller)
    {
        if (request.Accounts is < 0 or > 100)
            throw Refusals.Bad("accounts", "expected 0 to 100.");

        if (request.Moves.Count == 0)
            throw Refusals.Bad("moves", "expected a move at least.");

        var moves = Moves(request.Moves, 20);
        IndexId? only = request.Index is { } symbol ? caller.Api.Translator.Index(symbol) : null;
        var volatility = WhatIfQueries.Share(request.Volatility, "volatility");
        using var replica =
            caller.Api.Host.TryBuildReplica()
            ?? throw new ProblemException(
                new(ProblemCode.Busy) { Detail = "another stress of the venue is being computed.", RetryAfterSeconds = 1 }
            );
        var machine = replica.Machine;
        var copy = machine.Engine.CopyOfAll();
        IndexId[] indices = only is { } one
            ? [one]
            : [.. Enumerable.Range(0, machine.Engine.IndexCount).Select(id => new IndexId((ushort)id))];
        var steps = new List<VenueStressStep>();
        foreach (var move in moves)
        {
            caller.Cancellation.ThrowIfCancellationRequested();
            WhatIfQueries.Move(copy, WhatIfQueries.Alike(indices, move), volatility);
            steps.Add(Step(copy, machine, move, request.Accounts, caller.Api.Translator));
        }

        return new(steps, copy.Units.Count, machine.Sequence);
    }

    private static VenueStressStep Step(MarginCopy copy, VenueMachine machine, Rate move, int named, Translator translator)
    {
        var (longs, shorts, loss, funds) = (Money.Zero, Money.Zero, Money.Zero, Money.Zero);
        var below = new List<(AccountId Account, Money Equity, Money Value, Money Maintenance)>();
        foreach (var unit in copy.Units)
        {
            if (machine.Engine.KindOf(unit.Account) == AccountKind.InsuranceFund)
            {
                funds += copy.LineOf(unit.Unit).NetLiquidationValue;
                continue;
            }

            if (!copy.IsBelowLine(unit.Unit))
                continue;

            var (equity, value, maintenance) = copy.LineOf(unit.Unit);
            below.Add((unit.Account, equity, value, maintenance));
            loss += value.IsNegative ? -value : Money.Zero;
            foreach (var line in copy.PositionsOf(unit.Unit))
            {
                longs += line.Quantity.Sign > 0 ? copy.NotionalOf(line) : Money.Zero;
                shorts += line.Quantity.Sign < 0 ? copy.NotionalOf(line) : Money.Zero;
            }
        }

        var worst = below.OrderBy(each => each.Value.Units).ThenBy(each => each.Account.Value).Take(named);
        return new(
            RulesWriter.Text(move),
            below.Count,
            translator.Text(longs),
            translator.Text(shorts),
            translator.Text(loss),
            translator.Text(funds),
            [
                .. worst.Select(each => new StressedAccount(
                    machine.Names.NameOf(each.Account),
                    translator.Text(each.Equity),
                    translator.Text(each.Value),
                    translator.Text(each.Maintenance)
                )),
            ]
        );
    }

    private static Rate[] Moves(IReadOnlyList<DecimalText>? asked, int most)
    {
        Rate[] moves = asked is { Count: > 0 }
            ? [.. asked.Select(each => Translator.Rate(each, "moves"))]
            : [.. UsualMoves.Select(nano => new Rate(nano))];
        if (moves.Length > most)
            throw Refusals.Bad("moves", $"expected at most {most} moves.");

        return moves.All(move => move.Nano is > -Rate.NanoPerOne and <= 100 * Rate.NanoPerOne)
            ? moves
            : throw Refusals.Bad("moves", "expected moves above -1 and at most 100.");
    }
}
