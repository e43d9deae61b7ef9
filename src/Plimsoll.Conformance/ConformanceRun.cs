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
            return new(vector, VectorOutcome.Skipped, skipped, [], null, [], null);
        }

        var translation = Translate(vector, out var reason);
        return translation is null ? Failed(vector, reason, null) : Compare(vector, translation);
    }

    /// <summary>A translator reads inputs of anyone's making, and meets whatever it does not expect there as an exception of any kind.</summary>
    private static Translation? Translate(Vector vector, out string reason)
    {
        try
        {
            reason = "";
            return TranslatorCatalog.Translate(vector);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            var what = exception is NullReferenceException ? "a field that it needs is missing." : FirstLine(exception.Message);
            reason = $"The inputs have another form than vectors of {vector.Venue}, {vector.Kind}: {what}";
            return null;
        }
    }

    private static VectorResult Compare(Vector vector, Translation translation)
    {
        try
        {
            var comparison = new VectorComparison(vector);
            var answer = Estimate.Of(
                ModelReader.Read("model.json", translation.Model.ToJsonString()),
                PortfolioReader.Read("portfolio.json", translation.Portfolio.ToJsonString())
            );
            foreach (var expectation in translation.Expectations)
            {
                comparison.Compare(expectation, answer);
            }

            var isPassed = comparison.Differences.Count == 0 && comparison.Compared.Count > 0;
            var reason =
                comparison.Compared.Count == 0 ? "The vector expects nothing that the product answers."
                : isPassed && vector.Contradicts ? "Marked as contradicting its own rule, and yet it agrees with it."
                : "";
            return new(
                vector,
                Outcome(vector, isPassed),
                reason,
                comparison.Differences,
                comparison.WorstError,
                NotCompared.In(vector.Expected, comparison.Compared),
                translation
            )
            {
                Remark = FormulaCatalog.Remark(vector),
            };
        }
        catch (DocumentException exception) when (IsNoAnswer(exception, vector, translation))
        {
            // What the product refuses to answer, the vector expects to have no answer.
            return new(vector, Outcome(vector, isPassed: true), "", [], 0, [], translation) { Remark = FormulaCatalog.Remark(vector) };
        }
        catch (DocumentException exception)
        {
            return Failed(vector, exception.Message, translation);
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or OverflowException)
        {
            return Failed(vector, "What is expected, or its tolerance, has another form: " + FirstLine(exception.Message), translation);
        }
    }

    /// <summary>Whether a rule or a model says that it has no answer to these inputs, and nothing but that is expected.</summary>
    private static bool IsNoAnswer(DocumentException exception, Vector vector, Translation translation) =>
        exception.Faults.All(fault => fault.Code is "no_answer" or "beyond_known_tiers")
        && vector.Expected.Count > 0
        && vector.Expected.All(expected =>
            expected.Value is null && translation.Expectations.Any(expectation => expectation.Expected == expected.Key)
        );

    private static VectorResult Failed(Vector vector, string reason, Translation? translation) =>
        new(vector, Outcome(vector, isPassed: false), reason, [], null, [], translation) { Remark = FormulaCatalog.Remark(vector) };

    private static string FirstLine(string message) => message.ReplaceLineEndings("\n").Split('\n')[0];

    private static VectorOutcome Outcome(Vector vector, bool isPassed) =>
        vector.Contradicts ? VectorOutcome.Contradicted
        : isPassed ? VectorOutcome.Passed
        : VectorOutcome.Failed;
}
