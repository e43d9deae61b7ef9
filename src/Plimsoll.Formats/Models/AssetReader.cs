using System.Globalization;
using Plimsoll.Collateral;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Shapes;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Models;

/// <summary>Reads the assets of a model file.</summary>
internal sealed class AssetReader(FaultList faults)
{
    /// <summary>Digits of an asset's smallest unit, where the file states none.</summary>
    public const int DefaultDecimals = 12;

    private const string Unknown = "unknown";

    /// <summary>What an asset looks like.</summary>
    public static RecordShape Shape =>
        new(
            Optional("decimals", NumberShape.Whole(0, 18), "digits of the smallest unit. Default 12"),
            Optional(
                "haircut",
                new OrWordShape(Unknown, NumberShape.Share),
                "share that does not count, or unknown: then the asset is answered for alone, not beside others. Default 0"
            ),
            Optional("ladder", new ListShape(Rung, 1), "haircuts that grow with the amount; nothing counts beyond the last rung"),
            Optional("then_each", Step, "constant steps after the ladder's last rung, until nothing counts"),
            Optional("account_cap", NumberShape.Positive, "amount beyond which nothing counts for one account")
        );

    private static RecordShape Rung =>
        new(
            Optional("up_to", NumberShape.Positive, "amount up to which the rung reaches; without it, any"),
            Required("haircut", NumberShape.Share, "share of the slice that does not count")
        );

    private static RecordShape Step =>
        new(
            Required("amount", NumberShape.Positive, "amount that each further rung adds"),
            Required("haircut", NumberShape.Positive, "haircut that each further rung adds")
        );

    /// <summary>An asset with nothing said of it.</summary>
    public static ModelAsset Plain(string name) => new(name, DefaultDecimals, [(null, 0)], null);

    /// <summary>Reads one.</summary>
    public ModelAsset Read(string name, Fields asset)
    {
        if (asset.Has("haircut") && asset.Has("ladder"))
        {
            faults.Add(asset.Of("ladder"), "contradiction", "an asset has either a haircut or a ladder.", "Leave one of them out.");
        }

        if (asset.Has("then_each") && !asset.Has("ladder"))
        {
            faults.Add(asset.Of("then_each"), "contradiction", "steps come after the rungs of a ladder, and there is none.", "Add ladder.");
        }

        var isUnknown = asset.Text("haircut", "") == Unknown;
        var ladder = asset.Has("ladder") ? Ladder(asset) : [((decimal?)null, isUnknown ? 0 : asset.Number("haircut", 0))];
        return new(name, (int)asset.Whole("decimals", DefaultDecimals), ladder, asset.NumberOrNull("account_cap"))
        {
            IsHaircutUnknown = isUnknown,
            IsDecimalsStated = asset.Has("decimals"),
        };
    }

    private IReadOnlyList<(decimal? UpTo, decimal Haircut)> Ladder(Fields asset)
    {
        var records = asset.Records("ladder");
        var rungs = records.Select(rung => (UpTo: rung.NumberOrNull("up_to"), Haircut: rung.Number("haircut"))).ToList();
        for (var i = 0; i < rungs.Count; i++)
        {
            if (rungs[i].UpTo is null && i < rungs.Count - 1)
            {
                faults.Add(
                    records[i].Node,
                    "out_of_order",
                    "a rung without up_to reaches any amount and has to be the last.",
                    "Add up_to."
                );
                return rungs;
            }

            if (i == 0)
            {
                continue;
            }

            if (rungs[i].UpTo <= rungs[i - 1].UpTo)
            {
                Falls(records[i], "up_to", "amount", rungs[i - 1].UpTo!.Value);
            }

            if (rungs[i].Haircut < rungs[i - 1].Haircut)
            {
                Falls(records[i], "haircut", "haircut", rungs[i - 1].Haircut);
            }
        }

        return asset.Record("then_each") is { } step ? WithSteps(rungs, step) : rungs;
    }

    private void Falls(Fields rung, string field, string what, decimal before)
    {
        var rule = field == "up_to" ? "be more than" : "not be less than";
        var message = string.Create(
            CultureInfo.InvariantCulture,
            $"the {what} of a rung must {rule} that before it, {before}; found {rung.Text(field)}."
        );
        faults.Add(rung.Of(field), "out_of_order", message, "Put the rungs in rising order.");
    }

    private List<(decimal? UpTo, decimal Haircut)> WithSteps(List<(decimal? UpTo, decimal Haircut)> rungs, Fields step)
    {
        if (rungs[^1].UpTo is not { } upTo)
        {
            faults.Add(step.Node, "contradiction", "the last rung reaches any amount, so that no step comes after it.", "Give it up_to.");
            return rungs;
        }

        var (amount, rate) = (step.Number("amount"), step.Number("haircut"));
        var further = decimal.Ceiling((1 - rungs[^1].Haircut) / rate);
        if (rungs.Count + further > SteppedLadder.MaxRungs || further * amount > decimal.MaxValue / 2)
        {
            var message = string.Create(CultureInfo.InvariantCulture, $"a step of {rate} makes more rungs than {SteppedLadder.MaxRungs}.");
            faults.Add(step.Of("haircut"), "out_of_range", message, "Take a larger step.");
            return rungs;
        }

        for (var haircut = rungs[^1].Haircut + rate; haircut < 1; haircut += rate)
        {
            upTo += amount;
            rungs.Add((upTo, haircut));
        }

        return rungs;
    }
}
