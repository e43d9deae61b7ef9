namespace Plimsoll.Simulation.Replay;

/// <summary>A margin model lists neither a coin of the replay nor the one that stands in for it.</summary>
public sealed class MissingMarginException : Exception
{
    /// <summary>Names the model and the coin.</summary>
    public MissingMarginException(string model, string coin)
        : base(
            $"{model} lists no linear perpetual on {coin}, and none on {ReplayMargins.StandIn} that could stand in for it. "
                + "Choose another model, or add one of them to it."
        ) { }
}
