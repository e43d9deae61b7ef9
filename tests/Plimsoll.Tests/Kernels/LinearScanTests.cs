using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Kernels;
using Plimsoll.Kernels.Linear;
using Plimsoll.Margin;
using Plimsoll.Testing;
using Plimsoll.Tests.Margin;
using Plimsoll.Values;

namespace Plimsoll.Tests.Kernels;

/// <summary>The full scan, against integers of any size and against the decision.</summary>
public sealed class LinearScanTests
{
    private const int Lanes = LinearBlocks<byte>.Lanes;

    private static Gen<int> Lots =>
        Gen.OneOf(Gen.Choose(-9, 9), Gen.Choose(int.MinValue, int.MaxValue), Gen.Elements(int.MinValue, int.MaxValue));

    private static Gen<long> Money =>
        Gen.OneOf(
            Gen.Choose(-9, 9).Select(x => (long)x),
            Gen.Choose(int.MinValue, int.MaxValue).Select(x => x * 1_000L),
            ArbMap.Default.GeneratorFor<DoNotSize<long>>().Select(x => x.Item)
        );

    private sealed record Table(int Slots, long[] Cash, int[] Quantities, byte[] Entries, long[] Coefficients)
    {
        public LinearBlocks<byte> Blocks => new(Cash, Quantities, Entries, Slots);

        public LinearBlocks<ushort> WideBlocks => new(Cash, Quantities, Entries.Select(entry => (ushort)(entry * 257)).ToArray(), Slots);

        public long[] WideCoefficients
        {
            get
            {
                var table = new long[LinearScan.TableLength<ushort>()];
                for (var i = 0; i < Coefficients.Length; i++)
                {
                    table[i * 257] = Coefficients[i];
                }

                return table;
            }
        }

        public BigInteger Bound(int account)
        {
            var sum = (BigInteger)Cash[account];
            for (var slot = 0; slot < Slots; slot++)
            {
                var place = (((account / Lanes * Slots) + slot) * Lanes) + (account % Lanes);
                sum += (BigInteger)Quantities[place] * Coefficients[Entries[place]];
            }

            return sum;
        }

        public long Wrapped(int account) => unchecked((long)(ulong)(Bound(account) & ulong.MaxValue));

        public override string ToString() =>
            $"{Slots} slots; {string.Join(' ', Cash)}; {string.Join(' ', Quantities)}; {string.Join(' ', Entries)}; {string.Join(' ', Coefficients)}";
    }

    private static Arbitrary<Table> Tables =>
        (
            from blocks in Gen.Choose(0, 5)
            from slots in Gen.Choose(1, 7)
            from cash in Money.ArrayOf(blocks * Lanes)
            from lots in Lots.ArrayOf(blocks * Lanes * slots)
            from entries in Gen.Choose(0, 255).Select(x => (byte)x).ArrayOf(blocks * Lanes * slots)
            from coefficients in Money.ArrayOf(LinearScan.TableLength<byte>())
            select new Table(slots, cash, lots, entries, coefficients)
        ).ToArbitrary();

    [Fact, Trait("Criterion", "KERN-061"), Trait("Criterion", "KERN-063"), Trait("Criterion", "KERN-064")]
    public void Marks_are_those_of_big_integers_on_every_path() =>
        Prop.ForAll(
                Tables,
                table =>
                {
                    var below = Enumerable.Range(0, table.Cash.Length).Where(account => table.Wrapped(account) < 0).ToArray();
                    foreach (var path in KernelPaths.All)
                    {
                        var (marks, wide) = (new byte[table.Blocks.Count], new byte[table.Blocks.Count]);
                        LinearScan.Mark(table.Blocks, table.Coefficients, marks, path);
                        LinearScan.Mark(table.WideBlocks, table.WideCoefficients, wide, path);

                        var found = new int[table.Cash.Length];
                        Assert.Equal(below.Length, LinearScan.Collect(marks, found));
                        Assert.Equal(below, found.Take(below.Length));
                        Assert.Equal(marks, wide);
                    }

                    for (var account = 0; account < table.Cash.Length; account++)
                    {
                        Assert.Equal(table.Wrapped(account), LinearScan.Bound(table.Blocks, table.Coefficients, account));
                    }
                }
            )
            .Check(Exploration.Of(200));

