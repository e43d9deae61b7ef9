using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Shapes;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Charges;
using Plimsoll.Margin.Scenarios.Shocks;

namespace Plimsoll.Formats.Scenarios;

/// <summary>Turns a scheme of portfolio margin from a file into the calculator's own.</summary>
/// <param name="faults">Hears what is wrong with it.</param>
internal sealed class SchemeReader(FaultList faults)
{
    /// <summary>Reads a scheme that was checked against its shape.</summary>
    /// <param name="fields">The scheme, with what holds for the account.</param>
    /// <param name="instead">What an underlying has instead: a field that stands there replaces the whole of the other.</param>
    public PortfolioMarginModel Read(Fields fields, Fields? instead = null)
    {
        Fields From(string name) => instead?.Has(name) == true ? instead : fields;
        var tables = From("tables").RecordsByName("tables");
        // Rules may do without scenarios.
        if (tables.Count == 0 && !fields.Has("rules"))
        {
            faults.Add(fields.Node, "missing_field", "a scheme of portfolio margin needs at least one table of scenarios, under tables.");
        }

        var model = new PortfolioMarginModel([.. tables.Select(table => Table(table.Name, table.Record))])
        {
            Volatility = From("volatility").Record("volatility") is { } volatility ? Volatility(volatility) : new(0, 0),
            Skew = From("skew").Record("skew") is { } skew ? Skew(skew) : null,
            Discount = From("discount").Record("discount") is { } discount
                ? new(Discount(discount.Record("assets")), Discount(discount.Record("debts")))
                : null,
            Basis = From("basis").Record("basis") is { } basis
                ? new(basis.Text("name", "basis"), Real(basis, "up"), Real(basis, "down"), Real(basis, "add"), Real(basis, "per_year"))
                : null,
            Gains = From("gains").Record("gains") is { } gains
                ? new(Real(gains, "weight", 1), (double?)gains.NumberOrNull("most") ?? double.PositiveInfinity)
                : GainTreatment.Full,
            IsInterestDiscounted = From("interest_discounted").Flag("interest_discounted"),
            AveragingSeconds = Real(From("averaging_seconds"), "averaging_seconds", 0),
            Charges = [.. From("charges").RecordsByName("charges").Select(charge => Charge(charge.Name, charge.Record))],
            Composite = From("composite_delta").Record("composite_delta") is { } composite ? Composite(composite) : null,
            Netting = fields.Text("netting", "per_underlying") == "same_scenario" ? BookNetting.SameScenario : BookNetting.PerUnderlying,
            Credits = [.. fields.Records("credits").Select(Credit)],
            InitialFactor = Real(fields, "initial_factor", 1),
            MaintenanceFactor = Real(fields, "maintenance_factor", 1),
            PegLoss = fields.Record("peg_loss") is { } peg ? new(Real(peg, "threshold"), Real(peg, "factor")) : null,
        };
        if (model.Skew is null && model.Tables.Any(table => table.Rows.Any(row => row.Volatility > VolatilityMove.Down)))
        {
            faults.Add(
                From("tables").Of("tables"),
                "missing_field",
                "a scenario moves the skew, and the scheme does not say by how much: add skew."
            );
        }

        return model;
    }

    private PortfolioCharge Charge(string name, Fields fields)
    {
        var charge = ChargeReader.Read(name, fields);
        if (charge is MonthSpreadCharge months && months.Spreads.Any(spread => Math.Max(spread.Near, spread.Far) > months.TierDays.Count))
        {
            faults.Add(
                fields.Of("spreads"),
                "out_of_range",
                $"a spread names a tier beyond the {months.TierDays.Count + 1} that there are: one more than the bounds under tiers."
            );
            return months with { Spreads = [] };
        }

        if (charge is DepegCharge { Pairs.Count: 0, OffPeg.Count: > 0 })
        {
            const string Message = "a ladder off the peg is one of a pair of coins, and the charge names no pairs.";
            faults.Add(
                fields.Of("off_peg"),
                "missing_field",
                Message,
                "Add pairs, such as pairs: [{coin: USDT}, {coin: USDT, against: USDC}]."
            );
        }

        return charge;
    }

    private ScenarioTable Table(string name, Fields table)
    {
        string[] forms = ["rows", "moves", "range", "price_range"];
        if (forms.Count(table.Has) != 1)
        {
            faults.Add(table.Node, "contradiction", $"a table has exactly one of {string.Join(", ", forms)}.");
            return new(name, [new(1, VolatilityMove.None)]);
        }

        var isAbsolute = table.Has("price_range");
        if (isAbsolute && table.Has("scaling"))
        {
            faults.Add(table.Of("scaling"), "contradiction", "moves in units of the price are not scaled.");
        }

        return new(name, table.Has("rows") ? [.. table.Records("rows").Select(Row)] : Grid(table, isAbsolute))
        {
            IsAbsolute = isAbsolute,
            Scaling = table.Record("scaling") is { } scaling
                ? new(Real(scaling, "range"), Real(scaling, "factor", 1), Real(scaling, "dampener", 0))
                : null,
        };
    }

