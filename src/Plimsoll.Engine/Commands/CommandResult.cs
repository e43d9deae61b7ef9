using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>The engine's answer to a command.</summary>
/// <param name="Reason">Why it was refused; <see cref="RejectReason.None"/> when accepted.</param>
/// <param name="Field">The command's field that is to blame, or null.</param>
/// <param name="Shortfall">What is missing: for margin (505) in the numeraire's units, for amounts (304, 305, 306) in the asset's; zero when it is not a matter of money.</param>
public readonly record struct CommandResult(RejectReason Reason, string? Field, Money Shortfall)
{
    /// <summary>Accepted.</summary>
    public static CommandResult Accepted => default;

    /// <summary>Whether the command took effect.</summary>
    public bool IsAccepted => Reason == RejectReason.None;
}
