using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Plimsoll.Kernels;
using Plimsoll.Kernels.Linear;
using Plimsoll.Kernels.Pricing;
using Plimsoll.Kernels.Scenarios;
using Plimsoll.Kernels.ValueAtRisk;
using Plimsoll.Pricing;
using Plimsoll.Tests.Numerics;

namespace Plimsoll.Tests.Kernels;

/// <summary>One result on every path, with whatever instructions the processor has; and nothing for the garbage collector.</summary>
public sealed class KernelPathTests
{
    /// <summary>Changes with any bit of any kernel.</summary>
    private const string Committed = "a3792d67aa7992b9c16041b97df6dd7590c74505f5648846457b2cf9a06e2d69";

    [Fact, Trait("Criterion", "KERN-001")]
    public void Every_path_gives_the_committed_results()
    {
        InstructionSets.RequireOffWhereAsked();

        foreach (var path in KernelPaths.All)
        {
            var hash = new KernelWork().Hash(path);
            Assert.True(hash == Committed, $"The results of {path} have changed: {hash}");
        }
    }

    [Theory, Trait("Criterion", "KERN-001")]
    [InlineData("EnableAVX512", "avx512")]
    [InlineData("EnableAVX2", "avx512 avx2")]
    [InlineData("EnableFMA EnableAVX2", "avx512 avx2 fma")]
    public void They_are_the_same_without_instruction_sets(string switches, string off) =>
        InstructionSets.RequirePassWithout(nameof(Every_path_gives_the_committed_results), switches, off);

    [Fact, Trait("Criterion", "KERN-002")]
    public void No_kernel_allocates()
    {
        var work = new KernelWork();
        foreach (var path in KernelPaths.All)
        {
            work.Run(path);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var round = 0; round < 20; round++)
            {
                work.Run(path);
            }

            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Fact, Trait("Criterion", "KERN-002")]
    public void An_aligned_buffer_begins_at_a_cache_line_and_is_gone_after_its_end()
    {
        foreach (var length in (int[])[0, 1, 17, 4_096])
        {
            var buffer = new AlignedBuffer<int>(length);
            Assert.Equal(length, buffer.Span.Length);
            Assert.All(buffer.Span.ToArray(), number => Assert.Equal(0, number));
            Assert.Equal(0, Offset(buffer.Span));

            buffer.Dispose();
            buffer.Dispose();
            Assert.Throws<ObjectDisposedException>(() => buffer.Span.Length);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => new AlignedBuffer<int>(-1));
    }

    /// <summary>Bytes from the cache line before.</summary>
    private static nint Offset(Span<int> numbers)
    {
        ref var start = ref Unsafe.As<int, byte>(ref MemoryMarshal.GetReference(numbers));
        return Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref start) % 64;
    }

    [Fact]
    public void The_widest_path_is_one_of_them() => Assert.Contains(KernelPaths.Widest, KernelPaths.All.ToArray());

    /// <summary>A bit of everything, in buffers made beforehand.</summary>
    private sealed class KernelWork
    {
        private const int Options = 40;
        private const int Scenarios = 45;
        private const int Accounts = 24;
        private const int Slots = 5;

        private readonly GridOption[] _options = new GridOption[Options];
        private readonly GridScenarios _scenarios;
        private readonly double[] _prices = new double[Options * Scenarios];
        private readonly int[] _rows = new int[2 * Options * Scenarios];
        private readonly int[] _starts = new int[Accounts + 1];
        private readonly int[] _rowOf = new int[Accounts * Slots];
        private readonly int[] _quantities = new int[Accounts * Slots];
        private readonly byte[] _entries = new byte[Accounts * Slots];
        private readonly long[] _worst = new long[Accounts];
        private readonly long[] _values = new long[Accounts];
        private readonly long[] _sums = new long[Scenarios];
        private readonly long[] _scratch = new long[TailSelection.ScratchLength(Scenarios)];
        private readonly long[] _coefficients = new long[256];
        private readonly byte[] _marks = new byte[Accounts / 8];
        private ulong _state = 1976;

        public KernelWork()
        {
            for (var o = 0; o < Options; o++)
            {
                var strike = 40 + (Next(1 << 20) / (double)(1 << 13));
                _options[o] = GridOption.Of(Next(2) == 0 ? OptionType.Call : OptionType.Put, 100, strike, (1 + Next(4_000)) / 4_000.0);
            }

            var (forwards, volatilities) = (new double[Scenarios], new double[Scenarios]);
            for (var s = 0; s < Scenarios; s++)
            {
                (forwards[s], volatilities[s]) = (0.5 + (Next(1_000) / 1_000.0), 0.5 + (Next(1_000) / 1_000.0));
            }

            _scenarios = new(forwards, volatilities);
            for (var p = 0; p < _rowOf.Length; p++)
            {
                _quantities[p] = Next(20_001) - 10_000;
                _rowOf[p] = (2 * Next(Options)) + (_quantities[p] < 0 ? 1 : 0);
                _entries[p] = (byte)Next(256);
            }

            for (var account = 0; account <= Accounts; account++)
            {
                _starts[account] = account * Slots;
            }

            for (var i = 0; i < _coefficients.Length; i++)
            {
                _coefficients[i] = Next(1 << 30) * 1_000L;
            }
        }

        public void Run(KernelPath path)
        {
            Black76Grid.Price(_options, _scenarios, _prices, path);
            for (var o = 0; o < Options; o++)
            {
                OutwardRows.Round(
                    _prices.AsSpan(o * Scenarios, Scenarios),
                    _prices[o * Scenarios],
                    1e6,
                    150 * Black76Grid.Error,
                    _rows.AsSpan(2 * o * Scenarios, Scenarios),
                    _rows.AsSpan(((2 * o) + 1) * Scenarios, Scenarios),
                    path
                );
            }

            WorstScenario.OfEach(new(_rows, Scenarios), new(_starts, _rowOf, _quantities), _worst, path);
            BookValueAtRisk.OfEach(new(_rows, Scenarios), new(_starts, _rowOf, _quantities), 950_000_000, _sums, _scratch, _values, path);
            LinearScan.Mark<byte>(new(_worst, _quantities, _entries, Slots), _coefficients, _marks, path);
        }

        public string Hash(KernelPath path)
        {
            Run(path);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            Span<byte> bytes = stackalloc byte[8];
            foreach (var price in _prices)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, price);
                hash.AppendData(bytes);
            }

            foreach (
                var number in (IEnumerable<long>)
                    [.. _rows.Select(unit => (long)unit), .. _worst, .. _values, .. _marks.Select(mark => (long)mark)]
            )
            {
                BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
                hash.AppendData(bytes);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }

        private int Next(int limit)
        {
            unchecked
            {
                _state = (_state * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407;
                return (int)((_state >> 33) % (ulong)limit);
            }
        }
    }
}
