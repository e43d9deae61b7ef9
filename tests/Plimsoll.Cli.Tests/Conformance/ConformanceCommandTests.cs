using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Conformance;
using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Cli.Tests.Conformance;

public sealed class ConformanceCommandTests : IDisposable
{
    private const string Wrong = """
        {"vectors": [{"id": "../a b", "venue": "bybit", "kind": "im_mm", "inputs": {}, "expected": {"x": 1}},
                     {"id": "b", "venue": "binance-usdm", "kind": "maintenance_amount",
                      "inputs": {"tiers": [[0, 0.01], [100, 0.02]], "notional": 200}, "expected": {"maintenance_margin": 7, "colour": "red"}}]}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-").FullName;

    private static string[] Files { get; } =
    [.. Directory.GetFiles(RepositoryFiles.PathOf("tests", "vectors"), "*.json").Order(StringComparer.Ordinal)];

    private string Export => Path.Combine(_folder, "export");

    [Fact]
    public async Task All_vectors_make_a_table_that_fits_and_a_last_line_that_counts()
    {
        var (code, output, error) = await Shell.RunAsync(["conformance", .. Files]);

        Assert.Equal((Shell.Success, ""), (code, error));
        Assert.Contains(" passed, 0 failed, ", output.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        Assert.All(
            output.Split('\n').TakeWhile(line => !line.StartsWith("apart", StringComparison.Ordinal)),
            line => Assert.True(line.TrimEnd().Length <= 120, line)
        );
        Assert.Contains("binance-usdm     maintenance_bracket ", output, StringComparison.Ordinal);
        Assert.Contains("portfolioMarginScenario", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_the_counts_by_venue_and_kind_and_the_failures()
    {
        var file = await WriteAsync(Wrong);

        var (code, output, _) = await Shell.RunAsync("conformance", file, "--json");

        Assert.Equal(Shell.BadData, code);
        using var json = JsonDocument.Parse(output);
        var root = json.RootElement;
        Assert.Equal(
            (0, 2, 0),
            (root.GetProperty("passed").GetInt32(), root.GetProperty("failed").GetInt32(), root.GetProperty("skipped").GetInt32())
        );
        Assert.Equal(1, root.GetProperty("byVenue").GetProperty("bybit").GetProperty("failed").GetInt32());
        Assert.Equal(1, root.GetProperty("byKind").GetProperty("im_mm").GetProperty("failed").GetInt32());
        var failure = root.GetProperty("failures")[1];
        Assert.Equal("b", failure.GetProperty("id").GetString());
        Assert.Equal("7", failure.GetProperty("differences")[0].GetProperty("expected").GetString());
        Assert.NotEmpty(failure.GetProperty("explanation").EnumerateArray());
        Assert.Equal("colour", root.GetProperty("notCompared")[0].GetProperty("path").GetString());
    }

    [Fact]
    public async Task A_failure_is_told_with_what_was_expected_what_came_out_and_why()
    {
        var (code, output, _) = await Shell.RunAsync("conformance", await WriteAsync(Wrong));

        Assert.Equal(Shell.BadData, code);
        Assert.Contains(
            "FAILED bybit im_mm ../a b: The inputs have another form than vectors of bybit, im_mm",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains("maintenance_margin: expected 7, got 3", output, StringComparison.Ordinal);
        Assert.Contains("    |   maintenance margin = 3", output, StringComparison.Ordinal);
        Assert.Contains("    binance-usdm maintenance_amount: colour", output, StringComparison.Ordinal);
        Assert.Contains("0 passed, 2 failed", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "malformed")]
    [InlineData("{\"vectors\": []}", "no_vectors")]
    [InlineData("{\"vectors\": [{\"id\": \"\\u001b[2J\", \"kind\": 1}]}", "\\u001B[2J")]
    public async Task A_file_that_is_none_is_one_line_and_no_trace(string text, string expected)
    {
        var (code, output, error) = await Shell.RunAsync("conformance", await WriteAsync(text));

        Assert.Equal((Shell.BadData, ""), (code, output));
        Assert.StartsWith("plimsoll: ", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("no-such.json", "there is no such file. [no_file]")]
    [InlineData(".", "expected a file, found a folder. [not_a_file]")]
    public async Task A_file_must_be_there(string path, string expected)
    {
        var (code, _, error) = await Shell.RunAsync("conformance", path);

        Assert.Equal((Shell.BadData, $"plimsoll: {path}: {expected}"), (code, error.TrimEnd()));
    }

    [Theory]
    [InlineData(
        "",
        "plimsoll: FILE: expected at least one file of vectors; found none.\nplimsoll: see plimsoll --help, or plimsoll conformance --help"
    )]
    [InlineData("{0} --venue okex", "plimsoll: --venue: no vector is of \"okex\"; there are: binance-usdm, bybit.")]
    [InlineData("{0} --kind x", "plimsoll: --kind: no vector is of \"x\"; there are: im_mm, maintenance_amount.")]
    [InlineData(
        "{0} --venue bybit --kind maintenance_amount",
        "plimsoll: --kind: no vector of bybit is of \"maintenance_amount\"; there are: im_mm."
    )]
    public async Task What_leaves_nothing_is_a_matter_of_usage(string line, string expected)
    {
        var file = await WriteAsync(Wrong);

        var (code, output, error) = await Shell.RunAsync([
            "conformance",
            .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word == "{0}" ? file : word),
        ]);

        Assert.Equal((Shell.Usage, "", expected), (code, output, error.TrimEnd().ReplaceLineEndings("\n")));
    }

    [Fact]
    public async Task The_help_has_examples_and_exit_codes()
    {
        var (code, output, _) = await Shell.RunAsync("conformance", "--help");

        Assert.Equal(Shell.Success, code);
        Assert.Contains("Examples:", output, StringComparison.Ordinal);
        Assert.Contains("Exit codes:", output, StringComparison.Ordinal);
        Assert.Contains("--export <DIR>", output, StringComparison.Ordinal);
    }

    /// <summary>What the command margin says of the exported files is, number by number, what the vector was judged by.</summary>
    [Fact]
    public async Task Exported_vectors_give_the_same_digits_on_the_command_line()
    {
        var (code, output, _) = await Shell.RunAsync(["conformance", .. Files, "--export", Export]);
        Assert.Equal(Shell.Success, code);

        var results = Files.SelectMany(VectorFile.Load).Select(ConformanceRun.Of).ToArray();
        var exported = ConformanceExport.Files(Export, results);
        Assert.Contains($"{exported.Count} models and {exported.Count} portfolios written to ", output, StringComparison.Ordinal);
        Assert.True(exported.Count > 150);
        foreach (var (result, model, portfolio) in exported)
        {
            var margin = await Shell.RunAsync("margin", portfolio, "--model", model, "--json");

            Assert.Equal((Shell.Success, ""), (margin.Code, margin.Error));
            var shown = (JsonObject)JsonNode.Parse(margin.Output)!;
            shown.Remove("model");
            shown.Remove("notes");
            Assert.Equal(AnswerOf(result.Translation!), shown.ToJsonString());
        }
    }

    [Fact]
    public async Task A_second_export_replaces_the_first_and_nothing_else()
    {
        string[] export = ["conformance", .. Files, "--venue", "bitmex", "--export", Export];
        await Shell.RunAsync(export);
        var second = await Shell.RunAsync(export);
        var mine = Directory.GetFiles(Path.Combine(Export, "bitmex"))[0];
        await File.WriteAllTextAsync(mine, "mine");

        var third = await Shell.RunAsync(export);

        Assert.Contains("files of an earlier export were replaced", second.Output, StringComparison.Ordinal);
        Assert.Equal((Shell.BadData, ""), (third.Code, third.Output));
        Assert.Equal(
            $"plimsoll: {mine}: is in the way, and no export has written it. Nothing was written. Choose another folder, or move the file away. [not_ours]",
            third.Error.TrimEnd()
        );
        Assert.Equal("mine", await File.ReadAllTextAsync(mine));
    }

    [Fact]
    public async Task An_export_stays_in_its_folder_whatever_a_vector_is_called()
    {
        var file = await WriteAsync(Wrong.Replace("\"id\": \"b\"", "\"id\": \"../../../b /?*\"", StringComparison.Ordinal));

        await Shell.RunAsync("conformance", file, "--export", Export);

        Assert.Equal(
            ["_.._.._.._b____.model.yaml", "_.._.._.._b____.portfolio.yaml"],
            Directory.GetFiles(_folder, "*.yaml", SearchOption.AllDirectories).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task An_export_into_a_file_is_bad_data()
    {
        var (code, _, error) = await Shell.RunAsync(["conformance", .. Files, "--venue", "okx", "--export", await WriteAsync("x")]);

        Assert.Equal(Shell.BadData, code);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string AnswerOf(Translation translation) =>
        AnswerJson
            .ToJson(
                Estimate.Of(
                    ModelReader.Read("m", translation.Model.ToJsonString()),
                    PortfolioReader.Read("p", translation.Portfolio.ToJsonString())
                )
            )!
            .ToJsonString();

    private async Task<string> WriteAsync(string text)
    {
        var path = Path.Combine(_folder, "vectors.json");
        await File.WriteAllTextAsync(path, text);
        return path;
    }
}
