namespace Plimsoll.Simulation.Population;

/// <summary>Who trades at the simulated venue. Every value names its source or is called an assumption (docs/spec/0011-replay.md).</summary>
public sealed record PopulationParameters
{
    /// <summary>Median equity of an account in dollars. Assumption: most accounts of a retail derivatives venue are small.</summary>
    public double EquityMedian { get; init; } = 1_500;

    /// <summary>Standard deviation of the logarithm of equity. Assumption.</summary>
    public double EquitySigma { get; init; } = 1.4;

    /// <summary>The share of accounts whose equity follows the heavy tail instead. Assumption.</summary>
    public double TailShare { get; init; } = 0.03;

    /// <summary>Where the Pareto tail begins, in dollars. Assumption.</summary>
    public double TailFloor { get; init; } = 40_000;

    /// <summary>The tail's exponent: P(equity &gt; x) = (floor ÷ x)^exponent. Assumption: 1.3, between a wealth and a firm-size distribution.</summary>
    public double TailExponent { get; init; } = 1.3;

    /// <summary>Smallest and largest equity in dollars. Assumption.</summary>
    public (double Least, double Most) EquityRange { get; init; } = (50, 20_000_000);

    /// <summary>Median leverage. With <see cref="LeverageSigma"/> it gives a mean of 26x weighted by contracts.</summary>
    /// <remarks>Source: BitMEX's own statistics of May 2018 to April 2019 (blog, 15 May 2019): 22x to 30x on the perpetual, month's end, weighted by contracts.</remarks>
    public double LeverageMedian { get; init; } = 7;

    /// <summary>Standard deviation of the logarithm of leverage; see <see cref="LeverageMedian"/>.</summary>
    public double LeverageSigma { get; init; } = 0.95;

    /// <summary>The largest leverage. Source: 100x on BitMEX, 2020.</summary>
    public double LeverageMost { get; init; } = 100;

    /// <summary>Leverage falls with equity^−this above the median equity. Assumption: large traders use less, as the same statistics say.</summary>
    public double LeverageFallsWithEquity { get; init; } = 0.15;

    /// <summary>Share of positions that are long. Assumption: 56 %, a market that had risen for weeks with funding above zero; makers hold the rest.</summary>
    public double LongShare { get; init; } = 0.56;

    /// <summary>Share of traders with cross margin; the others isolate each position. Assumption: BitMEX's default was cross.</summary>
    public double CrossShare { get; init; } = 0.55;

    /// <summary>Among cross traders: share with a stablecoin as collateral, where the files price one. Assumption.</summary>
    public double StablecoinShare { get; init; } = 0.25;

    /// <summary>Among cross traders: share with BTC as collateral, where the files price it. Assumption.</summary>
    public double BitcoinShare { get; init; } = 0.20;

    /// <summary>Share of traders with two positions, and with three; the others have one. Assumption.</summary>
    public (double Two, double Three) MorePositions { get; init; } = (0.18, 0.07);

    /// <summary>How likely a position is in BTC, and in ETH; the other coins share the rest evenly. Assumption, near the shares of open interest in 2020.</summary>
    public (double Bitcoin, double Ether) CoinShares { get; init; } = (0.62, 0.20);

    /// <summary>Share of traders who are in at the first price; the others come in one by one. Assumption.</summary>
    public double AtStartShare { get; init; } = 0.5;

    /// <summary>The others open positions uniformly over this share of the replayed time. Assumption.</summary>
    public double EntrySpan { get; init; } = 0.75;

    /// <summary>Share of traders who answer a margin call with money. Assumption.</summary>
    public double TopUpShare { get; init; } = 0.15;

    /// <summary>Share of traders who answer a margin call by closing half of their largest position. Assumption.</summary>
    public double ReduceShare { get; init; } = 0.20;

    /// <summary>Least and longest time until such an answer arrives, in seconds; uniform. Assumption: a transfer on chain takes minutes.</summary>
    public (int Least, int Most) AnswerSeconds { get; init; } = (20, 1_200);

    /// <summary>How often a trader pays in. Assumption.</summary>
    public int TopUpsMost { get; init; } = 2;

    /// <summary>The insurance fund at the start, as a share of open interest. Assumption: 4 %; BitMEX's own stood far higher in March 2020.</summary>
    public double FundShare { get; init; } = 0.04;
}
