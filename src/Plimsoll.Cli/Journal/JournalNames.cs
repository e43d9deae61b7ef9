using System.Globalization;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Recovery;
using Plimsoll.Journal;
using Plimsoll.Journal.Snapshots;
using Plimsoll.Server.Security;
using Plimsoll.Simulation.MarketData;
using Plimsoll.Values;

namespace Plimsoll.Cli.Journal;

/// <summary>Names and decimals of what a journal's numbers stand for: the venue, built beside whoever writes it, knows them. A name once given stays, so a later state knows the earlier ones too.</summary>
internal sealed class JournalNames
{
    private readonly ApiKeyBook _keys = new();
    private readonly Dictionary<long, InstrumentId> _subjects = [];
    private VenueMachine? _machine;

    private JournalNames() { }

    /// <summary>Learns the names of some records.</summary>
    /// <param name="folder">The journal.</param>
    /// <param name="from">The first record that will be shown.</param>
    /// <param name="to">The last.</param>
    /// <param name="streams">Who is told when not all can be known.</param>
    public static JournalNames Learn(JournalFolder folder, long from, long to, JournalStreams streams)
    {
        var names = new JournalNames();
        // From before the first of them, where a snapshot reaches back so far: then each is seen with the state that it met.
        var oldest = new SnapshotStore(folder.Storage).List() is [.., var last] ? last : 0;
        var upTo = Math.Max(from - 1, oldest);
        try
        {
            (names._machine, _, _) = JournalReplay.Build(
                folder.Storage,
                Math.Max(to, upTo),
                usesSnapshots: true,
                new KeyCompanion(names._keys),
                (machine, entry, _) => names.Learn(machine, entry, from),
                snapshotUpTo: upTo,
                cancellation: streams.Cancellation
            );
        }
        catch (Exception cause) when (cause is JournalCorruptedException or RecordStopsException or WitnessException or IOException)
        {
            // What failed lies behind all that is shown.
            if (names._machine is { } reached && reached.Sequence >= to)
                return names;

            var known = names._machine is { } machine
                ? string.Create(CultureInfo.InvariantCulture, $"known up to record {machine.Sequence} only")
                : "not known";
            var why = cause is JournalCorruptedException damage ? damage.Finding : cause.Message;
            streams.Tell($"names and decimals are {known}; what is not known is shown as numbers and units: {PrintableText.Of(why)}");
        }

        return names;
    }

    public string Of(AccountId account) => _machine?.Names.NameOf(account) ?? Digits(account.Value);

    public string Of(AssetId asset) => IsKnown(asset) ? _machine!.Engine.View(asset).Asset.Symbol : Digits(asset.Value);

    public string Of(IndexId index) => IsKnown(index) ? _machine!.Engine.View(index).Parameters.Symbol : Digits(index.Value);

    public string Of(InstrumentId instrument) =>
        IsKnown(instrument) ? _machine!.Engine.View(instrument).Parameters.Symbol : Digits(instrument.Value);

    public string Of(SchemeId scheme) =>
        scheme == SchemeId.Standard ? "standard"
        : _machine?.Engine.IsKnown(scheme) == true ? _machine.Engine.View(scheme).Symbol
        : Digits(scheme.Value);

    /// <summary>The public name of a key; null for the host itself and for what is not known.</summary>
    public string? OfKey(int actor) => actor == 0 ? null : _keys.Keys.FirstOrDefault(key => key.Number == actor)?.Id;

    public int? DecimalsOf(AssetId asset) => IsKnown(asset) ? _machine!.Engine.View(asset).Asset.Decimals : null;

    public int? DecimalsOf(IndexId index) => IsKnown(index) ? _machine!.Engine.View(index).Parameters.Decimals : null;

    public FieldScales ScalesOf(InstrumentId instrument)
    {
        if (!IsKnown(instrument))
            return default;

        var rules = _machine!.Engine.View(instrument).Parameters;
        return new(rules.PriceDecimals, rules.QuantityDecimals, DecimalsOf(rules.SettlementAsset), DecimalsOf(rules.Underlying));
    }

    /// <summary>The decimals of a command that names an order or a trade alone.</summary>
    public FieldScales ScalesAt(long sequence) => _subjects.TryGetValue(sequence, out var instrument) ? ScalesOf(instrument) : default;

    private void Learn(VenueMachine machine, HostEntry entry, long from)
    {
        _machine = machine;
        if (machine.Sequence < from)
            return;

        var subject = entry.Command switch
        {
            AmendOrder when entry.Kind == EntryKind.LabelledOrder => Amended(machine) ?? Open(machine, entry),
            AmendOrder amend => machine.Engine.PlaceOf(amend.Order)?.Instrument,
            CorrectTrade => Traded(machine),
            _ => null,
        };
        if (subject is { } instrument)
            _subjects[machine.Sequence] = instrument;
    }

    private static InstrumentId? Amended(VenueMachine machine)
    {
        for (var i = 0; i < machine.Events.Count; i++)
        {
            if (machine.Events[i].Kind == EventKind.OrderAmended)
                return machine.Engine.PlaceOf(machine.Events[i].As<OrderAmended>().Order)?.Instrument;
        }

        return null;
    }

    /// <summary>One that was refused left the order as it is.</summary>
    private static InstrumentId? Open(VenueMachine machine, in HostEntry entry) =>
        entry.Labels is [var label] && machine.FindOrder(entry.Account, label) is { } order
            ? machine.Engine.PlaceOf(order)?.Instrument
            : null;

    private static InstrumentId? Traded(VenueMachine machine)
    {
        for (var i = 0; i < machine.Events.Count; i++)
        {
            if (machine.Events[i].Kind == EventKind.TradeRecorded)
                return machine.Events[i].As<TradeRecorded>().Instrument;
        }

        return null;
    }

    private bool IsKnown(AssetId asset) => _machine?.Engine.IsKnown(asset) == true;

    private bool IsKnown(IndexId index) => _machine?.Engine.IsKnown(index) == true;

    private bool IsKnown(InstrumentId instrument) => _machine?.Engine.IsKnown(instrument) == true;

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
