using Plimsoll.Numerics;

namespace Plimsoll.Pricing;

/// <summary>Inverts the price of an option out of the money: s from β = V ÷ min(F, K), strictly between 0 and 1.</summary>
/// <remarks>
/// <para>With x = |log(K/F)|, h = x/s, t = s/2, n = h − t and M Mills' ratio: β = φ(n) · Δ with Δ = M(h − t) − M(h + t), and 1 − β = φ(n) · Σ with
/// Σ = M(t − h) + M(t + h). Below one half log β is matched, above it log(1 − β): in either tail the logarithm keeps what the price knows. Its slope is
/// 1/Δ (or −1/Σ), and β″/β′ = (h² − t²)/s, so that a step of fourth order costs no exponential at all.</para>
/// <para>Logarithms and n² carry two doubles, so the answer is as good as Mills' ratio; the wings are better still, since there s hardly depends on β.</para>
/// <para>The idea of the two tails, of logarithms and of Householder's steps is that of P. Jäckel, Let's be rational (Wilmott 2015); starts, brackets and
/// residuals are our own. s obeys β √2π ≤ s and, below one half, s ≤ 0.6745 + √(0.455 + 2x): a step that leaves what is known is replaced by bisection.</para>
/// </remarks>
internal static class ImpliedTotalVolatility
{
    /// <summary>Steps at most. One to three are usual; five is the most that was ever seen (OPTN-014).</summary>
    public const int StepsMax = 64;

    private const double RootTwoPi = 2.5066282746310002;
    private const double LogRootTwoPi = 0.9189385332046728;
    private const double LogRootTwoPiLow = -3.8782941580672414e-17;
    private const double DensityAtZero = 0.3989422804014327;
    private const double UpperQuartile = 0.6744897501960817;

    /// <summary>A step of fourth order this small leaves an error far below the last place.</summary>
    private const double StepSmall = 1e-6;

    /// <summary>The total volatility, and how many evaluations it took.</summary>
    /// <param name="price">V &gt; 0.</param>
    /// <param name="missing">min(F, K) − V &gt; 0.</param>
    /// <param name="lesser">min(F, K).</param>
    /// <param name="greater">max(F, K).</param>
    public static (double Total, int Steps) Of(DoubleDouble price, DoubleDouble missing, double lesser, double greater)
    {
        var moneyness = greater == lesser ? default : Logarithm.OfQuotient(greater, lesser);
        var isUpper = price.High > missing.High;
        var wanted = LogOfQuotient(isUpper ? missing : price, lesser);
        var (low, high) = isUpper ? UpperBracket(missing.High / lesser, moneyness.High) : LowerBracket(price.High / lesser, moneyness.High);
        var total = isUpper
            ? FromReach(-NormalDistribution.InverseCumulative(missing.High / lesser * 0.5), moneyness.High)
            : LowerStart(price.High / lesser, -wanted.High, moneyness.High);
        total = Math.Clamp(total, low * (1 + 1e-12), high * (1 - 1e-12));

        for (var step = 1; ; step++)
        {
            if (!(total > low && total < high))
            {
                total = Middle(low, high);
            }

            var move = Step(moneyness, total, wanted, isUpper, out var isTooLow);
            if (isTooLow)
            {
                low = total;
            }
            else
            {
                high = total;
            }

            var next = total + move;
            if (Math.Abs(move) <= StepSmall * total || step == StepsMax)
                return (next > 0 ? next : total, step);

            total = next;
        }
    }

    /// <summary>Householder's step of third order for the logarithm of β, or of 1 − β.</summary>
    private static double Step(DoubleDouble moneyness, double total, DoubleDouble wanted, bool isUpper, out bool isTooLow)
    {
        var half = total * 0.5;
        var distance = moneyness.High == 0 ? default : moneyness.Over(new(total, 0));
        var near = Difference(distance, half);
        var width = isUpper ? UpperSum(distance.High, half, -near.High) : LowerDifference(distance.High, half, near);

        // log φ(n) + log width − wanted, in pairs: |log β| may be 700, and its error must stay below the last place of one.
        var square = near.Squared();
        var logarithm = Logarithm.Of(width).Plus(-0.5 * square.High).Plus(-LogRootTwoPi).Plus(-wanted.High);
        var excess = logarithm.High + (logarithm.Low - (0.5 * square.Low) - LogRootTwoPiLow - wanted.Low);
        isTooLow = isUpper ? excess > 0 : excess < 0;

        var slope = isUpper ? -1 / width : 1 / width;
        var bend = (distance.High - half) * ((distance.High + half) / total);
        var turn = (bend * bend) - (3 * (distance.High / total) * (distance.High / total)) - 0.25;
        var second = bend - slope;
        var third = turn - (3 * slope * bend) + (2 * slope * slope);
        var newton = -excess / slope;
        var bottom = 1 + (newton * (second + (newton * third * (1.0 / 6))));
        var move = newton * (1 + (0.5 * newton * second)) / bottom;

        // Far out the series is no help; a plain Newton step in the logarithm of s is, and the bracket catches the rest.
        return bottom > 0 && double.IsFinite(move) && (move > 0) == isTooLow ? move : newton;
    }

