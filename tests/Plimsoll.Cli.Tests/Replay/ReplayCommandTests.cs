using System.Text.Json;
using Plimsoll.Cli.Replay;

namespace Plimsoll.Cli.Tests.Replay;

[Collection("output files")]
public sealed class ReplayCommandTests : IClassFixture<CrashFile>
{
    private const int BadData = 1;
    private const int Usage = 2;
    private const int Interrupted = 130;
    private readonly CrashFile _crash;

    public ReplayCommandTests(CrashFile crash) => _crash = crash;

    [Theory, Trait("Criterion", "REPL-050")]
    [InlineData("", "FILE: expected at least one file of prices; found none")]
    [InlineData("{0} --accounts many", "--accounts: expected a whole number from 1 to 1000000; found \"many\"")]
    [InlineData("{0} --accounts 0", "--accounts: expected a whole number from 1 to 1000000; found \"0\"")]
    [InlineData("{0} --accounts 1000001", "--accounts")]
    [InlineData("{0} --accounts", "--accounts: expected N; found nothing.")]
    [InlineData("{0} --preset", "--preset: expected NAME; found nothing.")]
    [InlineData("{0} --accounts 5 --accounts 6", "--accounts: expected once; found 2 times (5, 6).")]
    [InlineData("{0} --json --json", "--json: expected once; found 2 times.")]
    [InlineData("{0} --statement 1 --statement-from noon", "--statement-from: expected a time in UTC such as 2020-03-12T10:30")]
    [InlineData("{0} --statement 1 --statement-from 2020-03-13 --statement-to 2020-03-12", "found 2020-03-13T00:00:00")]
    [InlineData("{0} --model hyperlquid", "--model: there is no model called \"hyperlquid\"")]
    [InlineData("{0} --model reg-t", "lists no linear perpetual on BTC")]
    [InlineData("{0} --statement-to 2020-03-12", "--statement-to: expected accounts in --statement; found none")]
    [InlineData("{0} --accounts 1,00", "--accounts: expected a whole number from 1 to 1000000; found \"1,00\"")]
    [InlineData("{0} --accounts ,100", "--accounts")]
    [InlineData("{0} --statement x,1", "--statement: expected numbers of accounts with commas between them")]
    [InlineData("{0} --statement -1", "--statement")]
    [InlineData("{0} --statement 1,", "--statement: expected numbers of accounts")]
    [InlineData("{0} --statement-csv a.csv", "--statement-csv: expected accounts in --statement; found none")]
    [InlineData("{0} --seed pi", "--seed: expected a whole number of 64 bits; found \"pi\"")]
    [InlineData("{0} --speed 0", "--speed: expected a number above 0")]
    [InlineData("{0} --speed -2", "--speed")]
    [InlineData("{0} --speed fast", "found \"fast\"")]
    [InlineData("{0} --preset calm", "--preset: expected one of standard, stress; found \"calm\".")]
    [InlineData("{0} --mark ftx", "There are: bitfinex, bitmex")]
    [InlineData("{0} --mark bitmex:ETHUSD", "bitmex:XBTUSD")]
    [InlineData("{0} --colour red", "--colour: expected an option of replay, or a file; found neither of that name.")]
    public async Task A_wrong_argument_is_named_with_what_was_expected(string line, string expected)
    {
        var (code, output, error) = await RunAsync(Arguments(line));

        Assert.Equal(Usage, code);
        Assert.Empty(output);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory, Trait("Criterion", "REPL-050")]
    [InlineData(
        "rplay prices.csv",
        "expected a command (replay, backtest, moves, margin, liquidation-price, what-if, stress, cheapest-cure, compare, models, schema, surface, conformance, serve, config, feeds, journal); found \"rplay prices.csv\". Did you mean replay?"
    )]
    [InlineData(
        "--json",
        "expected a command (replay, backtest, moves, margin, liquidation-price, what-if, stress, cheapest-cure, compare, models, schema, surface, conformance, serve, config, feeds, journal); found \"--json\"."
    )]
    public async Task Without_a_command_there_is_one_line_with_those_there_are(string line, string expected)
    {
        var (code, output, error) = await RunAsync(line.Split(' '));

        Assert.Equal((Usage, ""), (code, output));
        Assert.Equal([$"plimsoll: {expected}", "plimsoll: see plimsoll --help"], Lines(error));
    }

