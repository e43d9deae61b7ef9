using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Conformance;

/// <summary>Runs vectors: translates each into a model and a portfolio, lets the product answer, and compares.</summary>
public static class ConformanceRun
{
    /// <summary>Runs one vector.</summary>
    public static VectorResult Of(Vector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        if (TranslatorCatalog.ReasonToSkip(vector) is { } skipped)
        {
            return new(vector, VectorOutcome.Skipped, skipped, [], 0, null);
        }

        Translation? translation = null;
        try
        {
            translation = TranslatorCatalog.Translate(vector);
            var comparison = new VectorComparison(vector);
            var answer = Estimate.Of(
                ModelReader.Read("model.json", translation.Model.ToJsonString()),
                PortfolioReader.Read("portfolio.json", translation.Portfolio.ToJsonString())
            );
            foreach (var expectation in translation.Expectations)
            {
                comparison.Compare(expectation, answer);
            }

            var reason = comparison.Compared > 0 ? "" : "The vector expects nothing that the product answers.";
            var isPassed = comparison.Differences.Count == 0 && comparison.Compared > 0;
            return new(vector, Outcome(vector, isPassed), reason, comparison.Differences, comparison.WorstError, translation);
        }
        catch (DocumentException exception)
        {
            return new(vector, Outcome(vector, isPassed: false), exception.Message, [], 0, translation);
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or InvalidCastException)
        {
            return new(vector, Outcome(vector, isPassed: false), "The inputs have another form: " + exception.Message, [], 0, translation);
        }
    }

    private static VectorOutcome Outcome(Vector vector, bool isPassed) =>
        vector.Contradicts ? VectorOutcome.Contradicted
        : isPassed ? VectorOutcome.Passed
        : VectorOutcome.Failed;
}
