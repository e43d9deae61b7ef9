using Plimsoll.Formats.Models;
using Plimsoll.Margin;

namespace Plimsoll.Simulation.Replay;

/// <summary>What the replayed venue asks for each coin's perpetual: the schedules of a margin model.</summary>
public sealed class ReplayMargins
{
    /// <summary>Whose margin a coin takes that the model does not list.</summary>
    public const string StandIn = "LTC";

    private const string Usual = "binance-usdm";
    private static readonly Lazy<ReplayMargins> Known = new(() => new(ModelCatalog.BuiltIn.Find(Usual)!));

    private readonly ModelListing _listing;
    private readonly Dictionary<string, MarginSchedule> _schedules = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Takes margins from a model.</summary>
    /// <exception cref="Plimsoll.Formats.Documents.DocumentException">The model says nothing of margin.</exception>
    public ReplayMargins(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _listing = new(model);
        Name = model.Name;
        Title = $"{model.Title}, {model.EffectiveFrom:yyyy-MM-dd}";
    }

    /// <summary>The margins of Binance USD-M, October 2024.</summary>
    public static ReplayMargins Default => Known.Value;

    /// <summary>The model's name.</summary>
    public string Name { get; }

    /// <summary>The model's title, and the day from which it holds.</summary>
    public string Title { get; }

    /// <summary>The margin of a coin's perpetual; that of <see cref="StandIn"/> when the model does not list the coin.</summary>
    /// <exception cref="MissingMarginException">The model lists neither.</exception>
    /// <exception cref="Plimsoll.Formats.Documents.DocumentException">The engine cannot carry the model's schedule.</exception>
    public MarginSchedule Of(string coin)
    {
        lock (_lock)
        {
            if (!_schedules.TryGetValue(coin, out var schedule))
            {
                schedule = Listed(coin) ?? Listed(StandIn) ?? throw new MissingMarginException(Name, coin);
                _schedules.Add(coin, schedule);
            }

            return schedule;
        }
    }

    private MarginSchedule? Listed(string coin) => _listing.OfLinearPerpetual(coin, ListedPerpetual.DollarDecimals);
}
