namespace Plimsoll.Cli.Margin;

/// <summary>What the help of the commands about margin adds: examples, and what the exit codes mean.</summary>
internal static class MarginHelp
{
    public const string Margin = $"""
        Examples:
          plimsoll margin samples/portfolios/long-btc.yaml
          plimsoll margin samples/portfolios/long-btc.yaml --explain
          plimsoll margin samples/portfolios/long-btc.yaml --model bybit-uta --json
          plimsoll margin samples/portfolios/short-strangle.yaml --report margin.html
          plimsoll margin portfolio.yaml --model my-venue.yaml
          plimsoll margin portfolio.yaml --models my-models/ --at 2026-01-31
          cat portfolio.yaml | plimsoll margin -

        {ExitCodes}
        """;

    public const string LiquidationPrice = $"""
        The liquidation price is the mark at which the unit of margin falls below its maintenance margin, all other prices
        equal; the distance is the way there from the mark, as a share of the mark. It is looked for from a thousandth of the
        mark to its hundredfold, and under portfolio margin, as in stress, from a twentieth to the twentyfold. Beside options
        that a model cannot value there is none.

        Examples:
          plimsoll liquidation-price samples/portfolios/isolated-eth.yaml
          plimsoll liquidation-price samples/portfolios/majors.yaml --json

        {ExitCodes}
        """;

    public const string WhatIf = $"""
        Changes happen in the order in which they are given: a trade behind a move is made at the price after it.
        Trades are free of fees. What is closed of an isolated position leaves its margin and profit with the rest of it.
        An option moves by its own symbol; under portfolio margin it is also valued anew when its underlying, its volatility
        or the time moves, and takes the volatility at which it has the price that it was moved to.

        Examples:
          plimsoll what-if samples/portfolios/long-btc.yaml --move BTC:-5%
          plimsoll what-if samples/portfolios/long-btc.yaml --trade BTCUSDT:-0.1 --deposit USDT:500 --report what-if.html
          plimsoll what-if samples/portfolios/long-btc.yaml --move BTC:-5% --trade BTCUSDT:-0.1   (sells after the fall)
          plimsoll what-if samples/portfolios/long-btc.yaml --trade BTCUSDT:-0.1@66000 --json
          plimsoll what-if samples/portfolios/hedged-call.yaml --volatility BTC:+10% --days 7

        {ExitCodes}
        """;

    public const string Stress = $"""
        Every price of the portfolio is multiplied alike, volatilities by a factor of their own, and the margin is asked again;
        options are valued anew. Days that were move each underlying by its own close; volatilities stand still on them.
        Edges are looked for down to a twentieth of today's prices and up to the twentyfold.

        Examples:
          plimsoll stress samples/portfolios/majors.yaml
          plimsoll stress samples/portfolios/majors.yaml --days 20 --price 25%
          plimsoll stress samples/portfolios/short-strangle.yaml --price 30% --volatility 80% --report stress.html
          plimsoll stress samples/portfolios/hedged-call.yaml --model derive-pmrm-1 --json

        {ExitCodes}
        """;

    public const string CheapestCure = $"""
        Every unit of margin (the cross account, and each isolated position) is brought to the target by itself.
        Deposits are told in cents of dollars, and of other assets in their smallest unit; closes in the lots that the model
        states, or else in steps of 0.001 contracts, or of the position's last digit where that is finer. Closing is at the
        mark and free of fees: of one position, of a share of all positions on one underlying, hedges included, or of a share
        of everything. Deposits come first, from the least cash on; then closes, from the least notional on.

        Examples:
          plimsoll cheapest-cure samples/portfolios/long-btc.yaml --target 2000%
          plimsoll cheapest-cure samples/portfolios/isolated-eth.yaml --target 5
          plimsoll cheapest-cure portfolio.yaml --target initial --json

        {ExitCodes}
        """;

    public const string Compare = $"""
        The same exposure to the same underlyings, on collateral of the same value, in each venue's own symbols; the notes
        under the table say what had to be put otherwise.

        Examples:
          plimsoll compare samples/portfolios/majors.yaml
          plimsoll compare samples/portfolios/majors.yaml --leverage venue
          plimsoll compare samples/portfolios/majors.yaml --report compare.html
          plimsoll compare samples/portfolios/majors.yaml --models my-models/ --json

        {ExitCodes}
        """;

    public const string Models = """
        Examples:
          plimsoll models
          plimsoll models binance-usdm
          plimsoll models deribit-inverse --at 2020-01-01
          plimsoll models --models my-models/ --json

        Exit codes:
          0  done
          1  a file is not what it must be
          2  the command line is not what it must be, or no model has that name

        """;

    public const string Schema = """
        Examples:
          plimsoll schema model > model.schema.json
          plimsoll schema portfolio > portfolio.schema.json
          plimsoll schema server > server.schema.json       # the server's settings
          plimsoll schema venue > venue.schema.json         # what a venue lists, the file that those settings name

        With the first line "# yaml-language-server: $schema=model.schema.json" in a file, editors complete it.

        Exit codes:
          0  done
          2  the command line is not what it must be

        """;

    private const string ExitCodes = """
        Exit codes:
          0  done, whether or not the account is in trouble
          1  a file is not what it must be, does not fit the model, or cannot be written
          2  the command line is not what it must be

        """;
}