    private ScenarioRow Row(Fields row)
    {
        if (row.Has("move") == row.Has("factor"))
        {
            faults.Add(row.Node, "contradiction", "a scenario has either a move or a factor.");
        }

        return new(
            row.Has("factor") ? Real(row, "factor") : (double)(1 + row.Number("move", 0)),
            Move(row.Text("volatility", "none")),
            Real(row, "weight", 1),
            Real(row, "days", 0)
        );
    }

    private List<ScenarioRow> Grid(Fields table, bool isAbsolute)
    {
        var moves = table.Has("volatility") ? table.Texts("volatility").Select(Move).ToArray() : [VolatilityMove.None];
        var (weight, days) = (Real(table, "weight", 1), Real(table, "days", 0));
        var rows = new List<ScenarioRow>();
        foreach (var move in Moves(table))
        {
            if (!isAbsolute && move <= -1)
            {
                faults.Add(table.Node, "out_of_range", "a price cannot fall by all of itself or more.");
                continue;
            }

            rows.AddRange(moves.Select(volatility => new ScenarioRow(isAbsolute ? move : 1 + move, volatility, weight, days)));
        }

        return rows;
    }

    private IEnumerable<double> Moves(Fields table)
    {
        if (table.Has("moves"))
        {
            return table.Numbers("moves").Select(move => (double)move);
        }

        var range = Real(table, table.Has("range") ? "range" : "price_range");
        if (table.Has("at") == table.Has("steps"))
        {
            faults.Add(table.Node, "missing_field", "a range needs steps, or multiples at which its scenarios lie.");
            return [];
        }

        // Multiplied before it is divided, so that the outermost step is the range itself.
        var steps = (int)table.Whole("steps", 1);
        return table.Has("at")
            ? table.Numbers("at").Select(multiple => range * (double)multiple)
            : Enumerable.Range(-steps, (2 * steps) + 1).Select(step => range * step / steps);
    }

    private static VolatilityMove Move(string word) =>
        word switch
        {
            "up" => VolatilityMove.Up,
            "down" => VolatilityMove.Down,
            "skew_turned" => VolatilityMove.SkewTurned,
            "skew_steepened" => VolatilityMove.SkewSteepened,
            _ => VolatilityMove.None,
        };

    /// <summary>Reads the law by which volatilities move.</summary>
    public static VolatilityShock Volatility(Fields fields) =>
        new(Real(fields, "up"), Real(fields, "down"))
        {
            ShortPower = Real(fields, "short_power", 0),
            LongPower = Real(fields, "long_power", 0),
            FloorDays = Real(fields, "floor_days", 0),
            ReferenceDays = Real(fields, "reference_days", 30),
            LeastUp = Real(fields, "least_up", 0),
            LeastUpShock = Real(fields, "least_up_shock", 0),
            IsInPoints = fields.Text("unit", "share") == "points",
            IsReferenceShort = fields.Text("at_reference", "short") == "short",
        };

    private static SkewShock Skew(Fields fields) =>
        new(
            Real(fields, "turned_base"),
            Real(fields, "turned_slope"),
            Real(fields, "steepened_base"),
            Real(fields, "steepened_slope"),
            Real(fields, "least_width"),
            Real(fields, "width"),
            Real(fields, "volatility"),
            Real(fields, "volatility_slope")
        );

    private static RateDiscount? Discount(Fields? fields) =>
        fields is null ? null : new(Real(fields, "base"), Real(fields, "rate_scale", 0), Real(fields, "rate_add", 0));

    private static SpreadCredit Credit(Fields fields) =>
        new(fields.Text("leg_a"), Real(fields, "ratio_a"), fields.Text("leg_b"), Real(fields, "ratio_b"), Real(fields, "rate"))
        {
            PriceRisk = fields.Text("price_risk", "worst_loss") switch
            {
                "weighted" => PriceRiskMethod.Weighted,
                "weighted_capped" => PriceRiskMethod.WeightedCapped,
                "scan_range" => PriceRiskMethod.ScanRange,
                _ => PriceRiskMethod.WorstLoss,
            },
        };

    private CompositeDelta Composite(Fields fields)
    {
        var weights = fields.Numbers("weights").Select(weight => (double)weight).ToArray();
        if (fields.Has("range") == fields.Has("price_range"))
        {
            faults.Add(fields.Node, "contradiction", "a composite delta has exactly one of range, price_range.");
            return new(1, [1], 0);
        }

        if (weights.All(weight => weight == 0))
        {
            faults.Add(fields.Of("weights"), "out_of_range", "at least one weight is above zero.");
            return new(1, [1], 0);
        }

        var isRelative = fields.Has("range");
        return new(Real(fields, isRelative ? "range" : "price_range"), weights, Real(fields, "days", 0)) { IsRelative = isRelative };
    }

    private static double Real(Fields fields, string name) => (double)fields.Number(name);

    private static double Real(Fields fields, string name, decimal otherwise) => (double)fields.Number(name, otherwise);
}
