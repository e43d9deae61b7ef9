namespace Plimsoll.Cli.Feeds;

/// <summary>What the help of <c>plimsoll feeds</c> adds.</summary>
internal static class FeedsHelp
{
    public const string Feeds = """
        Examples:
          plimsoll feeds check
          plimsoll feeds record feeds.jsonl.gz --bars bars.csv
          plimsoll feeds play feeds.jsonl.gz --bars bars.csv
          plimsoll replay bars.csv

        """;

    public const string Check = """
        Examples:
          plimsoll feeds check
          plimsoll feeds check --venue kraken --venue deribit --seconds 30
          plimsoll feeds check --symbol kraken=ETH/USD --symbol deribit=index:eth_usd
          plimsoll feeds check --venue chainlink --endpoint chainlink=https://my-node --endpoint chainlink=https://another --json

        The table:
          connected  how long connecting took
          lag        received minus stamped by the venue, of the latest stamp: delay and difference of clocks together
          skew       the least lag: below zero the venue's clock is ahead by so much; far above, it is behind or all comes late

        An access token, where a provider asks for one, is read from the environment:
        PLIMSOLL_TOKEN_PYTH, PLIMSOLL_TOKEN_CHAINLINK.

        Exit codes: 0 all work, 1 some do not, 2 wrong command line, 130 interrupted.

        """;

    public const string Record = """
        A recording is never overwritten, and whole to its last second even when the process is killed.

        Examples:
          plimsoll feeds record feeds.jsonl.gz --venue kraken --venue coinbase --venue bitstamp
          plimsoll feeds record feeds.jsonl.gz --seconds 3600 --bars bars.csv

        Exit codes: 0 recorded, 1 nothing came or a file cannot be written, 2 wrong command line.

        """;

    public const string Play = """
        Examples:
          plimsoll feeds play feeds.jsonl.gz
          plimsoll feeds play feeds.jsonl.gz --bars bars.csv

        Exit codes: 0 played, 1 a file is not what it must be, or cannot be written, 2 wrong command line.

        """;
}
