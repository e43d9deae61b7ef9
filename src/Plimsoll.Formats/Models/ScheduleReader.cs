using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Shapes;
using Plimsoll.Margin;
using Plimsoll.Margin.Schedules;
using Plimsoll.Pricing;
using Plimsoll.Values;

namespace Plimsoll.Formats.Models;

/// <summary>Turns a schedule of a model file into the calculator's own.</summary>
internal static class ScheduleReader
{
    /// <summary>Reads the schedule for one instrument.</summary>
    /// <param name="fields">The schedule, already checked against its shape.</param>
    /// <param name="option">The option it is for, if it is for one.</param>
    /// <param name="settlementDecimals">Decimals in which amounts of the schedule are carried.</param>
    /// <param name="faults">Hears what is wrong with it.</param>
    /// <returns>The schedule; null when it has faults.</returns>
    public static MarginSchedule? Read(Fields fields, OptionTerms? option, int settlementDecimals, FaultList faults)
    {
        if (!ScheduleFaults.Check(fields, faults))
        {
            return null;
        }

        try
        {
            return fields.Kind switch
            {
                "tiers" => Provisioned(fields, Tiers(fields, settlementDecimals, faults)),
                "bracket" => Provisioned(fields, Bracket(fields)),
                "affine" => Provisioned(fields, Affine(fields)),
                "open_interest_scaled" => Provisioned(fields, OpenInterestScaled(fields)),
                "root_scaled" => Provisioned(fields, RootScaled(fields)),
                "skew_scaled" => Provisioned(fields, SkewScaled(fields)),
                "slippage" => Provisioned(fields, Slippage(fields)),
                "option_formula" => Option(fields, option, faults),
                var kind => throw new InvalidOperationException($"The kind {kind} has no reader."),
            };
        }
        catch (ArgumentException exception)
        {
            faults.Add(fields.Node, "bad_schedule", FirstSentence(exception));
            return null;
        }
    }

    /// <summary>Whether the file states initial margin, or the user's leverage alone can tell it.</summary>
    public static bool IsInitialKnown(Fields fields) =>
        fields.Kind switch
        {
            "tiers" => fields.Records("rows").All(row => row.Has("initial") || row.Has("max_leverage")),
            "bracket" => fields.Has("initial"),
            _ => true,
        };

    /// <summary>The notional or contracts up to which the file knows its tiers, and which of the two; null for any.</summary>
    public static (decimal Most, bool IsSize)? KnownUpTo(Fields fields) =>
        fields.Kind == "tiers" && fields.NumberOrNull("known_up_to") is { } most
            ? (most, fields.Text("measure", "notional") == "size")
            : null;

    /// <summary>The notional or contracts beyond which the venue allows no position, and which of the two; null for any.</summary>
    public static (decimal Most, bool IsSize)? Largest(Fields fields) =>
        fields.Kind == "tiers" && fields.NumberOrNull("largest") is { } most ? (most, fields.Text("measure", "notional") == "size") : null;

    private static MarginSchedule? Tiers(Fields fields, int decimals, FaultList faults)
    {
        var share = fields.NumberOrNull("maintenance_share");
        var rows = new List<TierRow>();
        foreach (var row in fields.Records("rows"))
        {
            var leverage = row.NumberOrNull("max_leverage");
            var initial = row.NumberOrNull("initial") ?? (leverage is { } most ? 1 / most : null);
            var maintenance = row.NumberOrNull("maintenance") ?? (initial * share);
            if ((maintenance ?? initial) is not { } some)
            {
                faults.Add(row.Node, "missing_field", "a tier needs a rate: give maintenance, initial or max_leverage.");
                return null;
            }

            if (maintenance is null)
            {
                faults.Add(row.Node, "missing_field", "a tier needs maintenance, or the schedule maintenance_share.");
                return null;
            }

            // A venue that states no initial rate asks at least for what it takes to keep the position.
            rows.Add(new(row.Number("from"), initial ?? some, maintenance.Value, row.Has("initial") ? Leverage.Unset : Exact(leverage)));
        }

        var style = fields.Text("style", "progressive") == "flat" ? TierStyle.Flat : TierStyle.Progressive;
        var boundary = fields.Text("boundary", "floor") == "cap" ? TierBoundary.CapInclusive : TierBoundary.FloorInclusive;
        var isBySize = fields.Text("measure", "notional") == "size";
        CheckDeductions(fields, rows, style, faults);
        return !isBySize && Fitting(rows, decimals) is { } fitting
            ? RiskTierTable.Of(fitting, style, boundary)
            : new TierSchedule(rows, isBySize ? TierMeasure.Size : TierMeasure.Notional, style, boundary);
    }

    /// <summary>The rows as exact integers, if no digit is lost.</summary>
    private static List<RiskTier>? Fitting(List<TierRow> rows, int decimals)
    {
        var fitting = new List<RiskTier>();
        foreach (var row in rows)
        {
            var initial = row.MaxLeverage == Leverage.Unset ? Nano(row.InitialRate) : row.MaxLeverage.InitialMarginRate.Nano;
            if (Scaled(row.Floor, decimals) is not { } floor || initial is not { } open || Nano(row.MaintenanceRate) is not { } keep)
            {
                return null;
            }

            fitting.Add(new(new(floor), new(open), new(keep), Money.Zero, row.MaxLeverage));
        }

        return fitting;
    }

