using Plimsoll.Values;

namespace Plimsoll.Simulation.Markets;

/// <summary>A coin of the files with all the series that price it in USD; its number is that of its index.</summary>
public sealed class Underlying
{
    internal Underlying(int number, string coin, int decimals, decimal firstPrice, bool isDense, IReadOnlyList<Feed> feeds)
    {
        Number = number;
        Coin = coin;
        Decimals = decimals;
        FirstPrice = firstPrice;
        IsDense = isDense;
        Feeds = feeds;
    }

    /// <summary>Its dense number, also that of its index: conversion indices come first.</summary>
    public int Number { get; }

    /// <summary>The coin, such as <c>BTC</c>.</summary>
    public string Coin { get; }

    /// <summary>Decimals of its prices: chosen so that the first price has at least six digits.</summary>
    public int Decimals { get; }

    /// <summary>The first close of its first series, in that series' quote currency.</summary>
    public decimal FirstPrice { get; }

    /// <summary>Whether some series has a bar in at least 95 % of the minutes; a thin market's silence is no outage.</summary>
    public bool IsDense { get; }

    /// <summary>All usable series, in order; those with a <see cref="Feed.Source"/> make the index.</summary>
    public IReadOnlyList<Feed> Feeds { get; }

    /// <summary>Whether it is a coin that is meant to be worth a dollar: collateral and conversion, no perpetual.</summary>
    public bool IsStablecoin => IsStable(Coin);

    /// <summary>Its index.</summary>
    public IndexId Index => new((ushort)Number);

    /// <summary>A price in units of this index, to the nearest, halves to even.</summary>
    public Price ToUnits(decimal price) => new((long)decimal.Round(price * Scale, 0, MidpointRounding.ToEven));

    /// <summary>A price as people read it.</summary>
    public decimal FromUnits(Price price) => price.Units / (decimal)Scale;

    internal static bool IsStable(string coin) => coin is "USDT" or "USDC" or "BUSD" or "DAI" or "TUSD" or "USDP";

    /// <summary>Six significant digits, at least two decimals, at most twelve.</summary>
    internal static int DecimalsFor(decimal price)
    {
        var digits = 0;
        for (var rest = price; rest >= 1; rest /= 10)
        {
            digits++;
        }

        for (var rest = price; rest < 0.1m && digits > -6; rest *= 10)
        {
            digits--;
        }

        return Math.Clamp(6 - digits, 2, 12);
    }

    private long Scale => ExactMath.PowerOfTen(Decimals);
}
