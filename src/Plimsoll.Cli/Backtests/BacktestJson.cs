using System.Text.Json;
using Plimsoll.Simulation.Backtests;

namespace Plimsoll.Cli.Backtests;

/// <summary>The figures as one JSON object. Margins and losses are shares of notional.</summary>
internal static class BacktestJson
{
    public static void Write(BacktestResult result, TextWriter output)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            var settings = result.Request.Settings;
            json.WriteStartObject();
            json.WriteNumber("level", settings.Level);
            json.WriteNumber("window", settings.Window);
            json.WriteNumber("periodMs", result.Request.Prices.StepMs);
            json.WriteNumber("holes", result.Request.Prices.Holes);
            json.WriteNumber("rowsWithEmptyPrices", result.Request.Prices.Unknown);
            json.WriteBoolean("interrupted", result.IsInterrupted);
            json.WriteStartArray("warnings");
            foreach (var move in result.Request.Prices.LargeMoves)
            {
                json.WriteStringValue(move.Warning);
            }

            json.WriteEndArray();
            json.WriteStartArray("tests");
            foreach (var book in result.Books)
            {
                foreach (var test in book.Models)
                {
                    Write(json, book, test);
                }
            }

            json.WriteEndArray();
            json.WriteStartArray("leftOut");
            foreach (var (name, reason) in result.LeftOut)
            {
                json.WriteStartObject();
                json.WriteString("book", name);
                json.WriteString("reason", reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("skipped");
            foreach (var (model, book, reason) in result.Skipped)
            {
                json.WriteStartObject();
                json.WriteString("model", model.Name);
                json.WriteString("book", book);
                json.WriteString("reason", reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(System.Text.Encoding.UTF8.GetString(bytes.ToArray()));
    }

    private static void Write(Utf8JsonWriter json, BookBacktest book, ModelBacktest test)
    {
        var figures = test.Figures;
        json.WriteStartObject();
        json.WriteString("book", book.Name);
        json.WriteString("kind", book.Kind.ToString());
        json.WriteString("model", test.Model.Name);
        json.WriteString("verdict", figures.Verdict.ToString());
        json.WriteNumber("periods", figures.Periods);
        json.WriteNumber("exceptions", figures.Exceptions);
        json.WriteNumber("expected", figures.Expected);
        json.WriteNumber("coverage", figures.Coverage);
        json.WriteNumber("kupiecPValue", figures.KupiecPValue);
        json.WriteNumber("independencePValue", figures.IndependencePValue);
        json.WriteNumber("jointPValue", figures.JointPValue);
        json.WriteNumber("exceptionsWorst250", figures.ExceptionsWorst);
        json.WriteString("worstZone", figures.WorstZone.ToString());
        json.WriteNumber("shareRed", figures.ShareRed);
        json.WriteNumber("meanMargin", figures.MeanMargin);
        json.WriteNumber("worstMultiple", figures.WorstMultiple);
        json.WriteNumber("worstExcess", figures.WorstExcess);
        json.WriteNumber("largestRise5", figures.LargestRise);
        if (double.IsFinite(figures.PeakToTrough))
        {
            json.WriteNumber("peakToTrough", figures.PeakToTrough);
        }

        json.WriteEndObject();
    }
}