    [Fact, Trait("Criterion", "REPL-050")]
    public async Task What_would_move_a_terminal_is_spelled_out()
    {
        var (_, _, error) = await RunAsync("replay", _crash.Prices, "--accounts", "\u001b[2J");
        var (_, _, missing) = await RunAsync("replay", "\u001b[2J");

        Assert.DoesNotContain("\u001b", error + missing, StringComparison.Ordinal);
        Assert.Contains("found \"\\u001B[2J\"", error, StringComparison.Ordinal);
        Assert.Contains("\\u001B[2J: expected a file; found none of that name. [file_not_readable]", missing, StringComparison.Ordinal);
    }

    [Theory, Trait("Criterion", "REPL-050")]
    [InlineData("1,000")]
    [InlineData("1_000")]
    public async Task Thousands_may_be_set_apart(string accounts)
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        using var output = new StringWriter();

        await CommandLine.RunAsync(["replay", _crash.Prices, "--accounts", accounts, "--json"], output, TextWriter.Null, stopped.Token);

        using var json = JsonDocument.Parse(output.ToString());
        Assert.Equal(1_000, json.RootElement.GetProperty("accounts").GetInt32());
    }

    [Fact, Trait("Criterion", "REPL-051")]
    public async Task A_missing_file_is_bad_data()
    {
        var (code, output, error) = await RunAsync("replay", "/no/such/file.csv");

        Assert.Equal((BadData, ""), (code, output));
        Assert.Contains(
            "/no/such/file.csv: expected a file; found none of that name. [file_not_readable]",
            error,
            StringComparison.Ordinal
        );
    }

    [Fact, Trait("Criterion", "REPL-051")]
    public async Task A_bad_row_is_told_with_its_line()
    {
        var path = Path.Combine(_crash.Folder, "bad.csv");
        await File.WriteAllTextAsync(path, "ts_ms,venue,symbol,open,high,low,close,volume\n1583884800000,kraken,BTCUSD,10,9,14,12,1\n");

        var (code, _, error) = await RunAsync("replay", path);

        Assert.Equal(BadData, code);
        Assert.Contains("bad.csv:2: expected low at most high; found low 14, high 9. [low_above_high]", error, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "REPL-051")]
    public async Task A_report_that_cannot_be_written_is_told_before_the_replay()
    {
        var (code, output, error) = await RunAsync("replay", _crash.Prices, "--report", Path.Combine(_crash.Prices, "report.html"));

        Assert.Equal((BadData, ""), (code, output));
        Assert.Contains("report.html", error, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "REPL-051")]
    public async Task A_report_in_a_folder_that_is_not_there_is_refused_with_advice()
    {
        var folder = Path.Combine(_crash.Folder, "not there");

        var (code, output, error) = await RunAsync("replay", _crash.Prices, "--report", Path.Combine(folder, "report.html"));

        Assert.Equal((BadData, ""), (code, output));
        Assert.Contains($"expected a folder that exists, found none; make it first: mkdir -p '{folder}'", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Fact, Trait("Criterion", "REPL-051")]
    public async Task A_folder_is_told_where_a_file_is_expected()
    {
        var prices = await RunAsync("replay", _crash.Folder);
        var report = await RunAsync("replay", _crash.Prices, "--report", _crash.Folder);
        var overwritten = await RunAsync("replay", _crash.Prices, "--report", _crash.Prices);

        Assert.Equal((BadData, BadData, BadData), (prices.Code, report.Code, overwritten.Code));
        Assert.Contains("expected a file; found a folder. [file_not_readable]", prices.Error, StringComparison.Ordinal);
        Assert.Contains("expected a file, found a folder", report.Error, StringComparison.Ordinal);
        Assert.Contains("found one of the price files", overwritten.Error, StringComparison.Ordinal);
        Assert.True(new FileInfo(_crash.Prices).Length > 0);
    }

    [Fact, Trait("Criterion", "REPL-059")]
    public async Task A_report_is_there_whole_or_as_it_was()
    {
        var report = Path.Combine(_crash.Folder, "kept.html");
        await File.WriteAllTextAsync(report, "before");
        var bad = Path.Combine(_crash.Folder, "bad-row.csv");
        await File.WriteAllTextAsync(bad, "ts_ms,venue,symbol,open,high,low,close,volume\n1583884800000,kraken,BTCUSD,10,9,14,12,1\n");

        var venue = await RunAsync("replay", _crash.Prices, "--report", report, "--mark", "ftx");
        var row = await RunAsync("replay", bad, "--report", report);

        Assert.Equal((Usage, BadData), (venue.Code, row.Code));
        using (OutputFile.Open("--report", report)) { }
        Assert.Equal("before", await File.ReadAllTextAsync(report));
        using (var file = OutputFile.Open("--report", report)!)
        {
            await file.Writer.WriteAsync("after");
            Assert.Equal("before", await File.ReadAllTextAsync(report));
            file.Finish();
        }

        Assert.Equal("after", await File.ReadAllTextAsync(report));
        Assert.Empty(Directory.EnumerateFiles(_crash.Folder, "*.unfinished"));
    }

    [Fact, Trait("Criterion", "REPL-058")]
    public async Task A_statement_goes_to_the_terminal_to_json_or_to_a_file()
    {
        var csv = Path.Combine(_crash.Folder, "statement.csv");

        var terminal = await RunAsync("replay", _crash.Prices, "--accounts", "30", "--statement", "17,2");
        var machine = await RunAsync("replay", _crash.Prices, "--accounts", "30", "--statement", "17", "--json");
        var file = await RunAsync("replay", _crash.Prices, "--accounts", "30", "--statement", "17,2", "--statement-csv", csv);

        Assert.Equal((0, 0, 0), (terminal.Code, machine.Code, file.Code));
        Assert.Matches("statement of account 17, market maker: [0-9,]+ lines, from a balance of zero\n", terminal.Output);
        Assert.Matches(
            "\n2020-03-12 10:19:59 +[0-9]+  Deposit +USD +[0-9,]+\\.[0-9]{6} +[0-9,]+\\.[0-9]{6}  outside +[0-9]+\n",
            terminal.Output
        );
        Assert.Contains("statement of account 2, trading fees", terminal.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("statement of account", file.Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(machine.Output);
        var lines = json.RootElement.GetProperty("statements")[0].GetProperty("lines");
        var written = (await File.ReadAllLinesAsync(csv)).Where(line => line.StartsWith("17,", StringComparison.Ordinal)).ToList();
        Assert.Equal(lines.GetArrayLength(), written.Count);
        Assert.Equal(lines.EnumerateArray().Sum(line => line.GetProperty("amount").GetDecimal()), decimal.Parse(written[^1].Split(',')[6]));
    }

    [Fact, Trait("Criterion", "REPL-058")]
    public async Task A_span_of_a_statement_goes_on_where_the_one_before_it_ended()
    {
        var before = await StatementAsync("--statement-to", "2020-03-12T10:40");
        var after = await StatementAsync("--statement-from", "2020-03-12T10:40");
        var whole = await StatementAsync();

        var (first, rest, all) = (before.GetProperty("lines"), after.GetProperty("lines"), whole.GetProperty("lines"));
        Assert.True(first.GetArrayLength() > 0 && rest.GetArrayLength() > 0);
        Assert.Equal(all.GetArrayLength(), first.GetArrayLength() + rest.GetArrayLength());
        Assert.Empty(before.GetProperty("opening").EnumerateObject());
        Assert.Equal(
            first[first.GetArrayLength() - 1].GetProperty("balance").GetDecimal(),
            after.GetProperty("opening").GetProperty("USD").GetDecimal()
        );
        Assert.All(all.EnumerateArray(), line => Assert.True(line.GetProperty("parameters").GetInt32() > 0));
        Assert.Equal("outside", first[0].GetProperty("counterpartyName").GetString());
    }

    [Fact, Trait("Criterion", "REPL-058")]
    public async Task An_account_that_never_was_is_told_after_the_figures()
    {
        var (code, output, error) = await RunAsync("replay", _crash.Prices, "--accounts", "10", "--statement", "900000");

        Assert.Equal(Usage, code);
        Assert.Contains("state hash", output, StringComparison.Ordinal);
        Assert.Matches("--statement: expected accounts from 0 to [0-9]+; found 900000\\.", error);
    }

    [Fact, Trait("Criterion", "REPL-053")]
    public async Task A_report_says_how_to_get_the_same_in_a_shell()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_crash.Folder, "it's here")).FullName;
        var prices = Path.Combine(folder, "prices.csv");
        File.Copy(_crash.Prices, prices);
        var report = Path.Combine(folder, "report.html");

        var (code, _, _) = await RunAsync("replay", prices, "--accounts", "5", "--report", report, "--no-compare");

        Assert.Equal(0, code);
        var page = System.Net.WebUtility.HtmlDecode(await File.ReadAllTextAsync(report));
        Assert.Contains(
            $"<pre>./run replay '{prices.Replace("'", @"'\''", StringComparison.Ordinal)}' --accounts 5 --seed 1",
            page,
            StringComparison.Ordinal
        );
    }

    [Fact, Trait("Criterion", "REPL-051")]
    public async Task A_stopped_replay_prints_what_it_has()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = await CommandLine.RunAsync(["replay", _crash.Prices, "--accounts", "10", "--json"], output, error, stopped.Token);

        Assert.Equal(Interrupted, code);
        using var json = JsonDocument.Parse(output.ToString());
        Assert.True(json.RootElement.GetProperty("interrupted").GetBoolean());
        Assert.Equal(0, json.RootElement.GetProperty("ticks").GetInt32());
    }

    [Fact, Trait("Criterion", "REPL-050"), Trait("Criterion", "REPL-051")]
    public async Task Stopped_before_the_first_tick_it_draws_nothing_and_says_so()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        using var output = new StringWriter();
        using var error = new StringWriter();
        var report = Path.Combine(_crash.Folder, "early.html");

        var code = await CommandLine.RunAsync(
            ["replay", _crash.Prices, "--accounts", "10", "--report", report],
            output,
            error,
            stopped.Token
        );

        Assert.Equal(Interrupted, code);
        Assert.Contains("stopped before the first tick; there is no report", error.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(report));
    }

    [Fact, Trait("Criterion", "REPL-052"), Trait("Criterion", "CERT-001")]
    public async Task Json_says_which_scan_ran_and_both_give_the_same_hashes()
    {
        async Task<(string Scan, string State, string Events)> Run(params string[] more)
        {
            var (_, output, _) = await RunAsync(["replay", _crash.Prices, "--accounts", "40", "--json", .. more]);
            using var json = JsonDocument.Parse(output);
            string Text(string name) => json.RootElement.GetProperty(name).GetString()!;
            return (Text("scan"), Text("stateHash"), Text("eventHash"));
        }

        var (certified, full) = (await Run(), await Run("--full-scan"));

        Assert.Equal(("certified", "full"), (certified.Scan, full.Scan));
        Assert.Equal((certified.State, certified.Events), (full.State, full.Events));
    }

    [Fact, Trait("Criterion", "REPL-052")]
    public async Task Json_is_one_object_with_the_agreed_fields()
    {
        var (code, output, error) = await RunAsync("replay", _crash.Prices, "--accounts", "100", "--json");

        Assert.Equal((0, ""), (code, error));
        using var json = JsonDocument.Parse(output);
        var root = json.RootElement;
        Assert.Equal(64, root.GetProperty("stateHash").GetString()!.Length);
        Assert.Equal((160, 100), (root.GetProperty("ticks").GetInt32(), root.GetProperty("accounts").GetInt32()));
        Assert.True(root.GetProperty("commands").GetInt64() > 300);
        HasNumbers(root, "liquidations", "started", "partial", "full", "cured");
        HasNumbers(root, "routes", "book", "fund", "adl", "socialised");
        HasNumbers(root, "insuranceFund", "start", "low", "end");
        HasNumbers(root, "adl", "events", "accounts", "notional");
        HasNumbers(root, "makers", "pnl", "capital", "shortfall");
        HasNumbers(root, "profits", "users", "makers", "insuranceFund", "fees", "conversion", "remainders", "badDebt", "sum");
        HasNumbers(root, "conservation", "USD", "BTC");
        Assert.Equal((0, 0), (root.GetProperty("badDebt").GetDecimal(), root.GetProperty("missed").GetInt64()));
        Assert.Equal(0, root.GetProperty("alarms").GetInt64());
        Assert.All(root.GetProperty("conservation").EnumerateObject(), asset => Assert.Equal(0, asset.Value.GetDecimal()));
    }

    [Fact, Trait("Criterion", "REPL-030")]
    public async Task The_same_line_gives_the_same_hash()
    {
        Assert.Equal(await HashAsync("7"), await HashAsync("7"));
        Assert.NotEqual(await HashAsync("7"), await HashAsync("8"));
    }

    [Fact, Trait("Criterion", "REPL-052")]
    public async Task Without_json_a_table_with_units_is_printed()
    {
        var (code, output, _) = await RunAsync("replay", _crash.Prices, "--accounts", "50");

        Assert.Equal(0, code);
        Assert.Matches("insurance fund.*USD at the start", output);
        Assert.Matches("replayed +. +160 . ticks", output);
        Assert.Matches("alarms +. +0 ", output);
        Assert.Matches("state hash [0-9a-f]{64}", output);
    }

    [Fact, Trait("Criterion", "REPL-053")]
    public async Task A_report_compares_with_single_venues_unless_told_not_to()
    {
        var report = Path.Combine(_crash.Folder, "compared.html");

        var with = await RunAsync("replay", _crash.Prices, "--accounts", "60", "--report", report);
        var compared = await File.ReadAllTextAsync(report);
        var without = await RunAsync("replay", _crash.Prices, "--accounts", "60", "--report", report, "--no-compare");
        var alone = await File.ReadAllTextAsync(report);

        Assert.Equal((0, 0), (with.Code, without.Code));
        Assert.Contains("bitmex alone", compared, StringComparison.Ordinal);
        Assert.DoesNotContain("bitmex alone", alone, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "REPL-050")]
    public async Task Help_names_every_option()
    {
        var (code, output, _) = await RunAsync("replay", "--help");

        Assert.Equal(0, code);
        Assert.All(
            [
                "--accounts",
                "--seed",
                "--mark",
                "--preset",
                "--speed",
                "--report",
                "--no-compare",
                "--json",
                "stress:",
                "--statement",
                "--statement-csv",
                "--statement-from",
                "--statement-to",
                "Examples:",
                "Exit codes:",
            ],
            option => Assert.Contains(option, output, StringComparison.Ordinal)
        );
    }

    private static string[] Lines(string text) => text.TrimEnd().Split(Environment.NewLine);

    private static void HasNumbers(JsonElement root, string name, params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            Assert.Equal(JsonValueKind.Number, root.GetProperty(name).GetProperty(field).ValueKind);
        }
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(arguments, output, error, CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }

    private async Task<JsonElement> StatementAsync(params string[] span)
    {
        var (code, output, _) = await RunAsync(["replay", _crash.Prices, "--accounts", "30", "--statement", "17", "--json", .. span]);
        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(output);
        return json.RootElement.GetProperty("statements")[0].Clone();
    }

    private string[] Arguments(string line) =>
        ["replay", .. line.Replace("{0}", _crash.Prices, StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    private async Task<string> HashAsync(string seed)
    {
        var (_, output, _) = await RunAsync("replay", _crash.Prices, "--accounts", "40", "--seed", seed, "--json");
        using var json = JsonDocument.Parse(output);
        return json.RootElement.GetProperty("stateHash").GetString()!;
    }
}
