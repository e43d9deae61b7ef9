using System.Runtime.CompilerServices;

namespace Plimsoll.Server.Hosting;

/// <summary>The few threads that tell what has come over sockets: what is short goes on where it comes, the rest leaves them.</summary>
/// <remarks>
/// By default the runtime hands whatever comes to a thread of the pool. To wake one takes as long as everything else that a single command needs, so a command over a WebSocket stays where it
/// arrives. Everything that may take long, or wait, has to leave first: while it runs, nobody hears the other connections of that thread.
/// </remarks>
public static class SocketThreads
{
    private const string Inline = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
    private const string Count = "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT";

    // A device that stands still for the first time holds up whoever shares a thread with the command that waits for it.
    private const int Least = 8;

    /// <summary>Has what comes go on where it comes, from the first socket of this process on: to be called before there is any. Environment variables that are set already are left as they are.</summary>
    public static void GoOnWhereBytesArrive()
    {
        Set(Inline, "1");
        Set(Count, Math.Max(Least, Environment.ProcessorCount).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Goes on by a thread of the pool; at once when this is one.</summary>
    internal static Leaving Leave() => default;

    private static void Set(string variable, string value)
    {
        if (Environment.GetEnvironmentVariable(variable) is null)
            Environment.SetEnvironmentVariable(variable, value);
    }

    /// <summary>What <see cref="Leave"/> waits for.</summary>
    internal readonly struct Leaving : ICriticalNotifyCompletion
    {
        public bool IsCompleted => Thread.CurrentThread.IsThreadPoolThread;

        public Leaving GetAwaiter() => this;

        public void GetResult() { }

        public void OnCompleted(Action continuation) =>
            ThreadPool.QueueUserWorkItem(static next => next(), continuation, preferLocal: false);

        public void UnsafeOnCompleted(Action continuation) =>
            ThreadPool.UnsafeQueueUserWorkItem(static next => next(), continuation, preferLocal: false);
    }
}
