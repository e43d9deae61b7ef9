using System.Globalization;
using Plimsoll.Collateral;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Trading;
using Plimsoll.Engine.Views;
using Plimsoll.Host;
using Plimsoll.Server.Api.Events;
using Plimsoll.Server.Problems;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Translation;

/// <summary>Names to numbers, decimals to units, and back. Decides nothing: what has a form goes to the engine. For any thread.</summary>
internal sealed class Translator(VenueHost host)
{
    private readonly ScaleBook _scales = new(host);

    public AccountId Account(string name, string field = "account") =>
        host.Names.TryFindAccount(name, out var account) ? account : throw Refusals.Unknown(field, "account", name);

    /// <summary>An account that is there: digits may name one that is not.</summary>
    public AccountId Known(string name, string field = "account")
    {
        var account = Account(name, field);
        RequireKnown(account, name, field);
        return account;
    }

    /// <summary>Goes no further unless there is such an account.</summary>
    public void RequireKnown(AccountId account, string name, string field = "account")
    {
        if (!host.Read(account, static (machine, id) => machine.Engine.IsKnown(id)))
            throw Refusals.Unknown(field, "account", name);
    }

    public AssetId Asset(string symbol, string field = "asset") =>
        host.Names.TryFindAsset(symbol, out var asset) ? asset : throw Refusals.Unknown(field, "asset", symbol);

    public IndexId Index(string symbol, string field = "index") =>
        host.Names.TryFindIndex(symbol, out var index) ? index : throw Refusals.Unknown(field, "index", symbol);

    public InstrumentId Instrument(string symbol, string field = "instrument") =>
        host.Names.TryFindInstrument(symbol, out var instrument) ? instrument : throw Refusals.Unknown(field, "instrument", symbol);

    public SchemeId Scheme(string symbol, string field = "scheme") =>
        symbol == "standard" ? SchemeId.Standard
        : host.Names.TryFindScheme(symbol, out var scheme) ? scheme
        : throw Refusals.Unknown(field, "scheme", symbol);

    /// <summary>How an instrument's prices and quantities are scaled; both stay for ever.</summary>
    public InstrumentScale ScaleOf(InstrumentId instrument) => _scales.Of(instrument);

    /// <summary>The asset in which an instrument settles.</summary>
    public AssetId SettlementOf(InstrumentId instrument) =>
        host.Read(instrument, static (machine, id) => machine.Engine.View(id).Parameters.SettlementAsset);

    /// <summary>The place of a source in its index.</summary>
    public byte Source(IndexId index, string name, string field) =>
        _scales.Source(index, name) ?? throw Refusals.Unknown(field, "source", name);

    /// <summary>An open order of an account, or of its isolated positions; null when there is none.</summary>
    public OrderView? OpenOrder(AccountId account, OrderId? order, string? label) =>
        host.Read(
            (Account: account, Order: order, Label: label),
            static (machine, name) =>
            {
                var number = name.Order ?? machine.FindOrder(name.Account, name.Label ?? "");
                var view = number is { } known ? machine.Engine.ViewOrder(known) : null;
                return view is { } open && machine.Engine.ParentOf(open.Account) == name.Account ? view : null;
            }
        );

    public int DecimalsOf(AssetId asset) => _scales.Of(asset);

    public int DecimalsOf(IndexId index) => _scales.Of(index);

    public Money Money(DecimalText amount, AssetId asset, string field = "amount") =>
        new(Units(amount, DecimalsOf(asset), Int128.MaxValue, AssetLimits.MaxAmount.Units, field));

    public Price Price(DecimalText price, InstrumentId instrument, string field = "price") =>
        new(Units(price, ScaleOf(instrument).Price, Values.Price.MaxUnits, field));

    public Price Price(DecimalText price, IndexId index, string field = "price") =>
        new(Units(price, DecimalsOf(index), Values.Price.MaxUnits, field));

    public Quantity Quantity(DecimalText quantity, InstrumentId instrument, string field = "quantity") =>
        new(Units(quantity, ScaleOf(instrument).Quantity, Values.Quantity.MaxUnits, field));

    public static Rate Rate(DecimalText rate, string field) => new(Units(rate, 9, long.MaxValue, field));

    public DecimalText Text(Money amount, AssetId asset) => DecimalText.Of(amount.Units, DecimalsOf(asset));

    /// <summary>The symbol of an asset that is listed.</summary>
    public string SymbolOf(AssetId asset) => host.Read(asset, static (machine, id) => machine.Engine.View(id).Asset.Symbol);

    /// <summary>A proposal that waits, in a line: its number, whose it is, what it is about.</summary>
    public string Waiting(long proposal) =>
        host.Read(
            proposal,
            static (machine, number) =>
                machine.FindProposal(number) is { } waiting
                    ? $"proposal {EventWriter.Digits(number)} of the key {machine.Companion.NameOf(waiting.Proposer)} waits: {machine.Describe(waiting.Command)}."
                    : $"proposal {EventWriter.Digits(number)} waited."
        );

    /// <summary>A figure in the numeraire, which is asset 0.</summary>
    public DecimalText Text(Money figure) => Text(figure, new AssetId(0));

    public DecimalText Text(Price price, InstrumentId instrument) => DecimalText.Of(price.Units, ScaleOf(instrument).Price);

    public DecimalText Text(Price price, IndexId index) => DecimalText.Of(price.Units, DecimalsOf(index));

    public DecimalText Text(Quantity quantity, InstrumentId instrument) => DecimalText.Of(quantity.Units, ScaleOf(instrument).Quantity);

    public static DecimalText Text(Rate rate) => DecimalText.Of(rate.Nano, 9);

    /// <summary>A price that may not be there.</summary>
    public DecimalText? TextOrNull(Price price, InstrumentId instrument) => price.Units == 0 ? null : Text(price, instrument);

    /// <summary>Whole units that can be carried. What the engine permits is less; it refuses the rest itself.</summary>
    /// <param name="value">The number.</param>
    /// <param name="scale">Digits after the point.</param>
    /// <param name="carried">The most that a command can carry.</param>
    /// <param name="permitted">The most that the engine permits, for the words of a refusal.</param>
    /// <param name="field">Where it stands.</param>
    public static Int128 Units(DecimalText value, int scale, Int128 carried, Int128 permitted, string field)
    {
        if (value.Scale > scale)
            throw Refusals.Bad(
                field,
                string.Create(CultureInfo.InvariantCulture, $"{value} has more than the {scale} digits after the point that count here.")
            );

        return value.TryToUnits(scale, out var units) && Int128.Abs(units) <= carried
            ? units
            : throw Refusals.Bad(
                field,
                $"{value} is out of range: permitted is at most {DecimalText.Of(permitted, scale)}.",
                "Send a smaller number."
            );
    }

    /// <summary>Whole units that fit 64 bits.</summary>
    public static long Units(DecimalText value, int scale, long permitted, string field) =>
        (long)Units(value, scale, long.MaxValue, permitted, field);
}
