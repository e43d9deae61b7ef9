using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Shapes;

namespace Plimsoll.Formats.Models;

/// <summary>What the fields of a schedule must be to each other, told at the field that breaks it.</summary>
internal static class ScheduleFaults
{
    /// <summary>Adds what is wrong.</summary>
    /// <returns>Whether nothing was.</returns>
    public static bool Check(Fields schedule, FaultList faults)
    {
        var before = faults.Faults.Count;
        if (schedule.Kind == "tiers")
        {
            CheckRows(schedule, faults);
        }
        else if (schedule.NumberOrNull("initial") is { } initial && schedule.NumberOrNull("maintenance") is { } keep && keep > initial)
        {
            Add(schedule, "maintenance", $"must not be above initial, {schedule.Text("initial")}", "Swap the two, or mend one.", faults);
        }

        if (schedule.Kind == "open_interest_scaled")
        {
            CheckWhole(schedule, "initial", 1_000_000, "parts per million", faults);
            CheckWhole(schedule, "maintenance_share", 1_000_000, "parts per million", faults);
            if (schedule.Number("upper_cap", 0) is var upper && upper != 0 && upper <= schedule.Number("lower_cap", 0))
            {
                var lower = schedule.Text("lower_cap", "0");
                Add(schedule, "upper_cap", $"must lie above lower_cap, {lower}", "Write 0, or leave it out, for none.", faults);
            }
        }

        if (schedule.Kind == "root_scaled")
        {
            CheckWhole(schedule, "initial", 10_000, "ten-thousandths", faults);
            CheckWhole(schedule, "maintenance", 10_000, "ten-thousandths", faults);
        }

        if (schedule.Kind == "slippage" && Sum(schedule, "slippage", "risk_long", "risk_short") == 0)
        {
            Add(schedule, "slippage", "and both risk shares are zero, so that nothing needs margin", "State one of them.", faults);
        }

        return faults.Faults.Count == before;
    }

    private static void CheckRows(Fields schedule, FaultList faults)
    {
        var share = schedule.NumberOrNull("maintenance_share");
        var rows = schedule.Records("rows");
        (decimal From, decimal? Open, decimal? Keep)? last = null;
        foreach (var row in rows)
        {
            var from = row.Number("from");
            if (last is null && from != 0)
            {
                Add(row, "from", "must be 0 in the first tier", "Begin with a tier at 0.", faults);
            }
            else if (last is { } before && from <= before.From)
            {
                Add(row, "from", $"must be more than that of the tier before, {before.From}", "Put the tiers in rising order.", faults);
            }

            var initial = row.NumberOrNull("initial") ?? (row.NumberOrNull("max_leverage") is { } leverage ? 1 / leverage : null);
            var keep = row.NumberOrNull("maintenance") ?? (initial * share);
            if (keep > initial)
            {
                var rate = row.Has("initial") ? $"initial, {row.Text("initial")}" : $"one over max_leverage, {row.Text("max_leverage")}";
                Add(row, "maintenance", $"must not be above {rate}", "Swap the two, or mend one.", faults);
            }

            if (last is { Keep: { } kept } && keep < kept)
            {
                var field =
                    row.Has("maintenance") ? "maintenance"
                    : row.Has("initial") ? "initial"
                    : "max_leverage";
                Add(row, field, "makes maintenance margin lower than in the tier before", "A larger position never needs less.", faults);
            }

            if (last is { Open: { } opened } && initial < opened)
            {
                var field = row.Has("initial") ? "initial" : "max_leverage";
                Add(row, field, "makes initial margin lower than in the tier before", "A larger position never needs less.", faults);
            }

            last = (from, initial, keep);
        }
    }

    private static void CheckWhole(Fields schedule, string field, decimal units, string name, FaultList faults)
    {
        var scaled = schedule.Number(field) * units;
        if (scaled != decimal.Truncate(scaled))
        {
            Add(schedule, field, $"must be in whole {name}", "Round it as the venue does.", faults);
        }
    }

    private static decimal Sum(Fields schedule, params string[] fields) => fields.Sum(field => schedule.Number(field));

    private static void Add(Fields record, string field, string rule, string advice, FaultList faults) =>
        faults.Add(record[field] ?? record.Node, "bad_schedule", $"{field} is {record.Text(field, "0")} and {rule}.", advice);
}
