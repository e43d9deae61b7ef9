namespace Plimsoll.Formats.Estimates;

/// <summary>One way to bring a unit of margin back to a target.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Name">The asset or the instrument; of a share the underlying; empty when it is about all positions.</param>
/// <param name="Amount">
/// How much of it at least, of a share above 0 and up to 1; null when no amount is enough, and when all positions are closed.
/// </param>
/// <param name="Step">The amount is a whole multiple of this; 0 for a share, whose parts are whole lots.</param>
/// <param name="After">Where the unit stands then; null when no amount is enough.</param>
public sealed record Cure(CureAction Action, string Name, decimal? Amount, decimal Step, AccountFigures? After)
{
    /// <summary>Value that is brought, in the numeraire; zero for a close that is enough.</summary>
    public decimal Deposited { get; init; }

    /// <summary>Notional that is closed, in the numeraire; zero for a deposit.</summary>
    public decimal Closed { get; init; }

    /// <summary>What a share takes off each position, in the portfolio's order; empty for everything else.</summary>
    public IReadOnlyList<PartialClose> Closes { get; init; } = [];

    /// <summary>Whether the model states the step; otherwise it is Plimsoll's own.</summary>
    public bool IsStepStated { get; init; } = true;
}
