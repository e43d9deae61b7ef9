using System.Text.Json;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Cli.Tests.Backtests;

/// <summary>The command on the prices that come with the source, and on what is none.</summary>
public sealed class BacktestCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-").FullName;

    private static string Daily => RepositoryFiles.PathOf("data", "daily", "daily_ohlcv_coinbase_2020_2025.csv.gz");

    /// <summary>Without --data it finds the daily prices above the program.</summary>
    [Fact, Trait("Criterion", "VARR-094")]
    public async Task Runs_on_the_sources_own_prices()
    {
        var report = Path.Combine(_folder, "report.html");
        var (code, output, error) = await Shell.RunAsync(
            "backtest",
            "--model",
            "historical",
            "normal",
            "--book",
            "short-vol",
            "--json",
            "--report",
            report
        );

        Assert.Equal(Shell.Success, code);
        Assert.EndsWith($"plimsoll: the report is in {report}", error.TrimEnd(), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(output);
        var tests = json
            .RootElement.GetProperty("tests")
            .EnumerateArray()
            .ToDictionary(test => $"{test.GetProperty("book")}, {test.GetProperty("model")}");
        Assert.Equal(4, tests.Count);
        Assert.Equal("TooLow", tests["short straddle BTC, normal"].GetProperty("verdict").GetString());
        Assert.Equal("Holds", tests["short straddle BTC, historical"].GetProperty("verdict").GetString());
        Assert.Equal(1_624, tests["short straddle BTC, historical"].GetProperty("periods").GetInt32());
        Assert.Contains("Short straddle BTC", await File.ReadAllTextAsync(report), StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "VARR-094")]
    public async Task A_table_for_people_and_progress_beside_it()
    {
        var (code, output, error) = await Shell.RunAsync("backtest", "--model", "fixed", "--book", "spot", "--data", Daily);

        Assert.Equal(Shell.Success, code);
        Assert.Contains("spot, long (30)", output, StringComparison.Ordinal);
        Assert.Contains("left out: 2;", output, StringComparison.Ordinal);
        Assert.Contains("backtest 100 %", error, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "VARR-094")]
    public async Task The_help_says_a_default_once() =>
        Assert.DoesNotContain(
            "[default: all] [default:",
            string.Join(
                ' ',
                (await Shell.RunAsync("backtest", "--help")).Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            ),
            StringComparison.Ordinal
        );

    /// <summary>A digit too many in one close: told in the table and in the JSON, or a fault of one line.</summary>
    [Fact, Trait("Criterion", "VARR-092")]
    public async Task An_outlier_is_told()
    {
        var file = Path.Combine(_folder, "outlier.csv");
        string Price(int day) => FormattableString.Invariant($"{(100 + (day % 7 * 0.1)) * (day == 200 ? 1_000 : 1):0.####}");
        var rows = Enumerable
            .Range(0, 400)
            .Select(day => $"{1_577_836_800_000 + (day * 86_400_000L)},a,BTCUSD,{Price(day)},{Price(day)},{Price(day)},{Price(day)},1");
        await File.WriteAllTextAsync(file, "ts_ms,venue,symbol,open,high,low,close,volume\n" + string.Join('\n', rows) + "\n");
        string[] line = ["backtest", "--data", file, "--window", "80", "--book", "spot", "--model"];

        var table = await Shell.RunAsync([.. line, "historical"]);
        var json = await Shell.RunAsync([.. line, "historical", "--json"]);
        var fault = await Shell.RunAsync([.. line, "ewma"]);

        Assert.Contains(
            "outlier.csv:202: a:BTCUSD from",
            string.Join(' ', table.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal
        );
        Assert.Equal(2, JsonDocument.Parse(json.Output).RootElement.GetProperty("warnings").GetArrayLength());
        Assert.Equal((Shell.BadData, ""), (fault.Code, fault.Output));
        Assert.Contains("[move_too_large]", fault.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", fault.Error, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "VARR-095"), Trait("Criterion", "VARR-096")]
    public async Task Margin_models_stand_beside_the_others()
    {
        var report = Path.Combine(_folder, "report.html");
        var file = RepositoryFiles.PathOf("models", "paradex-pm@2026-08-01.yaml");
        var (code, output, error) = await Shell.RunAsync([
            "backtest",
            "--model",
            "fixed",
            "derive-pmrm-2",
            "occ-tims",
            file,
            "--book",
            "short-vol",
            "--report",
            report,
        ]);

        Assert.True(code == Shell.Success, error);
        Assert.Contains("│ derive-pmrm-2 │", output, StringComparison.Ordinal);
        Assert.Contains("│ paradex-pm ", output, StringComparison.Ordinal);
        Assert.Contains(
            "occ-tims skips short straddle BTC (it has no options on BTC, but on SPX, XYZ), and 1 more.",
            output,
            StringComparison.Ordinal
        );
        var page = await File.ReadAllTextAsync(report);
        Assert.Contains("derive-pmrm-2", page, StringComparison.Ordinal);
        Assert.Contains("occ-tims skips", page, StringComparison.Ordinal);
    }

    [Theory, Trait("Criterion", "VARR-096")]
    [InlineData("backtest --model occ-tims --book spot", 1, "--model: expected a model that can margin one of the books")]
    [InlineData("backtest --model nowhere.yaml", 1, "nowhere.yaml: there is no such file")]
    [InlineData("backtest --model derive-pmrm-3", 2, "found \"derive-pmrm-3\"")]
    [InlineData("backtest --model derive-pmrm-2 --models nowhere", 1, "there is no such folder")]
    public async Task Says_what_a_model_cannot(string arguments, int expected, string words)
    {
        var (code, output, error) = await Shell.RunAsync(arguments.Split(' '));

        Assert.Equal((expected, ""), (code, output));
        Assert.Contains(words, error, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, Trait("Criterion", "VARR-094")]
    [InlineData("backtest --model vra", 2, "--model: expected all, fixed, span")]
    [InlineData("backtest --book long", 2, "--book: expected one of all, spot, short, hedged, short-vol; found \"long\"")]
    [InlineData("backtest --level 99", 2, "--level: expected a number from 0.9 to 0.999")]
    [InlineData("backtest --window 10", 2, "--window: expected a whole number from 60 to 100000; found \"10\"")]
    [InlineData("backtest --data nowhere.csv", 1, "nowhere.csv: expected a file; found none of that name. [file_not_readable]")]
    [InlineData("backtest --window 99999 --book short-vol", 1, "[too_short]")]
    public async Task Says_what_was_expected(string arguments, int expected, string words)
    {
        var (code, output, error) = await Shell.RunAsync(arguments.Split(' '));

        Assert.Equal((expected, ""), (code, output));
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
