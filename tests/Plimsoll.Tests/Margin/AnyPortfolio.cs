using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Collateral;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Tests.Collateral;
using Plimsoll.Values;

namespace Plimsoll.Tests.Margin;

/// <summary>Accounts with three assets and up to five instruments: linear, inverse, quanto and dated, with orders, debts, ladders and caps.</summary>
internal static class AnyPortfolio
{
    private const int AssetCount = 3;
    private const int InstrumentCount = 5;

    private static readonly AssetParameters Eth = Sample.Btc with { Id = new(2), Symbol = "ETH", Decimals = 18, Index = new(1) };

    private static readonly (InstrumentParameters Parameters, int AssetDecimals)[] Instruments =
    [
        (Sample.Linear, Sample.Usdt.Decimals),
        (Sample.Inverse with { Id = new(1) }, Sample.Btc.Decimals),
        (Sample.Quanto with { Id = new(2) }, Sample.Btc.Decimals),
        (Sample.Future with { Id = new(3), QuantityDecimals = 0, Multiplier = 7, MultiplierDecimals = 3 }, Sample.Usdt.Decimals),
        (Sample.Quanto with { Id = new(4), Symbol = "GOLD-ETH", SettlementAsset = Eth.Id, MultiplierDecimals = 6 }, Eth.Decimals),
    ];

    public static Arbitrary<Portfolio> Accounts { get; } = Arb.From(Generator(Gen.Elements(true, false)));

    /// <summary>Every balance counts in full, and there is no debt: equity is plain net value.</summary>
    public static Arbitrary<Portfolio> PlainAccounts { get; } = Arb.From(Generator(Gen.Constant(false)));

    private static Gen<Portfolio> Generator(Gen<bool> cutsHair) =>
        from tables in AnyTiers.Any.ArrayOf(InstrumentCount)
        from ladders in AnyLadder.Generator.ArrayOf(AssetCount)
        from caps in AnyTiers.Notionals.ArrayOf(AssetCount)
        from cuts in cutsHair.ArrayOf(AssetCount)
        from prices in Gen.Choose(1, 10_000_000).ArrayOf(AssetCount + InstrumentCount)
        from balances in Signed(AnyTiers.Notionals).ArrayOf(AssetCount)
        from numbers in Gen.Choose(-1_000_000, 1_000_000).ArrayOf(InstrumentCount * 6)
        from multiples in Gen.Elements(1, 1, 1, 2, 3).ArrayOf(InstrumentCount)
        from count in Gen.Choose(0, InstrumentCount)
        select Build(
            tables,
            [.. Assets.Select((asset, i) => cuts[i] ? asset with { Haircuts = ladders[i], AccountCap = caps[i] + new Money(1) } : asset)],
            prices,
            balances,
            numbers,
            multiples,
            count
        );

    private static AssetParameters[] Assets => [Sample.Usdt, Sample.Btc, Eth];

    private static Portfolio Build(
        RiskTierTable[] tables,
        AssetParameters[] assets,
        int[] prices,
        Money[] balances,
        int[] numbers,
        int[] multiples,
        int count
    )
    {
        var market = new MarketView();
        market.Add(AssetValuation.Numeraire(assets[0]));
        market.Add(AssetValuation.Of(assets[1], 2, assets[0].Decimals).At(new(prices[1])));
        market.Add(AssetValuation.Of(assets[2], 2, assets[0].Decimals).At(new(prices[2])));
        for (var i = 0; i < InstrumentCount; i++)
        {
            var (parameters, decimals) = Instruments[i];
            market.Add(new Contract(parameters with { Margin = tables[i] }, decimals));
            market.Set(parameters.Id, new Price(prices[AssetCount + i]));
            market.Set(parameters.Id, Rate.FromPercent(100 * multiples[i]));
        }

        return new(
            market,
            [.. balances.Select((amount, i) => new BalanceLine(assets[i].Id, amount))],
            [.. Enumerable.Range(0, count).Select(i => Line(market, new InstrumentId((ushort)i), numbers.AsSpan(i * 6, 6)))]
        );
    }

    // Numbers: position, entry price against the mark, leverage, open buys, open sells, orders or none.
    private static PositionLine Line(MarketView market, InstrumentId instrument, ReadOnlySpan<int> numbers)
    {
        var contract = market.Contract(instrument);
        var mark = market.Mark(instrument);
        var quantity = new Quantity(numbers[0]);
        var entry = new Price(Math.Max(1, mark.Units + (mark.Units * numbers[1] / 2_000_000)));
        var hasOrders = numbers[5] > 0;
        return new(
            instrument,
            quantity,
            contract.Value(quantity, entry, Rounding.Ceiling),
            new(numbers[2] > 0 ? 100 + (numbers[2] / 10) : 0),
            new(hasOrders ? Math.Abs(numbers[3]) : 0),
            new(hasOrders ? Math.Abs(numbers[4]) : 0),
            new(hasOrders ? Math.Abs(numbers[3]) : 0),
            new(hasOrders ? Math.Abs(numbers[5]) : 0)
        );
    }

    private static Gen<Money> Signed(Gen<Money> amounts) =>
        from amount in amounts
        from isDebt in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        select isDebt ? -amount : amount;
}
