using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;

namespace Plimsoll.Engine.Events;

/// <summary>A held account no longer waits.</summary>
/// <param name="Account">The account.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct AccountReleased(AccountId Account) : IEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.AccountReleased;
}
