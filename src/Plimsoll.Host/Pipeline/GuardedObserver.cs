namespace Plimsoll.Host.Pipeline;

/// <summary>An observer that throws loses its figure; nobody else loses anything.</summary>
internal sealed class GuardedObserver(IStageObserver observer) : IStageObserver
{
    public void Observe(Stage stage, TimeSpan elapsed, int requests)
    {
        try
        {
            observer.Observe(stage, elapsed, requests);
        }
        catch (Exception)
        {
            // It is the observer's bug, not the engine's: measuring must not halt a venue.
        }
    }
}
