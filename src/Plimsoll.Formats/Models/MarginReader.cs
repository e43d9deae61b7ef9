using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Shapes;
using Plimsoll.Instruments;
using Plimsoll.Pricing;

namespace Plimsoll.Formats.Models;

/// <summary>Reads the margin part of a model file.</summary>
internal sealed class MarginReader(Fields fields, Func<string, string?>? beside, DateTimeOffset? asOf, FaultList faults)
{
    private readonly Dictionary<string, ModelAsset> _assets = new(StringComparer.Ordinal);
    private readonly bool _areAssetsListed = fields.Has("assets");

    /// <summary>The margin part; null when the file has none.</summary>
    public MarginSection? Read()
    {
        if (!fields.Has("instruments") && !fields.Has("series") && !fields.Has("assets"))
        {
            return null;
        }

        var assets = new AssetReader(faults);
        foreach (var (name, record) in fields.RecordsByName("assets"))
        {
            _assets[name] = assets.Read(name, record);
        }

        if (!fields.Has("numeraire"))
        {
            faults.Add(fields.Node, "missing_field", "the field numeraire is missing: the asset in which everything is valued.");
            return null;
        }

        var numeraire = fields.Text("numeraire");
        CheckAsset(fields.Of("numeraire"), numeraire, "the numeraire");
        var margins = fields.RecordsByName("margins").ToDictionary(margin => margin.Name, margin => margin.Record, StringComparer.Ordinal);
        var instruments = new Dictionary<string, ModelInstrument>(StringComparer.Ordinal);
        foreach (var (name, record) in fields.RecordsByName("instruments"))
        {
            if (Instrument(name, record, margins) is { } instrument)
            {
                instruments[name] = instrument;
                CheckAsset(record.Of("settlement"), instrument.Settlement, "the settlement asset");
                CheckSchedule(instrument, _assets[instrument.Settlement]);
            }
        }

        var series = new List<InstrumentSeries>();
        foreach (var (name, record) in fields.RecordsByName("series"))
        {
            if (SymbolPattern.Problem(record.Text("symbol")) is { } problem)
            {
                faults.Add(record.Of("symbol"), "bad_symbol", problem);
            }

            if (Instrument(name, record, margins, isSeries: true) is { } like)
            {
                series.Add(new(name, new(record.Text("symbol")), like));
                CheckAsset(record.Of("settlement"), like.Settlement, "the settlement asset");
                CheckSchedule(like, _assets[like.Settlement]);
            }
        }

        var account = fields.Record("account");
        return new(
            numeraire,
            _assets,
            instruments,
            account?.Text("liquidate", "below") == "at_or_below",
            account?.Text("option_value", "counted") != "excluded",
            fields.RecordsByName("rounding").ToDictionary(each => each.Name, each => OutputRounding.Of(each.Record), StringComparer.Ordinal)
        )
        {
            Series = series,
            Account = AccountRules.Of(account, faults),
            Portfolio = PortfolioSectionReader.Read(fields, beside, asOf, faults),
        };
    }

    /// <summary>An asset that the file lists; without a list of assets, any.</summary>
    private void CheckAsset(DocumentNode place, string name, string what)
    {
        if (_assets.ContainsKey(name))
        {
            return;
        }

        if (_areAssetsListed)
        {
            var known = string.Join(", ", _assets.Keys);
            faults.Add(
                place,
                "unknown_asset",
                $"{what} {name} is not among the assets; there are: {known}.",
                Nearest.Advice(name, _assets.Keys)
            );
        }

        _assets[name] = AssetReader.Plain(name);
    }

    private ModelInstrument? Instrument(string name, Fields record, Dictionary<string, Fields> margins, bool isSeries = false)
    {
        var kind = record.Text("kind", "perpetual");
        var payoff = record.Text("payoff", "linear");
        var isOption = kind == "option";
        if (isOption && !isSeries && (!record.Has("right") || !record.Has("strike")))
        {
            faults.Add(record.Node, "missing_field", "an option needs right and strike.");
            return null;
        }

        Fields? schedule = null;
        // Under portfolio margin nothing is margined by itself, so that a schedule may be left out.
        if (kind != "spot" && (record.Has("margin") || !fields.Has("portfolio_margin")))
        {
            var reference = record.Text("margin", "");
            if (!margins.TryGetValue(reference, out schedule))
            {
                var known = margins.Count == 0 ? "there are none" : "there are: " + string.Join(", ", margins.Keys);
                faults.Add(
                    record["margin"] ?? record.Node,
                    "unknown_margin",
                    $"{name} needs the name of a schedule under margins; {known}.",
                    Nearest.Advice(reference, margins.Keys)
                );
                return null;
            }
        }

        var right = record.Text("right", "call") == "put" ? OptionType.Put : OptionType.Call;
        var isInverse = payoff == "inverse";
        return new(
            name,
            kind switch
            {
                "spot" => InstrumentKind.Spot,
                "dated_future" or "option" => InstrumentKind.DatedFuture,
                _ => InstrumentKind.Perpetual,
            },
                // The premium of an inverse option is in the coin, so that the option itself is linear in it.
                isInverse && !isOption
                    ? Payoff.Inverse
                : payoff == "quanto" ? Payoff.Quanto
                : Payoff.Linear,
            record.Text("settlement"),
            record.Text("underlying"),
            record.Number("multiplier", 1),
            record.NumberOrNull("tick"),
            record.NumberOrNull("lot"),
            record.Date("expiry"),
            isOption ? new(right, record.Number("strike", 1), isInverse) : null,
            schedule,
            record
        );
    }

    private void CheckSchedule(ModelInstrument instrument, ModelAsset settlement)
    {
        if (instrument.Schedule is not { } schedule)
        {
            return;
        }

        try
        {
            _ = ScheduleReader.Read(schedule, instrument.Option, settlement.Decimals, faults);
        }
        catch (OverflowException)
        {
            const string Message = "its numbers are too large, or have too many digits, to be carried exactly.";
            faults.Add(schedule.Node, "too_large", Message, "Check the units.");
        }
    }
}
