using Plimsoll.Collateral;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Shapes;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Schedules;
using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Formats.Models;

/// <summary>From a model to what a venue lists: the same numbers by which estimates are made, in the units of the venue's assets.</summary>
/// <remarks>
/// What the state machine cannot carry exactly is a fault at its place in the file, not a rounded number. Source: docs/spec/0015-margin-models.md (MODL-014).
/// Whether an account exactly at its line is liquidated (<see cref="MarginSection.IsLineBelow"/>) is a rule of the venue, not of what it lists.
/// </remarks>
public sealed class ModelListing
{
    private readonly Model _model;
    private readonly MarginSection _margin;

    /// <summary>Lists from a model.</summary>
    /// <exception cref="DocumentException">The model says nothing of margin.</exception>
    public ModelListing(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _margin = model.Margin ?? throw Fault(model.Node, "no_margin", $"{model.Title} says nothing of margin: it has rules alone.");
    }

    /// <summary>An asset of the model.</summary>
    /// <param name="name">Its name in the model.</param>
    /// <param name="id">Its number at the venue.</param>
    /// <param name="decimals">Digits of its smallest unit, where the model states none.</param>
    /// <param name="numeraire">The asset in which the venue adds up; null if it is this one.</param>
    /// <param name="index">The index that values it; null for the numeraire.</param>
    /// <exception cref="DocumentException">The model does not have it, or the engine cannot carry it.</exception>
    public AssetParameters Asset(
        string name,
        AssetId id,
        int? decimals = null,
        AssetParameters? numeraire = null,
        IndexParameters? index = null
    )
    {
        ArgumentNullException.ThrowIfNull(name);
        var fields = _model.Fields.Record("assets")?.Record(name);
        var node = fields?.Node ?? _model.Node;
        if (!_margin.Assets.TryGetValue(name, out var asset))
        {
            throw Fault(node, "unknown_asset", $"{_model.Title} has no asset {name}; it has: {string.Join(", ", _margin.Assets.Keys)}.");
        }

        var stated = fields?.Has("decimals") == true ? asset.Decimals : decimals;
        if (stated is not { } digits)
        {
            throw Fault(node, "missing_field", $"the model does not say how many decimals {name} has.", "Give them with the listing.");
        }

        var parameters = new AssetParameters
        {
            Id = id,
            Symbol = name,
            Decimals = digits,
            Index = index?.Id,
            Haircuts = Ladder(asset, digits, fields),
            AccountCap = asset.AccountCap is { } cap ? Amount(cap, digits, fields!.Of("account_cap")) : AssetLimits.MaxAmount,
        };
        var fault = AssetValidator.Validate(parameters, index, numeraire?.Decimals ?? digits);
        return fault is null ? parameters : throw NotCarried(node, name, fault);
    }

    /// <summary>An instrument of the model.</summary>
    /// <param name="symbol">Its symbol in the model.</param>
    /// <param name="terms">What is known beside the model.</param>
    /// <exception cref="DocumentException">The model does not have it, leaves something open that the terms do not say either, or the engine cannot carry it.</exception>
    public InstrumentParameters Instrument(string symbol, ListingTerms terms)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        ArgumentNullException.ThrowIfNull(terms);
        if (_margin.Find(symbol) is not { } listed)
        {
            var advice = Nearest.Advice(symbol, _margin.Instruments.Keys);
            throw Fault(_model.Node, "unknown_instrument", $"{_model.Title} does not list {symbol}.", advice);
        }

        var node = listed.Fields.Node;
        if (!string.Equals(listed.Settlement, terms.Settlement.Symbol, StringComparison.Ordinal))
        {
            throw Fault(
                listed.Fields.Of("settlement"),
                "contradiction",
                $"{symbol} settles in {listed.Settlement}, not in {terms.Settlement.Symbol}."
            );
        }