    /// <summary>Cash that makes the bound zero, one less and one more, at every lane.</summary>
    [Fact, Trait("Criterion", "KERN-061")]
    public void Zero_is_not_below_zero() =>
        Prop.ForAll(
                Gen.Choose(-1_000_000, 1_000_000).ArrayOf(Lanes * 3).ToArbitrary(),
                Gen.Choose(1, 1_000_000_000).ArrayOf(256).ToArbitrary(),
                (lots, prices) =>
                {
                    var table = new Table(
                        3,
                        new long[Lanes],
                        lots,
                        [.. Enumerable.Range(0, Lanes * 3).Select(i => (byte)(i * 7))],
                        [.. prices.Select(x => (long)x)]
                    );
                    for (var off = -1; off <= 1; off++)
                    {
                        var cash = Enumerable.Range(0, Lanes).Select(account => (long)(off - table.Bound(account))).ToArray();
                        foreach (var path in KernelPaths.All)
                        {
                            var marks = new byte[1];
                            LinearScan.Mark((table with { Cash = cash }).Blocks, table.Coefficients, marks, path);
                            Assert.Equal(off < 0 ? 255 : 0, marks[0]);
                        }
                    }
                }
            )
            .Check(Exploration.Of(100));

    [Theory, Trait("Criterion", "KERN-060")]
    [InlineData(70_000, 5_000_000, 69_650, 70_350)]
    [InlineData(3, 10_000_000, 2, 4)] // 2.97 and 3.03
    [InlineData(-3, 10_000_000, -4, -2)] // a value below zero, as a spread may have: −2.97 and −3.03
    [InlineData(7, 0, 7, 7)]
    public void Coefficients_are_rounded_against_the_account(long value, long nano, long ofLong, long ofShort) =>
        Assert.Equal(new LinearCoefficients(ofLong, ofShort), LinearCoefficients.Of(value, value, new Rate(nano)));

