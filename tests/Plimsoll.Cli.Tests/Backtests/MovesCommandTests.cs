using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Cli.Tests.Backtests;

public sealed class MovesCommandTests
{
    [Fact, Trait("Criterion", "VARR-122")]
    public async Task The_table_of_the_house_model_is_made_of_the_daily_prices()
    {
        var data = RepositoryFiles.PathOf("data", "daily", "daily_ohlcv_coinbase_2020_2025.csv.gz");
        var (code, output, error) = await Shell.RunAsync("moves", "--coins", "BTC,ETH", "--data", data);

        Assert.Equal((Shell.Success, ""), (code, error));
        Assert.Equal(await File.ReadAllTextAsync(RepositoryFiles.PathOf("models", "plimsoll-var.csv")), output);
    }

    [Fact, Trait("Criterion", "VARR-122")]
    public async Task A_coin_that_is_not_there_is_told()
    {
        var data = RepositoryFiles.PathOf("data", "daily", "daily_ohlcv_coinbase_2020_2025.csv.gz");
        var (code, output, error) = await Shell.RunAsync("moves", "--coins", "BTC,NOPE", "--data", data);

        Assert.Equal((Shell.BadData, ""), (code, output));
        Assert.Contains("expected prices of NOPE; found AAVE, ", error, StringComparison.Ordinal);
    }

    [Theory, Trait("Criterion", "VARR-122")]
    [InlineData("moves")]
    [InlineData("moves", "--coins", ",")]
    [InlineData("moves", "--coins", "BTC", "--decay", "1")]
    public async Task A_command_line_that_is_none_is_told(params string[] line)
    {
        var (code, _, error) = await Shell.RunAsync(line);

        Assert.Equal(Shell.Usage, code);
        Assert.NotEqual("", error);
    }
}
