using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>The engine's answer to a command.</summary>
/// <param name="Reason">Why it was refused; <see cref="RejectReason.None"/> when accepted.</param>
/// <param name="Field">The command's field that is to blame, or null.</param>
/// <param name="Shortfall">What is missing, in units of <paramref name="ShortOf"/>; zero when it is not a matter of money.</param>
/// <param name="ShortOf">Of which asset it is missing: for margin (505) the numeraire, for amounts (304, 305, 306) the asset itself. Says nothing without a shortfall.</param>
public readonly record struct CommandResult(RejectReason Reason, string? Field, Money Shortfall, AssetId ShortOf = default)
{
    /// <summary>Accepted.</summary>
    public static CommandResult Accepted => default;

    /// <summary>Whether the command took effect.</summary>
    public bool IsAccepted => Reason == RejectReason.None;
}
