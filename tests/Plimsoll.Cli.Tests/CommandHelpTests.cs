namespace Plimsoll.Cli.Tests;

public sealed class CommandHelpTests
{
    public static TheoryData<string> Commands =>
        [
            "",
            "replay",
            "backtest",
            "margin",
            "liquidation-price",
            "what-if",
            "stress",
            "cheapest-cure",
            "compare",
            "models",
            "schema",
            "surface",
            "conformance",
            "feeds",
            "feeds check",
            "feeds record",
            "feeds play",
        ];

    /// <summary>Lines fit a screen, and defaults are the words that the user would type.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_fits_a_screen_and_speaks_the_users_words(string command)
    {
        var (code, output, _) = await Shell.RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal(Shell.Success, code);
        var lines = output.ReplaceLineEndings("\n").Split('\n');
        Assert.Equal([], lines.Where(line => line.Length > 121));
        Assert.DoesNotMatch(@"\[default: [A-Z]", output);
    }

    [Theory]
    [InlineData("backtest", "all")]
    [InlineData("surface", "coin")]
    public async Task A_default_is_told_in_the_words_of_the_option(string command, string word)
    {
        var (_, output, _) = await Shell.RunAsync(command, "--help");

        Assert.Contains($"[default: {word}]", output, StringComparison.Ordinal);
    }
}
