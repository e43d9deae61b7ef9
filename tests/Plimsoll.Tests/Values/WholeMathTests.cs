using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Testing;
using Plimsoll.Values;

namespace Plimsoll.Tests.Values;

public sealed class WholeMathTests
{
    [Fact]
    public void A_square_root_is_the_largest_number_whose_square_fits() =>
        Prop.ForAll<ulong, ulong>(
                (left, right) =>
                {
                    var value = (BigInteger)left * right;
                    var root = WholeMath.SquareRoot(value);
                    return root * root <= value && (root + 1) * (root + 1) > value;
                }
            )
            .Check(Exploration.Usual);

    [Fact]
    public void Squares_have_their_roots() =>
        Assert.All(Enumerable.Range(0, 1_000), root => Assert.Equal(root, (int)WholeMath.SquareRoot((BigInteger)root * root)));

    [Fact]
    public void Shares_are_rounded_as_asked()
    {
        Assert.Equal(70_030, WholeMath.PartsPerMillion(123_456, 567_243, Rounding.Ceiling));
        Assert.Equal(70_029, WholeMath.PartsPerMillion(123_456, 567_243, Rounding.Floor));
    }

    [Fact]
    public void Scaling_down_cuts_toward_zero() => Assert.Equal(-1, WholeMath.Scale(-19, -1));

    [Fact]
    public void Units_and_back_is_the_number_cut()
    {
        Assert.Equal(-1_234, WholeMath.Units(-1.2349m, 3));
        Assert.Equal(-1.234m, WholeMath.FromUnits(-1_234, 3));
    }
}
