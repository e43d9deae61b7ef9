using Plimsoll.Engine.Events;

namespace Plimsoll.Simulation.Replay;

/// <summary>Hears every event, in order. It may queue work; it may not send commands while it listens.</summary>
internal interface IVenueListener
{
    void Hear(in EventView heard);
}
