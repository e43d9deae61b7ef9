namespace Plimsoll.Server.Api.History;

/// <summary>A turn at reading history, or the wait for it; disposing of it ends either.</summary>
internal sealed class ReadingTurn(ReadingTurns turns, Action tell) : IDisposable
{
    internal const int Waiting = 0;
    internal const int Granted = 1;
    internal const int Over = 2;

    private int _state;

    /// <summary>Whether it is there.</summary>
    public bool IsGranted => State == Granted;

    /// <summary>Written by <see cref="ReadingTurns"/> alone.</summary>
    internal int State
    {
        get => Volatile.Read(ref _state);
        set => Volatile.Write(ref _state, value);
    }

    public void Dispose() => turns.End(this);

    internal void Tell() => tell();
}