    /// <summary>Δ = M(h − t) − M(h + t).</summary>
    private static double LowerDifference(double middle, double half, DoubleDouble near)
    {
        if (half <= MillsRatio.SpreadMax(middle) && middle <= 1000)
            return MillsRatio.Difference(middle, half);

        var far = MillsRatio.Of(middle + half);
        return near.High >= 0
            ? MillsRatio.Of(near.High) - far
            : NormalDistribution.ScaledDensity(near).Into(NormalDistribution.Cumulative(-near.High)) - far;
    }

    /// <summary>Σ = M(t − h) + M(t + h); the first argument is not below zero where β is above one half, but a trial may lie a little lower.</summary>
    private static double UpperSum(double distance, double half, double reach)
    {
        var first =
            reach >= 0 ? MillsRatio.Of(reach) : NormalDistribution.ScaledDensity(new(reach, 0)).Into(NormalDistribution.Cumulative(-reach));
        return first + MillsRatio.Of(half + distance);
    }

    /// <summary>From 1 − β = Φ(−n) + e^x Φ(−(t + h)) the tail lies between one and two times Φ(−n).</summary>
    private static (double Low, double High) UpperBracket(double tail, double moneyness)
    {
        var low = FromReach(-NormalDistribution.InverseCumulative(tail), moneyness);
        var high = FromReach(-NormalDistribution.InverseCumulative(tail * 0.5), moneyness);
        return (low * (1 - 1e-9), high * (1 + 1e-9));
    }

    private static (double Low, double High) LowerBracket(double share, double moneyness) =>
        (share * RootTwoPi * (1 - 1e-9), FromReach(UpperQuartile, moneyness) * (1 + 1e-9));

    /// <summary>s where t − h is given: the positive root of s²/2 − n s − x.</summary>
    private static double FromReach(double reach, double moneyness)
    {
        var root = Math.Sqrt((reach * reach) + (2 * moneyness));
        return reach >= 0 ? reach + root : 2 * moneyness / (root - reach);
    }

    /// <summary>Above the turning point s = √(2x) of β a tangent from there; below it the distance that the density alone would ask for, corrected once.</summary>
    private static double LowerStart(double share, double logarithm, double moneyness)
    {
        if (moneyness == 0)
            return share * RootTwoPi;

        var turning = Math.Sqrt(2 * moneyness);
        var half = turning * 0.5;
        var width = LowerDifference(half, half, default);
        var atTurning = DensityAtZero * width;
        if (share >= atTurning)
            return turning + ((share - atTurning) * RootTwoPi);

        // Small moneyness and small volatility: φ(h) − h Φ(−h) is nearly φ(0) − h/2.
        var straight = (share + (0.5 * moneyness)) * RootTwoPi;
        if (moneyness < 0.5 * straight)
            return straight;

        var depth = Math.Sqrt(2 * logarithm);
        var away = Math.Max(0, depth - Math.Sqrt(2 * (LogRootTwoPi - Logarithm.Of(width).High)));
        for (var i = 0; i < 2; i++)
        {
            var total = FromReach(-away, moneyness);
            var distance = moneyness / total;
            var spread = LowerDifference(distance, total * 0.5, new(Math.Max(0, distance - (total * 0.5)), 0));
            away = Math.Sqrt(Math.Max(0, 2 * (logarithm - LogRootTwoPi + Logarithm.Of(spread).High)));
        }

        return FromReach(-away, moneyness);
    }

    private static double Middle(double low, double high) => low > 0 ? Math.Sqrt(low) * Math.Sqrt(high) : high * 0.5;

    private static DoubleDouble Difference(DoubleDouble distance, double half)
    {
        var difference = distance.Plus(-half);
        return DoubleDouble.SumOrdered(difference.High, difference.Low);
    }

    private static DoubleDouble LogOfQuotient(DoubleDouble share, double lesser)
    {
        var top = Logarithm.Of(share.High).Plus(share.Low / share.High);
        var bottom = Logarithm.Of(lesser);
        var difference = DoubleDouble.Sum(top.High, -bottom.High);
        return DoubleDouble.SumOrdered(difference.High, difference.Low + (top.Low - bottom.Low));
    }
}