    /// <summary>A leverage that can be carried in hundredths; unset when it has more digits, and the rate has to do.</summary>
    private static Leverage Exact(decimal? leverage) =>
        leverage is { } most && most is >= 1 and <= 1000 && Scaled(most, 2) is { } hundredths ? new((int)hundredths) : Leverage.Unset;

    private static Int128? Scaled(decimal value, int decimals)
    {
        var scaled = value * ExactMath.PowerOfTen(decimals);
        return scaled == decimal.Truncate(scaled) ? (Int128)scaled : null;
    }

    private static long? Nano(decimal rate) => Scaled(rate, 9) is { } nano ? (long)nano : null;

    private static void CheckDeductions(Fields fields, List<TierRow> rows, TierStyle style, FaultList faults)
    {
        var derived = 0m;
        var records = fields.Records("rows");
        for (var i = 0; i < rows.Count; i++)
        {
            derived +=
                i > 0 && style == TierStyle.Progressive ? rows[i].Floor * (rows[i].MaintenanceRate - rows[i - 1].MaintenanceRate) : 0;
            if (records[i].NumberOrNull("deduction") is { } stated && stated != derived)
            {
                var message = string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"the rates of the tiers make it {derived:0.############}, the file says {stated}."
                );
                faults.Add(records[i].Of("deduction"), "wrong_deduction", message, "Leave it out, or mend a rate or a floor.");
            }
        }
    }

    private static BracketSchedule Bracket(Fields fields)
    {
        var maintenance = fields.Number("maintenance");
        return new(fields.Number("initial", maintenance), maintenance, fields.Number("deduction", 0));
    }

    private static AffineSchedule Affine(Fields fields) =>
        new(
            fields.Number("initial"),
            fields.Number("maintenance"),
            fields.Number("slope"),
            fields.Text("price", "mark") == "index",
            fields.Flag("cap_at_notional")
        );

    private static OpenInterestSchedule OpenInterestScaled(Fields fields) =>
        new(fields.Number("initial"), fields.Number("maintenance_share"), fields.Number("lower_cap", 0), fields.Number("upper_cap", 0));

    private static RootScaledSchedule RootScaled(Fields fields) =>
        new(fields.Number("initial"), fields.Number("maintenance"), fields.Number("size_factor"));

    private static SkewScaledSchedule SkewScaled(Fields fields) =>
        new(
            new(
                fields.Number("skew_scale"),
                fields.Number("initial_fraction"),
                fields.Number("min_initial"),
                fields.Number("maintenance_share"),
                fields.Number("min_position_margin", 0)
            )
        );

    private static SlippageSchedule Slippage(Fields fields) =>
        new(fields.Number("slippage"), fields.Number("risk_long"), fields.Number("risk_short"), fields.Number("initial_factor", 1));

    private static OptionSchedule? Option(Fields fields, OptionTerms? option, FaultList faults)
    {
        if (option is not { } terms)
        {
            faults.Add(
                fields.Node,
                "not_an_option",
                "this schedule is for options, the instrument is none.",
                "Give the instrument kind: option."
            );
            return null;
        }

        return new(terms.Right, terms.Strike, terms.IsInverse, Formula(fields.Record(terms.Right == OptionType.Call ? "call" : "put")!));
    }

    private static OptionFormula Formula(Fields fields) =>
        new()
        {
            Base = fields.Number("base"),
            Floor = fields.Number("floor"),
            FloorOf = Basis(fields.Text("floor_of", "underlying")),
            Maintenance = fields.NumberOrNull("maintenance"),
            MaintenanceOf = Basis(fields.Text("maintenance_of", "underlying")),
            MaintenanceOfMark = fields.Number("maintenance_of_mark", 0),
            IsMaintenanceLessOutOfTheMoney = fields.Flag("maintenance_less_out_of_the_money"),
            IsMarkAdded = fields.Flag("add_mark", otherwise: true),
            IsInitialAtLeastMaintenance = fields.Flag("initial_at_least_maintenance"),
            IsCappedAtStrike = fields.Flag("cap_at_strike"),
        };

    private static OptionBasis Basis(string word) =>
        word switch
        {
            "strike" => OptionBasis.Strike,
            "lower" => OptionBasis.Lower,
            _ => OptionBasis.Underlying,
        };

    private static MarginSchedule? Provisioned(Fields fields, MarginSchedule? inner)
    {
        var isAtEntry = fields.Text("value_at", "mark") == "entry";
        var fee = fields.Number("closing_fee", 0);
        return inner is null || (!isAtEntry && fee == 0)
            ? inner
            : new ProvisionedSchedule(
                inner,
                isAtEntry,
                fee,
                fields.Text("closing_fee_at", "mark") == "bankruptcy" ? ClosingFeeBasis.Bankruptcy : ClosingFeeBasis.Mark,
                fields.Flag("closing_fee_in_initial")
            );
    }

    private static string FirstSentence(ArgumentException exception)
    {
        var end = exception.Message.IndexOf(" (Parameter", StringComparison.Ordinal);
        return end < 0 ? exception.Message : exception.Message[..end];
    }
}
