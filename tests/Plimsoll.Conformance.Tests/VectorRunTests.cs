using System.Text.Json.Nodes;
using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Conformance.Tests;

/// <summary>All vectors through the product's own model and portfolio files.</summary>
public sealed class VectorRunTests
{
    /// <summary>What vectors expect and nothing is held against, with the reason. Anything else that is left out fails the test.</summary>
    private static readonly (string Venue, string Kind, string Path, string Reason)[] LeftOut =
    [
        ("dango", "liquidationWaterfallBookAdlInsurance", "note", "words"),
        ("derive", "insolventAuctionPayout", "meaning", "words"),
        ("derive", "standardMargin", "unrounded", "stated as nothing by two vectors: their source prints whole dollars only"),
        (
            "drift",
            "incrementalLiquidationSchedule",
            "steps[].slot",
            "a time that the vector gives: it is a fact of the case, not an answer"
        ),
        ("synthetix", "liquidationRateLimit", "note", "words"),
    ];

    public static TheoryData<string> Run =>
        [.. VectorSets.Report.Results.Where(result => result.Outcome != VectorOutcome.Skipped).Select(result => result.Vector.Id)];

    [Theory]
    [MemberData(nameof(Run))]
    public void A_vector_passes_or_is_marked_as_contradicting_its_rule(string id)
    {
        var result = Find(id);

        Assert.True(
            result.Outcome is VectorOutcome.Passed or VectorOutcome.Contradicted,
            $"{result.Reason} {string.Join("; ", result.Differences.Select(each => $"{each.Path}: expected {each.Expected}, got {each.Actual}"))}"
        );
    }

    [Fact]
    public void What_is_skipped_has_a_reason() =>
        Assert.All(
            VectorSets.Report.Results.Where(result => result.Outcome == VectorOutcome.Skipped),
            result => Assert.NotEmpty(result.Reason)
        );

    [Fact]
    public void What_is_expected_is_compared_but_for_what_is_known() =>
        Assert.Equal(
            LeftOut.Select(each => (each.Venue, each.Kind, each.Path)).Order(),
            VectorSets.Report.NotCompared.Select(each => (each.Venue, each.Kind, each.Path)).Order()
        );

    /// <summary>The exported YAML is the same model and the same portfolio, to the last digit of every number.</summary>
    [Theory]
    [MemberData(nameof(Run))]
    public void The_exported_files_give_the_same_answer(string id)
    {
        var translation = Find(id).Translation!;

        var direct = AnswerOf(translation.Model.ToJsonString(), translation.Portfolio.ToJsonString());
        var exported = AnswerOf(DocumentWriter.Write(translation.Model), DocumentWriter.Write(translation.Portfolio));

        Assert.Equal(direct, exported);
    }

    /// <summary>A venue that is new here is understood by the formula it names.</summary>
    [Theory]
    [InlineData("tier_lookup", 0.01, VectorOutcome.Passed)]
    [InlineData("tier_lookup", 0.02, VectorOutcome.Failed)]
    [InlineData("a formula of nobody", 0.01, VectorOutcome.Skipped)]
    public void A_new_venue_is_read_by_its_formula(string formula, double rate, VectorOutcome outcome)
    {
        var text = $$"""
            {"vectors": [{"id": "n1", "venue": "new", "kind": "bracket", "formula_id": "{{formula}}", "tolerance": {"abs": 0},
              "inputs": {"tiers": [[0, 0.01], [1000, 0.05]], "notional": 500},
              "expected": {"mmr": {{rate.ToString(System.Globalization.CultureInfo.InvariantCulture)}} } }]}
            """;

        Assert.Equal(outcome, ConformanceRun.Of(Assert.Single(VectorFile.Read("new.json", text))).Outcome);
    }

    [Fact]
    public void A_vector_that_agrees_although_marked_as_contradicting_says_so()
    {
        var vector = VectorSets.All.First(each => each.Contradicts) with { Expected = [], Tolerance = null };
        var answer = ConformanceRun.Of(vector);
        Assert.Equal((VectorOutcome.Contradicted, "The vector expects nothing that the product answers."), (answer.Outcome, answer.Reason));

        var agreeing = VectorSets.All.First(each => ConformanceRun.Of(each).Outcome == VectorOutcome.Passed) with { Contradicts = true };
        var result = ConformanceRun.Of(agreeing);
        Assert.Equal(
            (VectorOutcome.Contradicted, "Marked as contradicting its own rule, and yet it agrees with it."),
            (result.Outcome, result.Reason)
        );
    }

    [Fact]
    public void A_count_that_no_machine_could_hold_is_refused()
    {
        var vector = VectorSets.All.First(each => each.Inputs.ContainsKey("users"));
        var inputs = (JsonObject)vector.Inputs.DeepClone();
        inputs["users"] = 99_999_999;

        var result = ConformanceRun.Of(vector with { Inputs = inputs });

        Assert.Equal(VectorOutcome.Failed, result.Outcome);
        Assert.EndsWith("users is 99999999, and should be between 0 and 10000.", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_are_unique_over_all_files() =>
        Assert.Equal(VectorSets.All.Count, VectorSets.All.Select(vector => vector.Id).Distinct(StringComparer.Ordinal).Count());

    private static string AnswerOf(string model, string portfolio) =>
        AnswerJson.ToJson(Estimate.Of(ModelReader.Read("model", model), PortfolioReader.Read("portfolio", portfolio)))!.ToJsonString();

    private static VectorResult Find(string id) => VectorSets.Report.Results.First(result => result.Vector.Id == id);
}