    [Fact, Trait("Criterion", "KERN-060")]
    public void A_negative_rate_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => LinearCoefficients.Of(1, 1, new Rate(-1)));

    /// <summary>Three linear instruments of one tier each: the bound is at most equity less maintenance, and so close that only the rounding lies between.</summary>
    [Fact, Trait("Criterion", "KERN-062")]
    public void An_account_not_marked_is_sound_by_the_decision() =>
        Prop.ForAll(
                Gen.Choose(1, 10_000_000).ArrayOf(3).ToArbitrary(),
                Gen.Choose(-100_000, 100_000).ArrayOf(Lanes * 3).ToArbitrary(),
                Gen.Choose(-2_000_000_000, 2_000_000_000).ArrayOf(Lanes).ToArbitrary(),
                (prices, lots, cashes) =>
                {
                    var market = Sample.Market(
                        btcPrice: 7_000,
                        [.. prices.Select((price, i) => (Sample.Linear with { Margin = Sample.Rates(10, i + 1) }, price / 100m))]
                    );
                    var coefficients = new long[LinearScan.TableLength<byte>()];
                    for (var i = 0; i < prices.Length; i++)
                    {
                        var id = new InstrumentId((ushort)i);
                        var lot = (long)market.Contract(id).Value(new Quantity(1), market.Mark(id), Rounding.Floor).Units;
                        var pair = LinearCoefficients.Of(lot, lot, Rate.FromPercent(i + 1));
                        (coefficients[2 * i], coefficients[(2 * i) + 1]) = (pair.OfLong, pair.OfShort);
                    }

                    var (quantities, entries) = (new int[Lanes * 3], new byte[Lanes * 3]);
                    for (var place = 0; place < quantities.Length; place++)
                    {
                        quantities[place] = lots[place];
                        entries[place] = (byte)((2 * (place / Lanes)) + (lots[place] < 0 ? 1 : 0));
                    }

                    var cash = cashes.Select(amount => (long)amount * 100).ToArray();
                    var marks = new byte[1];
                    var blocks = new LinearBlocks<byte>(cash, quantities, entries, 3);
                    LinearScan.Mark(blocks, coefficients, marks, KernelPaths.Widest);
                    for (var account = 0; account < Lanes; account++)
                    {
                        var account1 = account;
                        var portfolio = new Portfolio(
                            market,
                            [new(Sample.Usdt.Id, new Money(cash[account]))],
                            [
                                .. Enumerable
                                    .Range(0, 3)
                                    .Select(i => new PositionLine(
                                        new((ushort)i),
                                        new(lots[(i * Lanes) + account1]),
                                        Plimsoll.Values.Money.Zero
                                    )),
                            ]
                        );
                        var health = (portfolio.Margin.Equity - portfolio.Margin.MaintenanceMargin).Units;
                        var bound = LinearScan.Bound(blocks, coefficients, account);
                        Assert.True(bound <= health, $"{bound} above {health}");
                        Assert.True(health - bound <= 3 * 100_001, $"{bound} far below {health}");
                        Assert.True((marks[0] >> account & 1) == 1 || health >= 0);
                    }
                }
            )
            .Check(Exploration.Of(200));

    /// <summary>Lots worth a whole number of units at a rate that divides: nothing is rounded, and the bound is the health.</summary>
    [Fact, Trait("Criterion", "KERN-062")]
    public void Without_rounding_the_bound_is_the_health()
    {
        var market = Sample.Market(btcPrice: 7_000, (Sample.Linear, 7_000));
        var portfolio = new Portfolio(
            market,
            [new(Sample.Usdt.Id, Sample.Usd(1_000))],
            [new(new(0), new(-2_500), Plimsoll.Values.Money.Zero)] // 2.5 coins short at 7,000
        );
        var coefficients = new long[256];
        coefficients[1] = LinearCoefficients.Of(7_000_000, 7_000_000, Rate.FromPercent(1)).OfShort;

        var blocks = new LinearBlocks<byte>([1_000_000_000, .. new long[7]], [-2_500, .. new int[7]], [1, .. new byte[7]], 1);

        Assert.Equal((portfolio.Margin.Equity - portfolio.Margin.MaintenanceMargin).Units, LinearScan.Bound(blocks, coefficients, 0));
    }

    [Fact, Trait("Criterion", "KERN-063")]
    public void What_finds_no_room_is_counted()
    {
        byte[] marks = [0b1000_0001, 0, 0, 0, 0, 0, 0, 0, 0, 0b10];
        Span<int> room = stackalloc int[2];

        Assert.Equal(3, LinearScan.Collect(marks, room));
        Assert.Equal([0, 7], room.ToArray());
    }

    [Fact, Trait("Criterion", "KERN-064")]
    public void Columns_and_tables_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new LinearBlocks<byte>(new long[7], new int[7], new byte[7], 1));
        Assert.Throws<ArgumentException>(() => new LinearBlocks<byte>(new long[8], new int[8], new byte[16], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LinearBlocks<byte>([], [], [], 0));
        Assert.Throws<ArgumentException>(() => new LinearBlocks<uint>([], [], [], 1));
        Assert.Throws<ArgumentException>(() =>
            LinearScan.Mark(new LinearBlocks<byte>(new long[8], new int[8], new byte[8], 1), new long[255], new byte[1], KernelPath.Scalar)
        );
        Assert.Throws<ArgumentException>(() =>
            LinearScan.Mark(new LinearBlocks<byte>(new long[8], new int[8], new byte[8], 1), new long[256], new byte[2], KernelPath.Scalar)
        );
    }
}
