using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Engine.State;

/// <summary>One index: its parameters, price, sources, window and hold.</summary>
internal sealed class IndexRow(IndexParameters parameters, Price maxPrice)
{
    public IndexParameters Parameters
    {
        get;
        set => (field, QuietUntil) = (value, default);
    } = parameters;

    /// <summary>Prices above it could overflow some value; they are refused.</summary>
    public Price MaxPrice
    {
        get;
        set => (field, QuietUntil) = (value, default);
    } = maxPrice;

    /// <summary>Before this time nothing about the index can change but by a quote: to judge its sources again would say the same. Derived; default when that is not known.</summary>
    public Timestamp QuietUntil { get; set; }

    public SourceRow[] Sources { get; } = [.. parameters.Sources.Select(_ => new SourceRow())];

    public Price Price { get; set; }

    public byte LiveSources { get; set; }

    public Price OlderMark { get; set; }

    public Price NewerMark { get; set; }

    public Timestamp NewerMarkAt { get; set; }

    /// <summary>Until when the protective window is open; <see cref="Timestamp.Never"/> when it is closed.</summary>
    public Timestamp WindowUntil { get; set; } = Timestamp.Never;

    public Price WindowReference { get; set; }

    public bool IsWindowArmed { get; set; } = true;

    public Timestamp CalmSince { get; set; } = Timestamp.Never;

    public bool HasNoSource { get; set; }

    public Timestamp NoSourceUntil { get; set; }

    /// <summary>Whether the margin of some instrument has ever looked at its price.</summary>
    public bool IsSeenByMargin { get; set; }

    /// <summary>By which its options are marked.</summary>
    public SurfaceRow Surface { get; } = new();

    public bool IsWindowOpen => WindowUntil != Timestamp.Never;

    /// <summary>Moves the reference marks on, before a new price is set.</summary>
    public void ShiftMarks(Timestamp tick)
    {
        if (Price.IsPositive && (tick - NewerMarkAt) >= Parameters.WindowLookback)
        {
            (OlderMark, NewerMark, NewerMarkAt) = (NewerMark, Price, tick);
        }
    }
}
