namespace Plimsoll.Cli.Conformance;

/// <summary>What the help of <c>plimsoll conformance</c> adds: examples, what the table says, and what the exit codes mean.</summary>
internal static class ConformanceHelp
{
    public const string More = """
        Examples:
          plimsoll conformance tests/vectors/*.json
          plimsoll conformance vectors.json --venue bybit --kind liquidation_price
          plimsoll conformance vectors.json --json
          plimsoll conformance vectors.json --export vectors/
          plimsoll margin vectors/bybit/X.portfolio.yaml --model vectors/bybit/X.model.yaml

        The table:
          skipped      not run, with the reason
          apart        marked as contradicting its own rule; never counts as a failure
          worst error  largest error as a share of the expected number, or the error itself where 0 is expected;
                       it passed when it is within the vector's own tolerance or the digits that it shows
          not compared what is expected and was held against nothing
          not read     inputs of which nothing was made
          note         the vector names a formula that is not known, or not the one of its venue

        Exit codes:
          0  every vector that was run passed
          1  a vector failed, a file is not what it must be, or cannot be written
          2  the command line is not what it must be, or no vector is of that kind or venue

        """;
}
