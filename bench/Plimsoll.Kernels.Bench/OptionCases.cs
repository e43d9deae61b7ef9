using Plimsoll.Kernels.Pricing;
using Plimsoll.Pricing;

namespace Plimsoll.Kernels.Bench;

/// <summary>2,000 options under 32 scenarios: the grid on every path, and rounding its prices into rows.</summary>
internal static class OptionCases
{
    private const int Options = 2_000;
    private const int Scenarios = 32;
    private const int Repeats = 8;

    public static CaseGroup Create()
    {
        var numbers = new TestNumbers(1);
        var (options, strikes, volatilities, types) = (
            new GridOption[Options],
            new double[Options],
            new double[Options],
            new OptionType[Options]
        );
        for (var o = 0; o < Options; o++)
        {
            strikes[o] = 50 + (100 * numbers.Share());
            volatilities[o] = 0.03 + (0.97 * numbers.Share());
            types[o] = numbers.Below(2) == 0 ? OptionType.Call : OptionType.Put;
            options[o] = GridOption.Of(types[o], 100, strikes[o], volatilities[o]);
        }

        var (forwards, moves) = (new double[Scenarios], new double[Scenarios]);
        for (var j = 0; j < Scenarios; j++)
        {
            forwards[j] = 1 + (0.16 * ((j / 2) - 7.5) / 7.5);
            moves[j] = j % 2 == 1 ? 1.3 : 0.7;
        }

        var scenarios = new GridScenarios(forwards, moves);
        var prices = new AlignedBuffer<double>(Options * Scenarios);
        var rows = new AlignedBuffer<int>(2 * Options * Scenarios);

        Case Grid(string name, KernelPath path, int repeats) =>
            new(
                name,
                "prices/s",
                (double)Options * Scenarios * repeats,
                () =>
                {
                    for (var i = 0; i < repeats; i++)
                        Black76Grid.Price(options, scenarios, prices.Span, path);
                }
            );

        return new(
            [
                new("black76.exact", "prices/s", Options, () => Exactly(types, strikes, volatilities, prices.Span)),
                Grid("black76.scalar", KernelPath.Scalar, 1),
                Grid("black76.vector256", KernelPath.Vector256, Repeats),
                Grid("black76.vector512", KernelPath.Vector512, Repeats),
                new(
                    "black76.reprice",
                    "values/s",
                    Options * Scenarios,
                    () => Reprice(options, types, strikes, volatilities, scenarios, prices.Span, rows.Span)
                ),
                new("black76.rows", "values/s", Options * Scenarios, () => Round(prices.Span, rows.Span)),
            ],
            [
                ("black76.sum", () => Thousandths(prices.Span)),
                ("black76.libm", () => Agrees(prices.Span, scenarios, options, forwards, moves, types, strikes, volatilities)),
            ]
        );
    }

    private static void Exactly(OptionType[] types, double[] strikes, double[] volatilities, Span<double> prices)
    {
        for (var o = 0; o < Options; o++)
        {
            prices[o] = Black76.UndiscountedPrice(types[o], 100, strikes[o], volatilities[o]);
        }
    }

    /// <summary>The sum in thousandths: the same in every program, whatever its last digits are.</summary>
    private static ulong Thousandths(ReadOnlySpan<double> prices)
    {
        var sum = 0.0;
        foreach (var price in prices)
        {
            sum += price;
        }

        return (ulong)((sum * 1000) + 0.5);
    }

    /// <summary>All that a tick of the forward needs: logarithms, prices, both rows of each option.</summary>
    private static void Reprice(
        GridOption[] options,
        OptionType[] types,
        double[] strikes,
        double[] volatilities,
        GridScenarios scenarios,
        Span<double> prices,
        Span<int> rows
    )
    {
        for (var o = 0; o < Options; o++)
        {
            options[o] = GridOption.Of(types[o], 100, strikes[o], volatilities[o]);
        }

        Black76Grid.Price(options, scenarios, prices, KernelPaths.Widest);
        Round(prices, rows);
    }

    private static void Round(ReadOnlySpan<double> prices, Span<int> rows)
    {
        for (var o = 0; o < Options; o++)
        {
            OutwardRows.Round(
                prices.Slice(o * Scenarios, Scenarios),
                prices[(o * Scenarios) + (Scenarios / 2)],
                1e5,
                150 * Black76Grid.Error, // the largest forward is 116, the largest strike 150
                rows.Slice(2 * o * Scenarios, Scenarios),
                rows.Slice(((2 * o) + 1) * Scenarios, Scenarios),
                KernelPaths.Widest
            );
        }
    }

    /// <summary>The bits of every path are the same, and the pricer of the library agrees: 1.</summary>
    private static ulong Agrees(
        Span<double> prices,
        GridScenarios scenarios,
        GridOption[] options,
        double[] forwards,
        double[] moves,
        OptionType[] types,
        double[] strikes,
        double[] volatilities
    )
    {
        var scalar = new double[prices.Length];
        Black76Grid.Price(options, scenarios, scalar, KernelPath.Scalar);
        foreach (var path in KernelPaths.All)
        {
            Black76Grid.Price(options, scenarios, prices, path);
            if (!prices.SequenceEqual(scalar))
                return 0;
        }

        for (var i = 0; i < scalar.Length; i++)
        {
            var (o, j) = (i / Scenarios, i % Scenarios);
            var exact = Black76.UndiscountedPrice(types[o], 100 * forwards[j], strikes[o], volatilities[o] * moves[j]);
            if (!(Math.Abs(scalar[i] - exact) <= Black76Grid.Error * Math.Max(100 * forwards[j], strikes[o])))
                return 0;
        }

        return 1;
    }
}
