using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>Equity fell below the margin-call level.</summary>
/// <param name="Account">The account.</param>
/// <param name="Equity">In the numeraire.</param>
/// <param name="MaintenanceMargin">In the numeraire.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct MarginCallIssued(AccountId Account, Money Equity, Money MaintenanceMargin) : IEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.MarginCallIssued;
}
