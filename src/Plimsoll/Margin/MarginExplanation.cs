using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>Collects the terms of one account's margin and shows them as trees whose leaves add up to their root exactly.</summary>
public sealed class MarginExplanation
{
    private readonly MarketView _market;
    private readonly List<EquityTerm> _equity = [];
    private readonly List<RequirementTerm> _requirements = [];

    private ExplanationNode? _initial;
    private ExplanationNode? _maintenance;

    private MarginExplanation(MarketView market) => _market = market;

    /// <summary>The account's figures.</summary>
    public AccountMargin Margin { get; private set; }

    /// <summary>Equity, asset by asset.</summary>
    public ExplanationNode Equity => Sum("equity", Margin.Equity, _equity.Select(EquityLeaf));

    /// <summary>Net liquidation value, asset by asset.</summary>
    public ExplanationNode NetLiquidationValue => Sum("net liquidation value", Margin.NetLiquidationValue, _equity.Select(ValueLeaf));

    /// <summary>Initial margin, position by position.</summary>
    public ExplanationNode InitialMargin => _initial ?? Sum("initial margin", Margin.InitialMargin, LeavesOf(Requirement.Initial));

    /// <summary>Maintenance margin, position by position.</summary>
    public ExplanationNode MaintenanceMargin =>
        _maintenance ?? Sum("maintenance margin", Margin.MaintenanceMargin, LeavesOf(Requirement.Maintenance));

    /// <summary>Runs the margin function once and keeps every term.</summary>
    public static MarginExplanation Of(MarketView market, ReadOnlySpan<BalanceLine> balances, ReadOnlySpan<PositionLine> positions)
    {
        var explanation = new MarginExplanation(market);
        var sink = new Sink(explanation);
        explanation.Margin = StandardMargin.Evaluate(market, balances, positions, ref sink);
        return explanation;
    }

    /// <summary>The same of an account that is margined as a whole: equity asset by asset, requirements as its rule explains them.</summary>
    /// <param name="market">Prices and parameters.</param>
    /// <param name="balances">What the account has.</param>
    /// <param name="positions">What it holds.</param>
    /// <param name="margin">Its figures.</param>
    /// <param name="initial">Initial margin as a tree that adds up to the figure.</param>
    /// <param name="maintenance">Maintenance margin likewise.</param>
    public static MarginExplanation Of(
        MarketView market,
        ReadOnlySpan<BalanceLine> balances,
        ReadOnlySpan<PositionLine> positions,
        AccountMargin margin,
        ExplanationNode initial,
        ExplanationNode maintenance
    )
    {
        var explanation = new MarginExplanation(market)
        {
            Margin = margin,
            _initial = initial,
            _maintenance = maintenance,
        };
        var sink = new Sink(explanation);
        StandardMargin.Equity(market, balances, positions, ref sink);
        return explanation;
    }

    private static ExplanationNode Sum(string label, Money amount, IEnumerable<ExplanationNode> parts) =>
        new(label, amount, [], [.. parts]);

    private IEnumerable<ExplanationNode> LeavesOf(Requirement requirement) =>
        _requirements.Where(term => term.Requirement == requirement).Select(RequirementLeaf);

    private ExplanationNode EquityLeaf(EquityTerm term) =>
        new(
            Symbol(term.Asset),
            term.Equity,
            [.. EquityInputs(term), InAsset("counted after cap and haircut", term.Counted, term.Asset)],
            []
        );

    private ExplanationNode ValueLeaf(EquityTerm term) => new(Symbol(term.Asset), term.NetLiquidationValue, [.. EquityInputs(term)], []);

    private IEnumerable<ExplanationInput> EquityInputs(EquityTerm term)
    {
        yield return InAsset("balance", term.Balance, term.Asset);
        yield return InAsset("unrealised P&L", term.UnrealisedPnl, term.Asset);
        if (term.IndexPrice.IsPositive)
        {
            yield return new("index price (units)", term.IndexPrice.Units, 0, "");
        }
    }

    private ExplanationNode RequirementLeaf(RequirementTerm term)
    {
        var parameters = _market.Contract(term.Instrument).Parameters;
        var inputs = term.Steps.Terms.Select(step => Input(step, parameters)).ToList();
        var multiple = _market.InitialMarginMultiple(term.Instrument);
        if (term.Requirement == Requirement.Initial && multiple != Rate.One)
        {
            inputs.Add(new("multiple while the index has no source", multiple.Nano, 9, ""));
        }

        inputs.Add(InAsset("requirement", term.InSettlement, parameters.SettlementAsset));
        return new(parameters.Symbol, term.InNumeraire, inputs, []);
    }

    private ExplanationInput Input(MarginTerm step, InstrumentParameters parameters) =>
        step.Unit switch
        {
            MarginTermUnit.Settlement => InAsset(step.Name, new(step.Units), parameters.SettlementAsset),
            MarginTermUnit.Contracts => new(step.Name, step.Units, parameters.QuantityDecimals, parameters.Symbol),
            MarginTermUnit.Price => new(step.Name, step.Units, parameters.PriceDecimals, ""),
            _ => new(step.Name, step.Units, step.Decimals, ""),
        };

    private string Symbol(AssetId asset) => _market.Asset(asset).Asset.Symbol;

    private ExplanationInput InAsset(string name, Money amount, AssetId asset)
    {
        var parameters = _market.Asset(asset).Asset;
        return new(name, amount.Units, parameters.Decimals, parameters.Symbol);
    }

    private readonly struct Sink(MarginExplanation owner) : IExplanationSink
    {
        public static bool IsListening => true;

        public void Add(in EquityTerm term) => owner._equity.Add(term);

        public void Add(in RequirementTerm term) => owner._requirements.Add(term);
    }
}
