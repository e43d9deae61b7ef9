using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Testing;

namespace Plimsoll.Conformance.Tests;

/// <summary>Whatever is done to a vector, or to the files it becomes: there is a result, or a fault that can be mended, and never anything else.</summary>
public sealed class ConformanceFuzzTests
{
    private static Config Thorough => Exploration.Of(20_000);

    [Fact]
    public void A_spoilt_vector_has_a_result() =>
        Prop.ForAll(
                Seeds(VectorSets.All.Count),
                seed =>
                {
                    var random = new Random(seed.Seed);
                    var vector = VectorSets.All[seed.Index];
                    var result = ConformanceRun.Of(
                        vector with
                        {
                            Inputs = vector.Inputs.Spoilt(random),
                            Expected = random.Next(4) == 0 ? vector.Expected.Spoilt(random) : vector.Expected,
                            Tolerance = random.Next(8) == 0 ? JsonValue.Create("99999999999 decimals") : vector.Tolerance,
                        }
                    );
                    _ = VectorExplanation.Of(result);
                    return result.Outcome == VectorOutcome.Passed || result.Reason.Length > 0 || result.Differences.Count > 0;
                }
            )
            .Check(Thorough);

    [Fact]
    public void Spoilt_files_have_an_answer_or_faults()
    {
        var translations = VectorSets.Translations.ToArray();
        Prop.ForAll(
                Seeds(translations.Length),
                seed =>
                {
                    var random = new Random(seed.Seed);
                    var translation = translations[seed.Index];
                    var model = random.Next(2) == 0 ? translation.Model.Spoilt(random) : translation.Model;
                    var portfolio = random.Next(2) == 0 ? translation.Portfolio.Spoilt(random) : translation.Portfolio;
                    Answer(model.ToJsonString(), portfolio.ToJsonString());
                }
            )
            .Check(Thorough);
    }

    private static void Answer(string model, string portfolio)
    {
        try
        {
            var answer = Estimate.Of(ModelReader.Read("model.json", model), PortfolioReader.Read("portfolio.json", portfolio));
            _ = AnswerJson.ToJson(answer);
        }
        catch (DocumentException exception)
        {
            Assert.NotEmpty(exception.Faults);
            Assert.All(exception.Faults, fault => Assert.True(fault.Message.Length > 0 && fault.Code.Length > 0));
        }
    }

    private static Arbitrary<(int Index, int Seed)> Seeds(int count) =>
        Arb.From(from index in Gen.Choose(0, count - 1) from seed in Gen.Choose(0, int.MaxValue - 1) select (index, seed));
}
