using Plimsoll.Host.Pipeline;
using Plimsoll.Server.Metrics;

namespace Plimsoll.Server.Hosting;

/// <summary>The host's stages as histograms. The meter comes later than the host, which recovers first.</summary>
internal sealed class StageMeter : IStageObserver
{
    private volatile PlimsollMeter? _meter;

    public void Attach(PlimsollMeter meter) => _meter = meter;

    public void Observe(Stage stage, TimeSpan elapsed, int requests)
    {
        if (_meter is not { } meter)
            return;

        if (stage == Stage.Journal)
            meter.RecordBatch(requests);

        if (meter.AreStagesRead)
            meter.RecordStage((CommandStage)(int)stage, elapsed.TotalSeconds);
    }
}
