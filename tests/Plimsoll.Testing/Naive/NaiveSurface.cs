using System.Numerics;
using Plimsoll.Engine;
using Plimsoll.Engine.Commands;
using Plimsoll.Surfaces;

namespace Plimsoll.Testing.Naive;

/// <summary>Setting the volatility surface of an index: docs/spec/0020, "Surface".</summary>
internal static class NaiveSurface
{
    public static RejectReason Set(NaiveState state, SetSurface command)
    {
        if (command.Index.Value >= state.Indices.Count)
            return RejectReason.UnknownIndex;

        var index = state.Indices[command.Index.Value];
        if (index.Price.IsZero)
            return RejectReason.NoIndexPrice;

        if (command.Slices.Length is 0 or > 64)
            return command.Slices.Length == 0 ? RejectReason.NoSlices : RejectReason.LimitReached;

        List<SurfaceSlice> slices = [.. command.Slices.Span];
        for (var i = 0; i < slices.Count; i++)
        {
            if (slices[i].Expiry <= command.At)
                return RejectReason.SliceExpired;

            if (i > 0 && slices[i].Expiry <= slices[i - 1].Expiry)
                return RejectReason.SlicesNotRising;

            if (!IsInRange(slices[i], index))
                return RejectReason.SmileOutOfRange;
        }

        index.Surface = (state.Now, index.Price, slices);
        var options = state
            .Instruments.Where(each => each.IsOption && each.Parameters.Underlying == command.Index && !each.IsClosed)
            .ToList();
        var before = options.Select(option => option.Mark).ToList();
        options.ForEach(option => NaiveMark.Refresh(state, option, 0));
        if (!before.SequenceEqual(options.Select(option => option.Mark)))
            state.Affect(_ => true);

        state.Affect(account => account.Scheme != 0);
        state.Note(NaiveRoute.SurfaceSet, $"{command.Index.Value}, {slices.Count} slices");
        return RejectReason.None;
    }

    private static bool IsInRange(SurfaceSlice slice, NaiveIndex index)
    {
        var spot = index.Price * Ratio.PowerOfTen(-index.Parameters.Decimals);
        var forward = slice.ForwardUnits * Ratio.PowerOfTen(-9);
        var (a, b, rho) = (Whole(slice.Smile.A), Whole(slice.Smile.B), Whole(slice.Smile.Rho));
        var (m, sigma, most) = (Whole(slice.Smile.M), Whole(slice.Smile.Sigma), Ratio.Of(1000, 1));
        return forward.Numerator.Sign > 0
            && !forward.IsAbove(10 * spot)
            && !spot.IsAbove(10 * forward)
            && new[] { a, b, m, sigma }.All(each => !each.Abs().IsAbove(most))
            && !rho.Abs().IsAbove(Ratio.Of(1, 1))
            && b.Numerator.Sign >= 0
            && sigma.Numerator.Sign > 0
            && (a.Numerator.Sign >= 0 || !(a * a).IsAbove(b * b * sigma * sigma * (Ratio.Of(1, 1) - (rho * rho))));
    }

    private static Ratio Whole(BigInteger units) => units * Ratio.PowerOfTen(-12);
}
