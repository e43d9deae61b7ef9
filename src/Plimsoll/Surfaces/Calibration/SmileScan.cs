namespace Plimsoll.Surfaces.Calibration;

/// <summary>Looks for arbitrage along the whole line: dense where the smile bends, ever wider outside, and closer around each low.</summary>
internal static class SmileScan
{
    private const int HalfPoints = 160;
    private const int RefineSteps = 24;

    /// <summary>
    /// Total variance is compared between expiries up to here: strikes from a twentieth to twenty times the forward. Beyond lies no listed strike, and a condition
    /// on the wings' slopes would bend the smiles where there are quotes for the sake of where there are none.
    /// </summary>
    public const double CalendarRange = 3;

    /// <summary>Wings steeper than this leave no density far out.</summary>
    public const double SlopeMax = 2;

    /// <summary>The least of Durrleman's g, and where; −∞ where the variance is not positive or a wing too steep.</summary>
    public static (double Least, double At) Density(SviShape shape)
    {
        if (!(shape.Left >= 0 && shape.Right >= 0 && shape.Left < SlopeMax && shape.Right < SlopeMax && shape.Width > 0))
            return (double.NegativeInfinity, shape.Vertex);

        var spread = Math.Sqrt(Math.Max(shape.Variance(0), 1e-12));
        var nearVertex = Least(shape.Density, shape.Vertex, 4 * shape.Width);
        var nearMoney = Least(shape.Density, 0, 2 * spread);
        return nearVertex.Least < nearMoney.Least ? nearVertex : nearMoney;
    }

    /// <summary>The least of later less earlier variance, as a share of the later, within <see cref="CalendarRange"/>; and where.</summary>
    public static (double Least, double At) Calendar(SviShape earlier, SviShape later)
    {
        double Room(double k)
        {
            var place = Math.Clamp(k, -CalendarRange, CalendarRange);
            return 1 - (earlier.Variance(place) / later.Variance(place));
        }

        var one = Least(Room, earlier.Vertex, 4 * earlier.Width);
        var two = Least(Room, later.Vertex, 4 * later.Width);
        var (least, at) = one.Least < two.Least ? one : two;
        return (least, Math.Clamp(at, -CalendarRange, CalendarRange));
    }

    private static (double Least, double At) Least(Func<double, double> function, double middle, double width)
    {
        var (least, at, place) = (double.PositiveInfinity, middle, 0);
        for (var i = -HalfPoints; i <= HalfPoints; i++)
        {
            var k = Place(i, middle, width);
            var value = function(k);
            if (!(value >= least))
            {
                (least, at, place) = (value, k, i);
            }
        }

        return Refined(function, Place(place - 1, middle, width), at, Place(place + 1, middle, width), least);
    }

    /// <summary>u ÷ (1 − u²): dense in the middle, four hundred widths at the ends.</summary>
    private static double Place(int index, double middle, double width)
    {
        var u = Math.Clamp(index, -HalfPoints, HalfPoints) / (HalfPoints + 0.2);
        return middle + (width * u / (1 - (u * u)));
    }

    /// <summary>Golden section within the neighbours of a low.</summary>
    private static (double Least, double At) Refined(Func<double, double> function, double left, double at, double right, double least)
    {
        const double Ratio = 0.381966011250105;
        for (var step = 0; step < RefineSteps; step++)
        {
            var isRight = right - at > at - left;
            var next = isRight ? at + (Ratio * (right - at)) : at - (Ratio * (at - left));
            var value = function(next);
            if (value < least)
            {
                (left, right) = isRight ? (at, right) : (left, at);
                (least, at) = (value, next);
            }
            else if (isRight)
            {
                right = next;
            }
            else
            {
                left = next;
            }
        }

        return (least, at);
    }
}
