using Plimsoll.Engine.Commands;
using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Testing.Adversary;

/// <content>What the venue does: rules that change at once or between two ticks, funding, expiry, pauses.</content>
public sealed partial class AdversaryWorld
{
    private List<(int Weight, Func<Command?> Make)> VenueDeeds() =>
        [
            (3, Change),
            (3, Funding),
            (4, Expire),
            (1, ListAnother),
            (
                1,
                () =>
                    _isPaused ? new ResumeVenue(Now)
                    : _dice.Chance(20) ? new PauseVenue(Now)
                    : null
            ),
            (1, () => new FundInsurance(Now, _dice.Pick([Usd, Btc, Stable]), new(_dice.Between(1, 10_000)))),
            (1, () => Open().Count > 5 && _dice.Chance(3) ? new DelistInstrument(Now, _dice.Pick(Open())) : null),
            (3, () => new AdvanceTime(Now)),
        ];

    private Command Change()
    {
        var at = _dice.Chance(50) ? Now : Now + Duration.FromSeconds(_dice.Between(1, 5));
        switch (_dice.Below(4))
        {
            case 0:
                return new ChangeVenue(Now, AnyRules(), at);
            case 1:
                var asset = _dice.Pick(_assets.Skip(1).ToList());
                return new ChangeAsset(Now, Coin(asset.Id, asset.Symbol, asset.Decimals, asset.Index!.Value), at);
            case 2:
                return new ChangeScheme(Now, Schemes.Any(1), at);
            default:
                var instrument = _dice.Pick(_instruments.FindAll(each => each.Kind != InstrumentKind.Spot));
                return new ChangeInstrument(Now, instrument with { Margin = AnyMargin() }, at);
        }
    }

    private SettleFunding? Funding()
    {
        var due = Open().FindAll(id => Engine.NextFunding(id) <= Now);
        return due.Count == 0 ? null : new(Now, _dice.Pick(due));
    }

    private Command? Expire()
    {
        var dated = Open().FindAll(id => _market.Contract(id).Parameters.Kind == InstrumentKind.DatedFuture);
        if (dated.Count == 0)
        {
            return null;
        }

        var instrument = _market.Contract(dated[0]).Parameters;
        if (instrument.Expiry > Now && _dice.Chance(10))
        {
            Now = instrument.Expiry;
        }

        return instrument.Expiry <= Now ? new ExpireInstrument(Now, instrument.Id) : null;
    }

    private ListInstrument? ListAnother()
    {
        var dated = Open().FindAll(id => _market.Contract(id).Parameters.Kind == InstrumentKind.DatedFuture);
        if (dated.Count > 0 || _market.InstrumentCount > 12)
        {
            return null;
        }

        var instrument = Dated($"DATED-{_market.InstrumentCount}", _dice.Pick([BtcIndex, EthIndex])) with
        {
            Id = new((ushort)_market.InstrumentCount),
        };
        _instruments.Add(instrument);
        _planned.Enqueue(new AdvanceTime(Now));
        return new(Now, instrument);
    }
}
