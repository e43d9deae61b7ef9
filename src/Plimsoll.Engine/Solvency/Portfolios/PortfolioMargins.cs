using Plimsoll.Collateral;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Portfolios;

/// <summary>What the rule of a scheme asks of positions and orders on indices that it covers.</summary>
/// <remarks>The rule answers in floating point with the project's own functions; it is rounded up once, to the numeraire's unit. Source: docs/spec/0022-portfolio-accounts.md.</remarks>
internal sealed class PortfolioMargins(EngineState state, PortfolioBooks books, PortfolioVectors vectors)
{
    private static readonly IReadOnlyList<OrderRow> None = [];

    /// <summary>Maintenance margin of positions, with the coins that hedge them.</summary>
    public Money Maintenance(
        PortfolioScheme scheme,
        ReadOnlySpan<BalanceLine> balances,
        ReadOnlySpan<PositionLine> valued,
        ReadOnlySpan<PositionLine> carried,
        AccountId? account = null
    ) =>
        IsAtRisk(carried, None)
            ? Rounded(Required(scheme, MarginLevelKind.Maintenance, balances, valued, carried, None, account))
            : Money.Zero;

    /// <summary>Initial margin, with open orders.</summary>
    public Money Initial(
        PortfolioScheme scheme,
        ReadOnlySpan<BalanceLine> balances,
        ReadOnlySpan<PositionLine> valued,
        ReadOnlySpan<PositionLine> positions,
        IReadOnlyList<OrderRow> orders,
        AccountId? account = null
    )
    {
        if (!IsAtRisk(positions, orders))
        {
            return Money.Zero;
        }

        var required = Rounded(Required(scheme, MarginLevelKind.Initial, balances, valued, positions, orders, account));
        return required.Scale(Multiple(positions, orders), Rounding.Ceiling) + OrderLosses(orders);
    }

    /// <summary>The rule's answer: from risk arrays that accounts share where it can be summed from them, which gives the same bits.</summary>
    private double Required(
        PortfolioScheme scheme,
        MarginLevelKind level,
        ReadOnlySpan<BalanceLine> balances,
        ReadOnlySpan<PositionLine> valued,
        ReadOnlySpan<PositionLine> carried,
        IReadOnlyList<OrderRow> orders,
        AccountId? account
    ) =>
        vectors.Requirement(scheme, level, balances, valued, carried, orders, account)
        ?? scheme.Rule.Of(books.Of(scheme, balances, valued, carried, orders)).At(level);

    /// <summary>Both requirements as trees.</summary>
    public (ExplanationNode Initial, ExplanationNode Maintenance) Explain(
        PortfolioScheme scheme,
        ReadOnlySpan<BalanceLine> balances,
        ReadOnlySpan<PositionLine> valued,
        ReadOnlySpan<PositionLine> positions,
        IReadOnlyList<OrderRow> orders
    )
    {
        var maintenance = IsAtRisk(positions, None)
            ? Explain(scheme.Rule.Of(books.Of(scheme, balances, valued, positions, None)), MarginLevelKind.Maintenance)
            : Leaf("maintenance margin", Money.Zero);
        if (!IsAtRisk(positions, orders))
        {
            return (Leaf("initial margin", Money.Zero), maintenance);
        }

        var rule = Explain(scheme.Rule.Of(books.Of(scheme, balances, valued, positions, orders)), MarginLevelKind.Initial);
        var (scaled, losses) = (rule.Amount.Scale(Multiple(positions, orders), Rounding.Ceiling), OrderLosses(orders));
        List<ExplanationNode> parts = rule.Children.Count == 0 && !rule.Amount.IsZero ? [rule] : [.. rule.Children];
        if (scaled != rule.Amount)
        {
            parts.Add(new("more while an index has no source", scaled - rule.Amount, [], []));
        }

        if (!losses.IsZero)
        {
            parts.Add(new("what orders lose at once if they fill", losses, [], []));
        }

        return (new(rule.Label, scaled + losses, rule.Inputs, parts), maintenance);
    }

