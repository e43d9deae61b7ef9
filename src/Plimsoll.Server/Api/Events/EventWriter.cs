using System.Globalization;
using System.Text.Json;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Trading;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Events;

/// <summary>Writes the members of events: names instead of numbers, decimals as text in the right scale. One thread at a time.</summary>
internal sealed class EventWriter(EventNames names, Translator translator)
{
    private Utf8JsonWriter _json = null!;
    private EventViewer _viewer = EventViewer.Everything;

    /// <summary>Accounts whose names were left out since this was emptied.</summary>
    public HashSet<AccountId> Hidden { get; } = [];

    /// <summary>The place of the event among those of its record.</summary>
    public int Place { get; private set; }

    /// <summary>Whether the viewer sees every account.</summary>
    public bool IsWhole => _viewer.IsWhole;

    /// <summary>The record whose events are written.</summary>
    public RecordView Record { get; private set; } = null!;

    public EventNames Names { get; } = names;

    /// <summary>Writes an event as a value.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="record">The record.</param>
    /// <param name="place">The event's place in it.</param>
    /// <param name="viewer">Whose eyes it is for.</param>
    public void Write(Utf8JsonWriter json, RecordView record, int place, EventViewer viewer)
    {
        json.WriteStartObject();
        WriteMembers(json, record, place, viewer);
        json.WriteEndObject();
    }

    /// <summary>Writes the members of an event into an object that is open.</summary>
    public void WriteMembers(Utf8JsonWriter json, RecordView record, int place, EventViewer viewer)
    {
        (_json, Record, Place, _viewer) = (json, record, place, viewer);
        var view = record.Events[place];
        json.WriteString("type", EventTypes.NameOf(view.Kind));
        if (
            !TradingEvents.TryWrite(this, view)
            && !MarketEvents.TryWrite(this, view)
            && !LiquidationEvents.TryWrite(this, view)
            && !VenueEvents.TryWrite(this, view)
        )
            throw new InvalidOperationException($"Event kind {view.Kind} has no form.");
    }

    /// <summary>Writes what a posting is about into an object that is open.</summary>
    public void WriteReference(Utf8JsonWriter json, RecordView record, in MoneyPosted posted)
    {
        (_json, Record) = (json, record);
        PostingReferences.Write(this, posted);
    }

    /// <summary>An account; null for one that the viewer may not know of.</summary>
    public EventWriter Account(string name, AccountId account) => Text(name, Shows(account) ? Names.Of(account) : null);

    /// <summary>The owner of an account; null for one that the viewer may not know of.</summary>
    public EventWriter Owner(AccountId account, int owner) => Text("owner", Shows(account) ? Names.OfOwner(owner) : null);

    public EventWriter Text(string name, string? value)
    {
        if (value is null)
            _json.WriteNull(name);
        else
            _json.WriteString(name, value);

        return this;
    }

    public EventWriter Whole(string name, long value)
    {
        _json.WriteNumber(name, value);
        return this;
    }

    public EventWriter Is(string name, bool value)
    {
        _json.WriteBoolean(name, value);
        return this;
    }

    /// <summary>Yes, no, or null for what is not known or not to be told.</summary>
    public EventWriter Is(string name, bool? value)
    {
        if (value is { } known)
            _json.WriteBoolean(name, known);
        else
            _json.WriteNull(name);

        return this;
    }

    public EventWriter Is(string name, Flag value) => Is(name, value == Flag.Yes);

    public EventWriter Choice<T>(string name, T value)
        where T : struct, Enum => Text(name, EventTypes.NameOf(value));

    /// <summary>A time; null for never.</summary>
    public EventWriter Time(string name, Timestamp value) => Text(name, value == Timestamp.Never ? null : new TimeText(value).ToString());

    public EventWriter Asset(string name, AssetId asset) => Text(name, Names.Of(asset));

    public EventWriter Index(IndexId index) => Text("index", Names.Of(index));

    public EventWriter Instrument(InstrumentId instrument) => Text("instrument", Names.Of(instrument));

    public EventWriter Decimal(string name, Int128 units, int scale) => Text(name, DecimalText.Of(units, scale).ToString());

    public EventWriter Money(string name, Money amount, AssetId asset) => Decimal(name, amount.Units, translator.DecimalsOf(asset));

    /// <summary>A figure in the numeraire.</summary>
    public EventWriter Figure(string name, Money amount) => Money(name, amount, new AssetId(0));

    public EventWriter Rate(string name, Rate rate) => Decimal(name, rate.Nano, 9);

    public EventWriter Leverage(Leverage leverage) =>
        leverage.Hundredths == 0 ? Text("leverage", null) : Decimal("leverage", leverage.Hundredths, 2);

    /// <summary>A price; null for none.</summary>
    public EventWriter Price(string name, Price price, InstrumentId instrument) =>
        price.Units == 0 ? Text(name, null) : Decimal(name, price.Units, translator.ScaleOf(instrument).Price);

    /// <summary>A price of an index; null for none.</summary>
    public EventWriter Price(string name, Price price, IndexId index) =>
        price.Units == 0 ? Text(name, null) : Decimal(name, price.Units, translator.DecimalsOf(index));

    public EventWriter Quantity(string name, Quantity quantity, InstrumentId instrument) =>
        Decimal(name, quantity.Units, translator.ScaleOf(instrument).Quantity);

    public int PriceScaleOf(InstrumentId instrument) => translator.ScaleOf(instrument).Price;

    /// <summary>A signed quantity as side and amount, as orders and trades are told.</summary>
    public EventWriter Side(Quantity quantity, InstrumentId instrument) =>
        Text("side", quantity.Units < 0 ? "sell" : "buy").Quantity("amount", quantity.Abs(), instrument);

    /// <summary>A signed position as side and amount, as positions are told everywhere.</summary>
    public EventWriter Position(Quantity quantity, InstrumentId instrument) =>
        Text("side", quantity.Units < 0 ? "short" : "long").Quantity("amount", quantity.Abs(), instrument);

    /// <summary>A change by its number.</summary>
    public EventWriter Change(int ticket) => Text("change", Digits(ticket));

    /// <summary>An order by its number and its client's name for it.</summary>
    public EventWriter Order(OrderId order) => Text("order_id", Digits(order.Value)).Text("client_order_id", Record.LabelOf(order));

    public EventWriter Trade(long trade) => Text("trade_id", Record.LabelOfTrade(trade) ?? Digits(trade));

    /// <summary>The key of a person by its public name; null for who may not see whose it was.</summary>
    public EventWriter Key(int number) => Text("key", IsWhole ? Names.OfKey(number) : null);

    /// <summary>The value of a position is in the asset it settles in.</summary>
    public EventWriter Settled(string name, Money amount, InstrumentId instrument) => Money(name, amount, Names.SettlementOf(instrument));

    /// <summary>What one account paid or got; null for one that the viewer may not know of.</summary>
    public EventWriter SettledBy(string name, AccountId account, Money amount, InstrumentId instrument) =>
        Shows(account) ? Settled(name, amount, instrument) : Text(name, null);

    private bool Shows(AccountId account)
    {
        if (_viewer.Sees(account, Names))
            return true;

        Hidden.Add(account);
        return false;
    }

    public static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);
}
