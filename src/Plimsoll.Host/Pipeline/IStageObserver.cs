namespace Plimsoll.Host.Pipeline;

/// <summary>Who measures. Called by the host's own threads: it must be quick and never throw.</summary>
public interface IStageObserver
{
    /// <summary>A stage is over.</summary>
    /// <param name="stage">Which.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="requests">How many requests were in it; of <see cref="Stage.Queue"/> the longest wait among them is told.</param>
    void Observe(Stage stage, TimeSpan elapsed, int requests);
}
