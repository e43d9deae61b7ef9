using Plimsoll.Collateral;
using Plimsoll.Instruments;
using Plimsoll.Kernels.Linear;
using Plimsoll.Margin;
using Plimsoll.Margin.Health;
using Plimsoll.Values;

namespace Plimsoll.Kernels.Bench;

/// <summary>The health of one account by the decision, by weighted health and by the kernel, on the accounts of bench/peers.</summary>
/// <remarks>The rules agree there: deposits at a haircut, no debts, one maintenance rate, all of a profit counted. So health is equity less maintenance, and all results are one number.</remarks>
internal static class HealthCases
{
    private const int Lots = 10;
    private const int Repeats = 1_000;
    private const int Accounts = 100_000;
    private const long Unit = 1_000_000;

    public static CaseGroup Create() =>
        Joined(
            Group(
                "mango",
                [(100_000, 1, 0), (500, 5, 125), (20, 50, 250)],
                [.. new[] { 100, -50, 20, -10, 70 }.Select((lots, i) => (lots * Lots, 10 + (7 * i)))],
                new Rate(62_500_000)
            ),
            Group(
                "drift",
                [(100_000, 1, 0)],
                [.. new[] { 60_000, 3_000, 150, 40, 25, 12, 3 }.Select((price, i) => ((i % 2 == 1 ? -1 : 1) * (i + 1), price))],
                Rate.FromPercent(5)
            )
        );

    private static CaseGroup Group(
        string name,
        (int Balance, int Price, int Haircut)[] tokens,
        (int Quantity, int Price)[] perpetuals,
        Rate rate
    )
    {
        var account = new Decision(tokens, perpetuals, rate);
        var weighted = Weighted(tokens, perpetuals, rate);
        var (blocks, coefficients) = (new Blocks(tokens, perpetuals), Coefficients(tokens, perpetuals, rate));
        var marks = new byte[Accounts / LinearBlocks<byte>.Lanes];
        long sum = 0;

        var results = (ulong[])
            [
                (ulong)(long)account.Health.Units,
                (ulong)(WeightedHealth.Of(weighted).Health * Unit),
                (ulong)LinearScan.Bound(blocks.View, coefficients, 12_345),
            ];
        return new(
            [
                new($"health.{name}.decision", "accounts/s", Repeats, () => sum += account.Sum(Repeats)),
                new($"health.{name}.weighted", "accounts/s", Repeats / 10, () => sum += SumOf(weighted, Repeats / 10)),
                new($"health.{name}.one", "accounts/s", Accounts, () => sum += blocks.SumOf(coefficients)),
                new(
                    $"health.{name}.scan",
                    "accounts/s",
                    Accounts,
                    () => LinearScan.Mark(blocks.View, coefficients, marks, KernelPaths.Widest)
                ),
            ],
            [.. results.Select(result => ($"health.{name}", (Func<ulong>)(() => result)))]
        );
    }

    private static long SumOf(HealthAccount account, int times)
    {
        var sum = 0m;
        for (var i = 0; i < times; i++)
        {
            sum += WeightedHealth.Of(account).Health;
        }

        return (long)sum;
    }

    private static HealthAccount Weighted((int Balance, int Price, int Haircut)[] tokens, (int Quantity, int Price)[] perpetuals, Rate rate)
    {
        var share = rate.Nano / (decimal)Rate.NanoPerOne;
        return new(
            [
                .. tokens.Select(
                    (t, i) => HealthToken.At($"T{i}", t.Balance, t.Price, null, 1 - (t.Haircut / 1_000m), 1 + (t.Haircut / 1_000m))
                ),
            ],
            [
                .. perpetuals.Select(
                    (p, i) =>
                        new HealthPerpetual(
                            $"P{i}",
                            0,
                            p.Quantity,
                            -p.Quantity * (p.Price - 1),
                            0,
                            0,
                            1,
                            p.Price,
                            p.Price,
                            1 - share,
                            1 + share,
                            1
                        )
                ),
            ],
            []
        );
    }

    /// <summary>A slot for each deposit but the first, which is cash, and for each perpetual.</summary>
    private static long[] Coefficients((int Balance, int Price, int Haircut)[] tokens, (int Quantity, int Price)[] perpetuals, Rate rate)
    {
        var table = new long[LinearScan.TableLength<byte>()];
        for (var i = 1; i < tokens.Length; i++)
        {
            var pair = LinearCoefficients.Of(tokens[i].Price * Unit, tokens[i].Price * Unit, new Rate(tokens[i].Haircut * Unit));
            (table[2 * i], table[(2 * i) + 1]) = (pair.OfLong, pair.OfShort);
        }

        for (var i = 0; i < perpetuals.Length; i++)
        {
            var (place, pair) = (tokens.Length + i, LinearCoefficients.Of(perpetuals[i].Price * Unit, perpetuals[i].Price * Unit, rate));
            (table[2 * place], table[(2 * place) + 1]) = (pair.OfLong, pair.OfShort);
        }

        return table;
    }

