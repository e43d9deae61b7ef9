namespace Plimsoll.Host.Requests;

/// <summary>One outcome as a task. Whoever awaits goes on elsewhere than on the host's threads.</summary>
internal sealed class AwaitedReply : IReplySink
{
    private readonly TaskCompletionSource<Outcome> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<Outcome> Task => _source.Task;

    public void Complete(long correlation, in Outcome outcome) => _source.TrySetResult(outcome);
}
