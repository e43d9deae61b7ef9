using System.Runtime.InteropServices;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>An asset was listed.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="ParametersVersion">The version number of the parameters now in force; the event carries the parameters themselves.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct AssetListed(AssetId Asset, int ParametersVersion) : IEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.AssetListed;
}