        var lot = listed.Lot ?? terms.Lot ?? throw Missing(node, symbol, "lot");
        var tick = listed.Tick ?? terms.Tick ?? throw Missing(node, symbol, "tick");
        var quantityDecimals = terms.QuantityDecimals ?? UnitScale.DecimalsOf([lot]);
        // A premium has digits of its own, at least those of the index.
        var indexDecimals = terms.Underlying.Decimals;
        var priceDecimals = listed.Option is null ? indexDecimals : Math.Max(indexDecimals, UnitScale.DecimalsOf([tick]));
        var multiplierDecimals = UnitScale.DecimalsOf([listed.Multiplier]);
        var parameters = new InstrumentParameters
        {
            Id = terms.Id,
            Symbol = symbol,
            Kind = listed.Option is null ? listed.Kind : InstrumentKind.Option,
            Payoff = listed.Option is { IsInverse: true } ? Payoff.Inverse : listed.Payoff,
            Option = listed.Option is { } option
                ? new(option.Right, new(Whole(option.Strike, indexDecimals, listed.Fields["strike"] ?? node)))
                : null,
            BaseAsset = terms.BaseAsset?.Id ?? default,
            SettlementAsset = terms.Settlement.Id,
            Underlying = terms.Underlying.Id,
            PriceDecimals = priceDecimals,
            QuantityDecimals = quantityDecimals,
            Multiplier = Whole(listed.Multiplier, multiplierDecimals, listed.Fields["multiplier"] ?? node),
            MultiplierDecimals = multiplierDecimals,
            TickSize = new(Whole(tick, priceDecimals, listed.Fields["tick"] ?? node)),
            LotSize = new(Whole(lot, quantityDecimals, listed.Fields["lot"] ?? node)),
            MaxOrderQuantity = MostOf(Whole(lot, quantityDecimals, listed.Fields["lot"] ?? node), listed, quantityDecimals),
            Margin = listed.Schedule is null && terms.MarginAlone is { } alone ? alone : Schedule(listed, terms.Settlement.Decimals),
            Fees = terms.Fees,
            Mark = terms.Mark,
            Funding = terms.Funding,
            Expiry = Expiry(listed, terms),
        };
        var fault = InstrumentValidator.Validate(parameters, terms.Settlement, terms.BaseAsset, terms.Underlying);
        return fault is null ? parameters : throw NotCarried(node, symbol, fault);
    }

    /// <summary>What a venue should know before accounts choose the model's scheme; empty where there is nothing.</summary>
    /// <remarks>The engine enforces what a scheme says and cannot know what could not be established.</remarks>
    public IReadOnlyList<string> SchemeWarnings =>
        _margin.Portfolio is { IsVolatilityUnknown: true }
            ?
            [
                $"by how much volatility moves under {_model.Title} could not be established: it stands still in the scenarios, and an option hedged at its delta may be asked nothing. Give volatility, and rows that move it, before accounts may choose the scheme.",
            ]
            : [];

    /// <summary>The model's portfolio margin as a scheme that accounts may choose; see <see cref="SchemeWarnings"/>.</summary>
    /// <param name="id">Its number at the venue.</param>
    /// <param name="underlyings">The venue's indices, by what the model calls their underlyings; those that the model does not know are left out.</param>
    /// <param name="assets">The venue's assets other than the numeraire, by what the model calls them.</param>
    /// <param name="peg">The index that watches the numeraire's peg, where the model asks for it.</param>
    /// <param name="accountClass">The class of accounts whose rule it is, where the model has such; null for its own rule.</param>
    /// <exception cref="DocumentException">The model has no portfolio margin, or watches a peg for which no index is given.</exception>
    public PortfolioScheme Scheme(
        SchemeId id,
        IReadOnlyDictionary<string, IndexParameters> underlyings,
        IReadOnlyDictionary<string, AssetParameters> assets,
        IndexParameters? peg = null,
        string? accountClass = null
    )
    {
        ArgumentNullException.ThrowIfNull(underlyings);
        ArgumentNullException.ThrowIfNull(assets);
        if (_margin.Portfolio is not { } section)
        {
            throw Fault(_model.Node, "no_portfolio_margin", $"{_model.Title} margins positions one by one: it has no portfolio_margin.");
        }

        if (section.Scheme.PegLoss is not null && peg is null)
        {
            const string Message = "initial margin grows while the numeraire is off its peg, and no index is given that watches it.";
            throw Fault(_model.Node, "missing_field", Message, "Give the index with the listing.");
        }

        return new()
        {
            Id = id,
            Symbol = _model.Name,
            Rule = section.Rule(accountClass),
            Underlyings = [.. underlyings.OrderBy(each => each.Value.Id).Select(each => new SchemeUnderlying(each.Value.Id, each.Key))],
            Collateral =
            [
                .. assets
                    .OrderBy(each => each.Value.Id)
                    .Select(each => Collateral(section, each.Key, each.Value, underlyings))
                    .OfType<SchemeCollateral>(),
            ],
            Peg = peg?.Id,
        };
    }

    private static SchemeCollateral? Collateral(
        PortfolioSection section,
        string name,
        AssetParameters asset,
        IReadOnlyDictionary<string, IndexParameters> underlyings
    )
    {
        IndexId? hedged =
            section.Hedges.TryGetValue(name, out var underlying) && underlyings.TryGetValue(underlying, out var index) ? index.Id : null;
        var haircut = (double)section.InitialHaircuts.GetValueOrDefault(name);
        return hedged is null && haircut == 0 ? null : new(asset.Id, hedged, haircut);
    }

    /// <summary>The margin of a coin's linear perpetual alone, for a venue that lists it under terms of its own.</summary>
    /// <param name="coin">What its price follows.</param>
    /// <param name="settlementDecimals">Digits of the asset that amounts of the schedule are carried in.</param>
    /// <returns>Its schedule; null when the model lists no linear perpetual on the coin.</returns>
    /// <exception cref="DocumentException">The engine cannot carry it.</exception>
    public MarginSchedule? OfLinearPerpetual(string coin, int settlementDecimals) =>
        _margin.LinearPerpetual(coin) is { } listed ? Schedule(listed, settlementDecimals) : null;

    private MarginSchedule Schedule(ModelInstrument listed, int settlementDecimals)
    {
        if (listed.Schedule is not { } stated)
        {
            if (_margin.Portfolio is not null && listed.Kind != InstrumentKind.Spot)
            {
                const string Message = "it is margined in portfolios only, and accounts under no scheme need a schedule for it.";
                throw Fault(listed.Fields.Node, "not_carried", Message, "State a margin schedule for it, or give one with the listing.");
            }

            return RiskTierTable.Empty;
        }

        RefuseAccountRules();
        if (ScheduleReader.KnownUpTo(stated) is not null)
        {
            const string Message =
                "the tiers are known up to a size only, and the engine would margin larger positions by the last of them.";
            throw Fault(stated.Of("known_up_to"), "not_carried", Message, "State all tiers.");
        }

        if (!ScheduleReader.IsInitialKnown(stated))
        {
            const string Message = "initial margin is not stated, and the engine would open positions at the maintenance rate.";
            throw Fault(stated.Node, "not_carried", Message, "State initial or max_leverage.");
        }

        var faults = new FaultList(_model.FileName);
        var schedule = ScheduleReader.Read(stated, listed.Option, settlementDecimals, faults) ?? throw faults.ToException();
        return schedule is OptionSchedule option ? InEngine(option) : schedule;
    }

    /// <summary>The engine has one rule of open orders, and liquidates at maintenance margin.</summary>
    private void RefuseAccountRules()
    {
        if (_margin.Account.Orders != OrderRule.Usual)
        {
            const string Message =
                "the engine asks for the worse side at the mark with its immediate loss, in initial margin alone, and leaves reduce-only orders free; it has no other rule of orders.";
            throw Fault(_model.Fields.Record("account")!.Of("orders"), "not_carried", Message, "Leave orders out to list with that rule.");
        }

        if (_margin.Account.LiquidateAt != 1)
        {
            const string Message = "the engine liquidates at maintenance margin, not at a multiple of it.";
            throw Fault(
                _model.Fields.Record("account")!.Of("liquidate_at"),
                "not_carried",
                Message,
                "Leave it out to list with that line."
            );
        }
    }

    /// <summary>
    /// The engine counts the value of options in equity: what is sold is taken off there, and what is bought must be held to open. So a venue that leaves it out has the
    /// same free collateral without the mark in the requirement.
    /// </summary>
    private OptionSchedule InEngine(OptionSchedule option) =>
        new(
            option.Right,
            option.Strike,
            option.IsInverse,
            option.Formula with
            {
                IsLongWorthHeld = true,
                IsMarkAdded = option.Formula.IsMarkAdded && _margin.IsOptionValueCounted,
            }
        );

    private static Timestamp Expiry(ModelInstrument listed, ListingTerms terms) =>
        listed.Kind != InstrumentKind.DatedFuture ? Timestamp.Never // as which options are read too
        : listed.Expiry is { } date ? Timestamp.FromMilliseconds(date.ToUnixTimeMilliseconds())
        : terms.Expiry ?? Timestamp.Never;

    private HaircutLadder Ladder(ModelAsset asset, int decimals, Fields? fields)
    {
        var node = fields?["ladder"] ?? fields?["haircut"] ?? _model.Node;
        var rungs = new List<HaircutRung>();
        foreach (var (upTo, haircut) in asset.Ladder)
        {
            if (UnitScale.Units(haircut, 9) is not { } nano)
            {
                throw Fault(node, "not_carried", $"a haircut of {asset.Name} has more than nine digits behind the point.");
            }

            rungs.Add(new(upTo is { } most ? Amount(most, decimals, node) : AssetLimits.MaxAmount, new((long)nano)));
        }

        try
        {
            return new(rungs);
        }
        catch (ArgumentException)
        {
            throw Fault(node, "not_carried", $"the rungs of {asset.Name} must rise in amount, and no haircut may fall.");
        }
    }

    private Money Amount(decimal amount, int decimals, DocumentNode node) =>
        UnitScale.Units(amount, decimals) is { } units && units <= AssetLimits.MaxAmount.Units
            ? new(units)
            : throw Fault(
                node,
                "not_carried",
                $"the amount must have at most {decimals} digits behind the point and be at most 10^27 of the smallest unit."
            );

    private long Whole(decimal number, int decimals, DocumentNode node) =>
        decimals <= UnitScale.MostDecimals && UnitScale.Units(number, decimals) is { } units && units <= long.MaxValue
            ? (long)units
            : throw Fault(
                node,
                "not_carried",
                $"the number must have at most {Math.Min(decimals, UnitScale.MostDecimals)} digits behind the point, and 18 in all."
            );

    /// <summary>The largest order: whole lots, and no more than a position may be.</summary>
    private static Quantity MostOf(long lot, ModelInstrument listed, int decimals)
    {
        var most =
            listed.Fields.NumberOrNull("max_position") is { } limit
            && UnitScale.Units(decimal.Floor(limit), decimals) is { } units
            && units < Quantity.MaxUnits
                ? (long)units
                : Quantity.MaxUnits;
        return lot > 0 && lot <= most ? new(most / lot * lot) : new(most);
    }

    private DocumentException Missing(DocumentNode node, string symbol, string field) =>
        Fault(node, "missing_field", $"the model states no {field} of {symbol}.", "Give it with the listing.");

    private DocumentException NotCarried(DocumentNode node, string name, string field) =>
        Fault(
            node,
            "not_carried",
            $"the engine cannot list {name}: {field} is out of its range.",
            "docs/spec/0002-instruments.md has the ranges."
        );

    private DocumentException Fault(DocumentNode node, string code, string message, string advice = "")
    {
        var faults = new FaultList(_model.FileName);
        faults.Add(node, code, message, advice);
        return faults.ToException();
    }
}
