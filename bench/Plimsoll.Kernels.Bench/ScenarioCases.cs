using Plimsoll.Kernels.Scenarios;
using Plimsoll.Kernels.ValueAtRisk;

namespace Plimsoll.Kernels.Bench;

/// <summary>100,000 accounts of 10 positions over rows of 32 scenarios, and 10,000 over rows of 2,016 with the quantile.</summary>
internal static class ScenarioCases
{
    private const int Positions = 10;
    private const int Instruments = 2_000;
    private const int Accounts = 100_000;
    private const int Scenarios = 32;
    private const int RiskAccounts = 10_000;
    private const int RiskScenarios = 2_016;

    public static CaseGroup Create()
    {
        var numbers = new TestNumbers(3);
        var rows = new AlignedBuffer<int>(2 * Instruments * Scenarios);
        for (var i = 0; i < Instruments * Scenarios; i++)
        {
            var (instrument, s) = (i / Scenarios, i % Scenarios);
            var unit = numbers.Below(200_000) - 100_000;
            rows[(2 * instrument * Scenarios) + s] = unit;
            rows[(((2 * instrument) + 1) * Scenarios) + s] = unit + 1;
        }

        var (starts, rowOf, quantities) = (
            new int[Accounts + 1],
            new AlignedBuffer<int>(Accounts * Positions),
            new AlignedBuffer<int>(Accounts * Positions)
        );
        for (var i = 0; i < Accounts * Positions; i++)
        {
            quantities[i] = numbers.Below(2_001) - 1_000;
            rowOf[i] = (2 * numbers.Below(Instruments)) + (quantities[i] < 0 ? 1 : 0);
        }

        for (var account = 0; account <= Accounts; account++)
        {
            starts[account] = account * Positions;
        }

        var risks = new AlignedBuffer<int>(Instruments * RiskScenarios);
        for (var i = 0; i < risks.Length; i++)
        {
            risks[i] = numbers.Below(70_000) + numbers.Below(70_000) + numbers.Below(60_000) - 100_000;
        }

        var riskRowOf = new AlignedBuffer<int>(RiskAccounts * Positions);
        for (var i = 0; i < riskRowOf.Length; i++)
        {
            riskRowOf[i] = rowOf[i] / 2;
        }

        var (worst, values) = (new AlignedBuffer<long>(Accounts), new AlignedBuffer<long>(RiskAccounts));
        var (sums, scratch) = (new AlignedBuffer<long>(RiskScenarios), new AlignedBuffer<long>(TailSelection.ScratchLength(RiskScenarios)));

        Case Margin(string name, KernelPath path) =>
            new(
                name,
                "products/s",
                (double)Accounts * Positions * Scenarios,
                () => WorstScenario.OfEach(new(rows.Span, Scenarios), new(starts, rowOf.Span, quantities.Span), worst.Span, path)
            );

        Case Risk(string name, KernelPath path, int accounts) =>
            new(
                name,
                "accounts/s",
                accounts,
                () =>
                    BookValueAtRisk.OfEach(
                        new(risks.Span, RiskScenarios),
                        new(
                            starts.AsSpan(0, accounts + 1),
                            riskRowOf.Span[..(accounts * Positions)],
                            quantities.Span[..(accounts * Positions)]
                        ),
                        990_000_000,
                        sums.Span,
                        scratch.Span,
                        values.Span[..accounts],
                        path
                    )
            );

        return new(
            [
                Margin("scenarios.scalar", KernelPath.Scalar),
                Margin("scenarios.vector256", KernelPath.Vector256),
                Margin("scenarios.vector512", KernelPath.Vector512),
                Risk("var.scalar", KernelPath.Scalar, RiskAccounts / 100),
                Risk("var.vector256", KernelPath.Vector256, RiskAccounts),
                Risk("var.vector512", KernelPath.Vector512, RiskAccounts),
            ],
            [("scenarios", () => TestNumbers.Hash(worst.Span)), ("var", () => TestNumbers.Hash(values.Span))]
        );
    }
}
