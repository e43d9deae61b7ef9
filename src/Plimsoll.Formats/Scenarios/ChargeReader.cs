using Plimsoll.Formats.Shapes;
using Plimsoll.Margin.Options;
using Plimsoll.Margin.Scenarios.Charges;

namespace Plimsoll.Formats.Scenarios;

/// <summary>Turns the charges of a file into the calculator's own.</summary>
internal static class ChargeReader
{
    /// <summary>Reads a charge that was checked against its shape.</summary>
    public static PortfolioCharge Read(string name, Fields fields)
    {
        var stage = fields.Text("stage", "with_scenarios") switch
        {
            "floor" => ChargeStage.Floor,
            "scaled" => ChargeStage.Scaled,
            "plain" => ChargeStage.Plain,
            _ => ChargeStage.WithScenarios,
        };
        var levels = fields.Text("levels", "both") switch
        {
            "initial" => ChargeLevels.Initial,
            "maintenance" => ChargeLevels.Maintenance,
            _ => ChargeLevels.Both,
        };
        var isByPiece = fields.Text("unit", "share") == "piece";
        return fields.Kind switch
        {
            "notional" => new NotionalCharge(name, stage, levels, Real(fields, "rate"))
            {
                Kinds = [.. fields.Texts("of").Select(Kind).Distinct()],
                IsShortOptionsOnly = !fields.Texts("of").Contains("options", StringComparer.Ordinal),
                IsByPiece = isByPiece,
                IsAtMark = fields.Text("at", "index") == "mark",
                Ladder = fields.Has("multiples") ? Ladder(fields, "multiples", isProgressive: false) : null,
            },
            "short_options" => new ShortOptionCharge(name, stage, levels, Real(fields, "rate"))
            {
                Netting = Netting(fields.Text("netting", "strike")),
                IsByPiece = isByPiece,
            },
            "haircuts" => new HaircutCharge(name, stage, levels),
            "confidence" => new ConfidenceCharge(name, stage, levels, Real(fields, "threshold"), Real(fields, "factor"))
            {
                IsSmooth = fields.Text("onset", "cliff") == "smooth",
                IsCollateralQuoted = fields.Text("collateral", "counted") == "quoted",
            },
            "delta" => new DeltaCharge(name, stage, levels, Real(fields, "net"), Real(fields, "hedged"))
            {
                IsBetweenExpiries = fields.Text("between", "positions") == "expiries",
                IsByPiece = isByPiece,
            },
            "roll" => new RollCharge(name, stage, levels, Real(fields, "least_move"), (double)fields.Number("annual_move", 0))
            {
                IsHedgedOnly = fields.Text("of", "all") == "hedged",
            },
            "delta_threshold" => new DeltaThresholdCharge(
                name,
                stage,
                levels,
                Real(fields, "threshold"),
                Real(fields, "slope"),
                Real(fields, "most")
            ),
            "vega_spread" => new VegaSpreadCharge(name, stage, levels, Real(fields, "rate")) { IsPerDay = fields.Flag("per_day") },
            "depeg" => Depeg(name, stage, levels, fields),
            "expiry_netted" => new ExpiryNettedCharge(name, stage, levels, OptionTerms(fields)),
            "borrowing" => new BorrowingCharge(name, stage, levels, Ladder(fields, "ladder", isProgressive: true)),
            "month_spreads" => new MonthSpreadCharge(
                name,
                stage,
                levels,
                fields.Has("tiers") ? [.. fields.Numbers("tiers").Select(days => (double)days).Order()] : [],
                [.. fields.Records("spreads").Select(Spread)]
            )
            {
                IsByPiece = isByPiece,
            },
            "delivery" => new DeliveryCharge(
                name,
                stage,
                levels,
                Real(fields, "within_days"),
                Real(fields, "outright"),
                Real(fields, "spread")
            )
            {
                IsByPiece = isByPiece,
            },
            var kind => throw new InvalidOperationException($"The charge {kind} has no reader."),
        };
    }

    /// <summary>Reads a ladder of rates; what it says beyond its last bound is its last rate.</summary>
    public static AmountLadder Ladder(Fields fields, string name, bool isProgressive)
    {
        var rungs = fields
            .Records(name)
            .Select(rung => (UpTo: (double?)rung.NumberOrNull("up_to") ?? double.PositiveInfinity, Rate: Real(rung, "rate")))
            .OrderBy(rung => rung.UpTo)
            .ToArray();
        return new(double.IsInfinity(rungs[^1].UpTo) ? rungs : [.. rungs, (double.PositiveInfinity, rungs[^1].Rate)], isProgressive);
    }

    private static DepegCharge Depeg(string name, ChargeStage stage, ChargeLevels levels, Fields fields) =>
        new(name, stage, levels, Ladder(fields, "ladder", isProgressive: true))
        {
            Pairs = [.. fields.Records("pairs").Select(pair => new CoinPair(pair.Text("coin"), pair.Text("against", "")))],
            PegPrice = (double)fields.Number("peg_price", 1),
            OffPeg =
            [
                .. fields
                    .Records("off_peg")
                    .Select(off => new OffPegLadder(Real(off, "price"), Ladder(off, "ladder", isProgressive: true)))
                    .OrderByDescending(off => off.Price),
            ],
        };

    private static OptionMarginTerms OptionTerms(Fields fields) =>
        new(
            fields.Number("max_spot_rate"),
            fields.Number("min_spot_rate"),
            fields.Number("call_maintenance_rate"),
            fields.Number("put_maintenance_rate"),
            fields.Number("put_maintenance_value_rate"),
            fields.Number("put_initial_scale"),
            fields.Number("unpaired_initial_scale"),
            fields.Number("unpaired_maintenance_scale")
        );

    private static TierSpread Spread(Fields fields) =>
        new((int)fields.Whole("near", 1) - 1, (int)fields.Whole("far", 1) - 1, Real(fields, "rate"));

    private static double Real(Fields fields, string name) => (double)fields.Number(name);

    private static PositionKind Kind(string word) =>
        word switch
        {
            "perpetuals" => PositionKind.Perpetual,
            "futures" => PositionKind.Future,
            "collateral" => PositionKind.Collateral,
            _ => PositionKind.Option,
        };

    private static ShortNetting Netting(string word) =>
        word switch
        {
            "none" => ShortNetting.None,
            "expiry" => ShortNetting.Expiry,
            "book" => ShortNetting.Book,
            _ => ShortNetting.Strike,
        };
}
