using System.Text;
using System.Text.Json;
using Plimsoll.Instruments;
using Plimsoll.Simulation.MarketData;
using Plimsoll.Simulation.Options;
using Plimsoll.Surfaces;

namespace Plimsoll.Cli.Surface;

/// <summary>Fitted surfaces as JSON. Volatilities are fractions; the smile's parameters are the whole numbers that a command would carry.</summary>
internal static class SurfaceJson
{
    public static void Write(IReadOnlyList<SurfaceSummary> summaries, TextWriter output)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartArray();
            foreach (var summary in summaries)
            {
                Write(json, summary);
            }

            json.WriteEndArray();
        }

        output.WriteLine(Encoding.UTF8.GetString(memory.ToArray()));
    }

    private static void Write(Utf8JsonWriter json, SurfaceSummary summary)
    {
        json.WriteStartObject();
        json.WriteString("underlying", summary.Chain.Underlying);
        json.WriteString("venue", summary.Chain.Venue);
        json.WriteNumber("at_ms", summary.Chain.AtMs);
        json.WriteString("premium", summary.Premium == Payoff.Inverse ? "coin" : "money");
        json.WriteNumber("strikes_fitted", summary.Quotes);
        json.WriteNumber("strikes_within_spread", summary.WithinSpread);
        Number(json, "rms_volatility", summary.Rms);
        Number(json, "max_volatility", summary.Most);
        Arbitrage(json, "arbitrage_in_quotes", summary.Fit.QuotedArbitrage);
        Arbitrage(json, "arbitrage_in_surface", summary.Fit.FittedArbitrage);
        Number(json, "least_density", summary.Fit.LeastDensity);
        Number(json, "least_calendar_rise", summary.Fit.LeastCalendar);
        json.WriteStartObject("rows_dropped");
        json.WriteNumber("count", summary.Chain.Dropped.Count);
        json.WriteStartArray("first");
        foreach (var row in summary.Chain.Dropped.Take(SurfaceRemarks.RowsNamed))
        {
            json.WriteStartObject();
            json.WriteNumber("line", row.Line);
            json.WriteString("reason", PrintableText.Of(row.Reason));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartArray("expiries");
        foreach (var expiry in summary.Expiries)
        {
            Write(json, expiry);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ExpirySummary expiry)
    {
        var fit = expiry.Fit;
        json.WriteStartObject();
        json.WriteNumber("expiry_ms", fit.Expiry.Nanoseconds / 1_000_000);
        Number(json, "years", fit.Years);
        json.WriteString("status", SurfaceTable.Words(fit.Status));
        Number(json, "forward", fit.Forward.Forward);
        json.WriteString("forward_source", fit.Forward.Source.ToString().ToLowerInvariant());
        json.WriteNumber("parity_strikes", fit.Forward.Strikes);
        Number(json, "parity_deviation", fit.Forward.Deviation);
        Number(json, "forward_to_venue", expiry.ForwardBasis);
        Number(json, "forward_to_neighbours", expiry.ForwardToNeighbours);
        json.WriteBoolean("is_forward_doubtful", expiry.IsForwardDoubtful);
        Number(json, "atm_volatility", expiry.AtTheMoney);
        Number(json, "skew", expiry.Skew);
        json.WriteStartObject("svi_units");
        json.WriteNumber("per_whole", SviParameters.UnitsPerWhole);
        json.WriteNumber("a", fit.Smile.A);
        json.WriteNumber("b", fit.Smile.B);
        json.WriteNumber("rho", fit.Smile.Rho);
        json.WriteNumber("m", fit.Smile.M);
        json.WriteNumber("sigma", fit.Smile.Sigma);
        json.WriteEndObject();
        json.WriteStartObject("quotes");
        foreach (var use in Enum.GetValues<QuoteUse>())
        {
            json.WriteNumber(JsonNamingPolicy.SnakeCaseLower.ConvertName(use.ToString()), fit.Count(use));
        }

        json.WriteEndObject();
        json.WriteNumber("within_spread", fit.Quality.WithinSpread);
        Number(json, "rms_volatility", fit.Quality.Rms);
        Number(json, "max_volatility", fit.Quality.Most);
        Number(json, "rms_to_venue_volatility", expiry.VenueRms);
        Number(json, "max_to_venue_volatility", expiry.VenueMost);
        Number(json, "rms_to_venue_price", expiry.VenuePriceRms);
        Number(json, "max_to_venue_price", expiry.VenuePriceMost);
        Arbitrage(json, "arbitrage_in_quotes", expiry.Quoted);
        Arbitrage(json, "arbitrage_in_surface", expiry.Fitted);
        json.WriteStartArray("marks");
        for (var i = 0; i < fit.Readings.Count; i++)
        {
            var (reading, option) = (fit.Readings[i], expiry.Options[i]);
            json.WriteStartObject();
            json.WriteString("instrument", option.Instrument);
            Number(json, "strike", option.Strike);
            json.WriteString("type", option.Type == Pricing.OptionType.Call ? "call" : "put");
            json.WriteString("use", JsonNamingPolicy.SnakeCaseLower.ConvertName(reading.Use.ToString()));
            Number(json, "volatility", reading.Volatility);
            Number(json, "model_price", reading.ModelPrice);
            Number(json, "mark", reading.Mark);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Arbitrage(Utf8JsonWriter json, string name, ArbitrageCount count)
    {
        json.WriteStartObject(name);
        json.WriteNumber("butterflies", count.Butterflies);
        json.WriteNumber("calendars", count.Calendars);
        json.WriteNumber("tradable_butterflies", count.TradableButterflies);
        json.WriteNumber("tradable_calendars", count.TradableCalendars);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double number)
    {
        if (double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