    private static CaseGroup Joined(CaseGroup first, CaseGroup second) =>
        new([.. first.Cases, .. second.Cases], [.. first.Checks, .. second.Checks]);

    /// <summary>The account as the decision function takes it.</summary>
    private sealed class Decision
    {
        private readonly MarketView _market = new();
        private readonly BalanceLine[] _balances;
        private readonly PositionLine[] _positions;

        public Decision((int Balance, int Price, int Haircut)[] tokens, (int Quantity, int Price)[] perpetuals, Rate rate)
        {
            for (var i = 0; i < tokens.Length; i++)
            {
                var asset = new AssetParameters
                {
                    Id = new((byte)i),
                    Symbol = $"T{i}",
                    Decimals = 6,
                    Haircuts = HaircutLadder.Uniform(new Haircut(tokens[i].Haircut * Unit)),
                };
                _market.Add(
                    i == 0
                        ? AssetValuation.Numeraire(asset)
                        : AssetValuation.Of(asset with { Index = new IndexId((ushort)i) }, 2, 6).At(new(tokens[i].Price * 100))
                );
            }

            for (var i = 0; i < perpetuals.Length; i++)
            {
                var parameters = new InstrumentParameters
                {
                    Id = new((ushort)i),
                    Symbol = $"P{i}",
                    Kind = InstrumentKind.Perpetual,
                    Payoff = Payoff.Linear,
                    SettlementAsset = new(0),
                    Underlying = new(0),
                    PriceDecimals = 2,
                    QuantityDecimals = 0,
                    TickSize = new(1),
                    LotSize = new(1),
                    Margin = RiskTierTable.Flat([(Money.Zero, Rate.FromPercent(20), rate)], TierBoundary.FloorInclusive),
                };
                _market.Add(new Contract(parameters, 6));
                _market.Set(parameters.Id, new Price(perpetuals[i].Price * 100));
            }

            _balances = [.. tokens.Select((token, i) => new BalanceLine(new((byte)i), new(token.Balance * Unit)))];
            _positions =
            [
                .. perpetuals.Select((p, i) => new PositionLine(new((ushort)i), new(p.Quantity), new(p.Quantity * (p.Price - 1) * Unit))),
            ];
        }

        /// <summary>Equity less maintenance: what the line asks.</summary>
        public Money Health
        {
            get
            {
                var silent = default(NoExplanation);
                var equity = StandardMargin.Equity(_market, _balances, _positions, ref silent).Equity;
                return equity - StandardMargin.Maintenance(_market, _positions, ref silent).Margin;
            }
        }

        public long Sum(int times)
        {
            Int128 sum = 0;
            for (var i = 0; i < times; i++)
            {
                sum += Health.Units;
            }

            return (long)(sum >> 32);
        }
    }

    /// <summary>Many accounts like it, in columns.</summary>
    private sealed class Blocks : IDisposable
    {
        private readonly AlignedBuffer<long> _cash = new(Accounts);
        private readonly AlignedBuffer<int> _quantities;
        private readonly AlignedBuffer<byte> _entries;
        private readonly int _slots;

        public Blocks((int Balance, int Price, int Haircut)[] tokens, (int Quantity, int Price)[] perpetuals)
        {
            var columns = tokens
                .Skip(1)
                .Select((token, i) => (Lots: token.Balance, Entry: 2 * (i + 1)))
                .Concat(perpetuals.Select((p, i) => (Lots: p.Quantity, Entry: (2 * (tokens.Length + i)) + (p.Quantity < 0 ? 1 : 0))))
                .ToArray();
            _slots = columns.Length;
            _quantities = new(Accounts * _slots);
            _entries = new(Accounts * _slots);
            var cost = perpetuals.Sum(p => p.Quantity * (p.Price - 1) * Unit);
            for (var account = 0; account < Accounts; account++)
            {
                _cash[account] = (tokens[0].Balance * Unit) - cost;
                for (var slot = 0; slot < _slots; slot++)
                {
                    var place = (((account / 8 * _slots) + slot) * 8) + (account % 8);
                    (_quantities[place], _entries[place]) = (columns[slot].Lots, (byte)columns[slot].Entry);
                }
            }
        }

        public void Dispose()
        {
            _cash.Dispose();
            _quantities.Dispose();
            _entries.Dispose();
        }

        public LinearBlocks<byte> View => new(_cash.Span, _quantities.Span, _entries.Span, _slots);

        /// <summary>Each account's own number, one after the other.</summary>
        public long SumOf(ReadOnlySpan<long> coefficients)
        {
            long sum = 0;
            var view = View;
            for (var account = 0; account < Accounts; account++)
            {
                sum ^= LinearScan.Bound(view, coefficients, account);
            }

            return sum;
        }
    }
}
