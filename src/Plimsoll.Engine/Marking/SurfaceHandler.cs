using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.State;
using Plimsoll.Marking;
using Plimsoll.Surfaces;
using Plimsoll.Values;
using static Plimsoll.Engine.State.EngineContext;

namespace Plimsoll.Engine.Marking;

/// <summary>Takes volatility surfaces, and marks the options on them at once.</summary>
/// <remarks>Source: docs/spec/0020-option-instruments.md (OPTI-005 … OPTI-007).</remarks>
internal sealed class SurfaceHandler(EngineContext context, MarkRefresh marks)
{
    private EngineState State => context.State;

    public CommandResult Handle(SetSurface command)
    {
        if (FirstFault(command) is { } refusal)
        {
            return refusal;
        }

        context.Accept(command);
        var index = State.Index(command.Index);
        List<SurfaceSlice> before = [.. index.Surface.Slices];
        foreach (ref readonly var slice in command.Slices.Span)
        {
            context.Emit(new SmileChanged(command.Index, slice, index.Price, command.At));
        }

        foreach (var slice in before)
        {
            if (!IsNamed(command.Slices.Span, slice.Expiry))
            {
                context.Emit(new SmileRemoved(command.Index, slice.Expiry));
            }
        }

        marks.RefreshOptions(command.Index);
        context.TouchPortfolios();
        return CommandResult.Accepted;
    }

    private CommandResult? FirstFault(SetSurface command)
    {
        if (!State.IsKnown(command.Index))
        {
            return Refuse(RejectReason.UnknownIndex, nameof(command.Index));
        }

        var index = State.Index(command.Index);
        if (!index.Price.IsPositive)
        {
            return Refuse(RejectReason.NoIndexPrice, nameof(command.Index));
        }

        if (command.Slices.IsEmpty)
        {
            return Refuse(RejectReason.NoSlices, nameof(command.Slices));
        }

        return command.Slices.Length > SetSurface.MaxSlices
            ? Refuse(RejectReason.LimitReached, nameof(command.Slices))
            : FirstFault(command.Slices.Span, command.At, index);
    }

    private static CommandResult? FirstFault(ReadOnlySpan<SurfaceSlice> slices, Timestamp at, IndexRow index)
    {
        var previous = at;
        foreach (ref readonly var slice in slices)
        {
            if (slice.Expiry <= at)
            {
                return Refuse(RejectReason.SliceExpired, nameof(slice.Expiry));
            }

            if (slice.Expiry <= previous)
            {
                return Refuse(RejectReason.SlicesNotRising, nameof(slice.Expiry));
            }

            if (SmileRange.FirstFault(slice, index.Price, index.Parameters.Decimals) is { } field)
            {
                return Refuse(RejectReason.SmileOutOfRange, field);
            }

            previous = slice.Expiry;
        }

        return null;
    }

    private static bool IsNamed(ReadOnlySpan<SurfaceSlice> slices, Timestamp expiry)
    {
        foreach (ref readonly var slice in slices)
        {
            if (slice.Expiry == expiry)
            {
                return true;
            }
        }

        return false;
    }
}
