using Plimsoll.Collateral;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Venue;
using Plimsoll.Instruments;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Engine.State;

internal sealed partial class EngineState
{
    public void Evolve(in VenueOpened opened, object? payload)
    {
        Venue = (VenueParameters)payload!;
        ParametersVersion = opened.ParametersVersion;
        for (var i = 0; i < AccountId.Reserved; i++)
        {
            Accounts.Add(new(new(i), -1, AccountKind.Venue, new(i)));
        }
    }

    public void Evolve(in AssetListed listed, object? payload)
    {
        var asset = (AssetParameters)payload!;
        ParametersVersion = listed.ParametersVersion;
        Market.Add(ValuationOf(asset));
        if (asset.Index is { } index)
        {
            var row = Index(index);
            row.MaxPrice = new(Math.Min(row.MaxPrice.Units, ScaleLimits.MaxIndexPrice(asset, row.Parameters, NumeraireDecimals)));
            Market.Set(asset.Id, Market.Asset(asset.Id).At(row.Price));
            foreach (var instrument in Instruments)
            {
                SetMaxPosition(instrument);
            }
        }
    }

    public void Evolve(in IndexListed listed, object? payload)
    {
        ParametersVersion = listed.ParametersVersion;
        Indices.Add(new((IndexParameters)payload!, new(Price.MaxUnits)));
    }

    public void Evolve(in InstrumentListed listed, object? payload)
    {
        var parameters = (InstrumentParameters)payload!;
        ParametersVersion = listed.ParametersVersion;
        var contract = new Contract(parameters, Market.Asset(parameters.SettlementAsset).Asset.Decimals);
        var row = new InstrumentRow(contract);
        if (parameters.Kind == InstrumentKind.Perpetual)
        {
            row.NextFunding = InstrumentRow.FirstFundingAfter(Now, parameters.Funding.Interval);
        }

        SetMaxPosition(row);
        Instruments.Add(row);
        Market.Add(contract);
        ShowMarket(row);
        SetMarginMultiple(parameters.Underlying);
    }

    public void Evolve(in SchemeListed listed, object? payload)
    {
        ParametersVersion = listed.ParametersVersion;
        Schemes.Add((PortfolioScheme)payload!);
    }

    public void Evolve(in ChangeScheduled scheduled, object? payload)
    {
        Schedule.Add(scheduled.Ticket, new(scheduled.Ticket, scheduled.EffectiveAt, payload!));
        NextTicket = scheduled.Ticket + 1;
    }

    public void Evolve(in ChangeWithdrawn withdrawn) => Schedule.Remove(withdrawn.Ticket);

    public void Evolve(in ParametersChanged changed)
    {
        var change = Schedule[changed.Ticket];
        Schedule.Remove(changed.Ticket);
        ParametersVersion = changed.ParametersVersion;
        JoinWaiting(change.Parameters);
        switch (change.Parameters)
        {
            case VenueParameters venue:
                Venue = venue;
                break;
            case AssetParameters asset:
                Market.Set(asset.Id, Market.Asset(asset.Id).For(asset));
                break;
            case IndexParameters index:
                Index(index.Id).Parameters = index;
                SetMarginMultiple(index.Id);
                break;
            case InstrumentParameters instrument:
                var contract = new Contract(instrument, Market.Asset(instrument.SettlementAsset).Asset.Decimals);
                Instrument(instrument.Id).Contract = contract;
                Market.Set(instrument.Id, contract);
                ShowMarket(Instrument(instrument.Id));
                break;
            case PortfolioScheme scheme:
                Schemes[scheme.Id.Value - 1] = scheme;
                break;
            default:
                throw new InvariantViolationException("Unknown parameters were scheduled.");
        }

        Certificates?.ForgetAll();
    }

    /// <summary>What waits on the same thing keeps what it changes; the rest of it is what comes into force now.</summary>
    private void JoinWaiting(object now)
    {
        for (var i = 0; i < Schedule.Count; i++)
        {
            var waiting = Schedule.GetValueAtIndex(i);
            if (WaitingRules.AreOfOneThing(waiting.Parameters, now))
            {
                Schedule.SetValueAtIndex(i, waiting with { Parameters = WaitingRules.Join(waiting.Parameters, InForce(now), now) });
            }
        }
    }

    private object InForce(object rules) =>
        rules switch
        {
            AssetParameters asset => Market.Asset(asset.Id).Asset,
            IndexParameters index => Index(index.Id).Parameters,
            InstrumentParameters instrument => Instrument(instrument.Id).Parameters,
            PortfolioScheme scheme => Schemes[scheme.Id.Value - 1],
            _ => Venue,
        };

    public int NumeraireDecimals => Market.AssetCount == 0 ? 0 : Market.Asset(Venue.Numeraire).Asset.Decimals;

    private AssetValuation ValuationOf(AssetParameters asset) =>
        asset.Index is { } index
            ? AssetValuation.Of(asset, Index(index).Parameters.Decimals, NumeraireDecimals)
            : AssetValuation.Numeraire(asset);

    private void SetMaxPosition(InstrumentRow instrument) =>
        instrument.MaxPosition = ScaleLimits.MaxPosition(instrument.Contract, MaxPriceOf(instrument));

    /// <summary>The highest mark that an instrument may have: that of its index, but for options, whose prices have decimals and a unit of their own.</summary>
    public Price MaxPriceOf(InstrumentRow instrument) =>
        instrument.Parameters.Option is null ? Index(instrument.Parameters.Underlying).MaxPrice : new(Price.MaxUnits);

    /// <summary>Widens initial margin while an index has no source.</summary>
    private void SetMarginMultiple(IndexId index)
    {
        var row = Index(index);
        foreach (var instrument in Instruments)
        {
            if (instrument.Parameters.Underlying == index)
            {
                Market.Set(instrument.Parameters.Id, row.HasNoSource ? row.Parameters.NoSourceMarginMultiple : Rate.One);
            }
        }
    }
}
