using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Surfaces.Calibration;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Surfaces;

public sealed class QuadraticProgramTests
{
    private const int Unknowns = 3;

    [Fact]
    public void The_solution_is_allowed_and_no_allowed_neighbour_is_lower() =>
        Prop.ForAll<int>(seed =>
            {
                var numbers = new Lcg(seed);
                var matrix = new double[Unknowns, Unknowns];
                for (var i = 0; i < Unknowns; i++)
                for (var j = 0; j <= i; j++)
                    matrix[i, j] = i == j ? 2 + numbers.Next() : 0.5 * numbers.Next();

                double[] linear = [3 * numbers.Next(), 3 * numbers.Next(), 3 * numbers.Next()];
                var rows = new List<(double[] Row, double Bound)>();
                for (var i = 0; i < 12; i++)
                    rows.Add(([numbers.Next(), numbers.Next(), numbers.Next()], -0.5 - numbers.Next() * 0.4));

                var program = new QuadraticProgram(Unknowns);
                rows.ForEach(row => program.Add(row.Row, row.Bound));
                var x = new double[Unknowns];
                Assert.True(program.Solve(matrix, linear, x)); // zero is always allowed
                Assert.All(rows, row => Assert.True(Dot(row.Row, x) >= row.Bound - 1e-9));

                var value = Value(matrix, linear, x);
                for (var trial = 0; trial < 200; trial++)
                {
                    double[] near = [x[0] + (0.1 * numbers.Next()), x[1] + (0.1 * numbers.Next()), x[2] + (0.1 * numbers.Next())];
                    if (rows.TrueForAll(row => Dot(row.Row, near) >= row.Bound))
                        Assert.True(Value(matrix, linear, near) >= value - 1e-9);
                }
            })
            .Check(Exploration.Usual);

    [Fact]
    public void Constraints_that_leave_no_room_are_told()
    {
        var program = new QuadraticProgram(2);
        program.Add([1, 0], 1);
        program.Add([-1, 0], 0);
        var matrix = new double[2, 2];
        (matrix[0, 0], matrix[1, 1]) = (1, 1);

        Assert.False(program.Solve(matrix, [0, 0], new double[2]));
    }

    private static double Dot(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();

    private static double Value(double[,] matrix, double[] linear, double[] x)
    {
        var sum = Dot(linear, x);
        for (var i = 0; i < Unknowns; i++)
        for (var j = 0; j < Unknowns; j++)
            sum += 0.5 * x[i] * x[j] * matrix[Math.Max(i, j), Math.Min(i, j)];

        return sum;
    }

    /// <summary>Numbers from −1 to 1.</summary>
    private sealed class Lcg(int seed)
    {
        private ulong _state = unchecked((ulong)seed * 2_862_933_555_777_941_757 + 3_037_000_493);

        public double Next()
        {
            _state = unchecked((_state * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407);
            return ((_state >> 11) / 4503599627370496.0) - 1;
        }
    }
}
