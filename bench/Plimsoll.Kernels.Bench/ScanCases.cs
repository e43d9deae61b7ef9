using Plimsoll.Kernels.Linear;

namespace Plimsoll.Kernels.Bench;

/// <summary>1,000,000 linear accounts of 5 positions over 20 and over 100 underlyings: all of them looked at.</summary>
internal static class ScanCases
{
    private const int Accounts = 1_000_000;
    private const int Slots = 5;
    private const int Lanes = LinearBlocks<byte>.Lanes;

    public static CaseGroup Create(int underlyings)
    {
        var numbers = new TestNumbers(5);
        var (prices, coefficients) = (new long[underlyings], new AlignedBuffer<long>(LinearScan.TableLength<byte>()));
        for (var u = 0; u < underlyings; u++)
        {
            var dividend = (long)numbers.Below(220_000_000);
            prices[u] = 10_000 + (dividend / (1 + numbers.Below(1_000)));
            var requirement = prices[u] * (5 + numbers.Below(46)) / 1_000;
            coefficients[2 * u] = prices[u] - requirement;
            coefficients[(2 * u) + 1] = prices[u] + requirement;
        }

        var (cash, quantities, entries) = (
            new AlignedBuffer<long>(Accounts),
            new AlignedBuffer<int>(Accounts * Slots),
            new AlignedBuffer<byte>(Accounts * Slots)
        );
        for (var account = 0; account < Accounts; account++)
        {
            var (net, gross) = (0L, 0L);
            for (var slot = 0; slot < Slots; slot++)
            {
                var (u, lots) = (numbers.Below((uint)underlyings), numbers.Below(2_000) - 1_000);
                var place = (((account / Lanes * Slots) + slot) * Lanes) + (account % Lanes);
                quantities[place] = lots;
                entries[place] = (byte)((2 * u) + (lots < 0 ? 1 : 0));
                net += lots * coefficients[entries[place]];
                gross += Math.Abs(lots) * prices[u];
            }

            var slack = gross / 4_096 * (1 + numbers.Below(1_200));
            cash[account] = numbers.Below(10_000) == 0 ? -net - slack : -net + slack;
        }

        var marks = new AlignedBuffer<byte>(Accounts / Lanes);
        var found = new int[Accounts];

        Case Scan(string name, KernelPath path) =>
            new(
                $"scan{underlyings}.{name}",
                "accounts/s",
                Accounts,
                () => LinearScan.Mark<byte>(new(cash.Span, quantities.Span, entries.Span, Slots), coefficients.Span, marks.Span, path)
            );

        return new(
            [
                Scan("scalar", KernelPath.Scalar),
                Scan("vector256", KernelPath.Vector256),
                Scan("vector512", KernelPath.Vector512),
                new($"scan{underlyings}.collect", "accounts/s", Accounts, () => LinearScan.Collect(marks.Span, found)),
            ],
            [($"scan{underlyings}", () => TestNumbers.Hash([.. marks.Span.ToArray().Select(mark => (long)mark)]))]
        );
    }
}