    /// <summary>The tree of a requirement; of one that cannot be carried, or has parts that cannot, what counts instead.</summary>
    private ExplanationNode Explain(PortfolioRequirement requirement, MarginLevelKind level)
    {
        var counted = Rounded(requirement.At(level));
        try
        {
            var tree = requirement.Explain(level, state.NumeraireDecimals, state.Market.Asset(state.Venue.Numeraire).Asset.Symbol);
            return tree.Amount == counted ? tree : Leaf(tree.Label, counted);
        }
        catch (OverflowException)
        {
            return Leaf(level == MarginLevelKind.Initial ? "initial margin" : "maintenance margin", counted);
        }
    }

    private static ExplanationNode Leaf(string label, Money amount) => new(label, amount, [], []);

    /// <summary>Where an account is liquidated when everything on an underlying moves with it.</summary>
    public PortfolioLine Line(
        PortfolioScheme scheme,
        ReadOnlySpan<BalanceLine> balances,
        ReadOnlySpan<PositionLine> valued,
        ReadOnlySpan<PositionLine> positions,
        Money equity
    ) => new(scheme, books.Of(scheme, balances, valued, positions, None), equity, state.NumeraireDecimals);

    /// <summary>In the numeraire's units, rounded up; what cannot be carried is the most that can.</summary>
    internal Money Rounded(double requirement)
    {
        var limit = AssetLimits.MaxAmount;
        var isCarried = requirement < (double)(limit.Units / ExactMath.PowerOfTen(state.NumeraireDecimals));
        return isCarried ? PortfolioExplanation.Rounded(Math.Max(0, requirement), state.NumeraireDecimals) : limit;
    }

    /// <summary>Whether there is anything to close or to fill: coins alone, and floors, ask nothing of an account that a liquidation could not change.</summary>
    private bool IsAtRisk(ReadOnlySpan<PositionLine> positions, IReadOnlyList<OrderRow> orders)
    {
        foreach (ref readonly var line in positions)
        {
            if (!line.Quantity.IsZero)
            {
                return true;
            }
        }

        // Not by foreach, here and below: it would make an enumerator.
        for (var i = 0; i < orders.Count; i++)
        {
            if (state.Instrument(orders[i].Instrument).Parameters.Kind != InstrumentKind.Spot)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The largest of what initial margin is multiplied by, over all that is held or ordered.</summary>
    private Rate Multiple(ReadOnlySpan<PositionLine> positions, IReadOnlyList<OrderRow> orders)
    {
        var largest = Rate.One;
        foreach (ref readonly var line in positions)
        {
            largest = line.Quantity.IsZero ? largest : Larger(largest, line.Instrument);
        }

        for (var i = 0; i < orders.Count; i++)
        {
            var instrument = orders[i].Instrument;
            largest = state.Instrument(instrument).Parameters.Kind == InstrumentKind.Spot ? largest : Larger(largest, instrument);
        }

        return largest;
    }

    private Rate Larger(Rate largest, InstrumentId instrument)
    {
        var multiple = state.Market.InitialMarginMultiple(instrument);
        return multiple > largest ? multiple : largest;
    }

    private Money OrderLosses(IReadOnlyList<OrderRow> orders)
    {
        var sum = Money.Zero;
        for (var i = 0; i < orders.Count; i++)
        {
            var order = orders[i];
            var contract = state.Market.Contract(order.Instrument);
            if (contract.Parameters.Kind != InstrumentKind.Spot)
            {
                var loss = StandardMargin.OrderLoss(contract, state.Market.Mark(order.Instrument), order.Remaining, order.Limit);
                sum += state.Market.Asset(contract.Parameters.SettlementAsset).ToNumeraire(loss, Rounding.Ceiling);
            }
        }

        return sum;
    }
}
