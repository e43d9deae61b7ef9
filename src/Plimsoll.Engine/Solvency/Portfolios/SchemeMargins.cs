using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;
using Plimsoll.Margin;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Portfolios;

/// <summary>What accounts under a scheme need: what its rule asks of the indices it covers, and standard margin of the rest.</summary>
/// <remarks>Source: docs/spec/0022-portfolio-accounts.md (PACC-027).</remarks>
internal sealed class SchemeMargins(EngineState state, PortfolioMargins portfolios)
{
    private readonly List<OrderRow> _orders = [];
    private PositionLine[] _ruled = new PositionLine[16];
    private PositionLine[] _beside = new PositionLine[16];

    /// <summary>Maintenance margin of positions, with the coins that hedge them.</summary>
    public Money Maintenance(
        PortfolioScheme scheme,
        ReadOnlySpan<BalanceLine> balances,
        ReadOnlySpan<PositionLine> valued,
        ReadOnlySpan<PositionLine> carried,
        AccountId? account = null
    ) => portfolios.Maintenance(scheme, balances, valued, Ruled(scheme, carried), account) + BesideMaintenance(scheme, carried);

    /// <summary>Maintenance margin of one position on its own, without anything that hedges it.</summary>
    public Money Alone(PortfolioScheme scheme, in PositionLine line) =>
        Maintenance(scheme, [], [], new ReadOnlySpan<PositionLine>(in line));

    /// <summary>Initial margin, with open orders.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="balances">What the account has.</param>
    /// <param name="valued">Positions whose unrealised profit belongs to its coins.</param>
    /// <param name="positions">Positions as they are or would be.</param>
    /// <param name="orders">Its open orders.</param>
    /// <param name="standard">Positions and orders as standard margin looks at them.</param>
    /// <param name="account">Whose sums are kept for the next time; null for what nobody has.</param>
    public Money Initial(
        PortfolioScheme scheme,
        ReadOnlySpan<BalanceLine> balances,
        ReadOnlySpan<PositionLine> valued,
        ReadOnlySpan<PositionLine> positions,
        List<OrderRow> orders,
        ReadOnlySpan<PositionLine> standard,
        AccountId? account = null
    )
    {
        var silent = default(NoExplanation);
        var beside = StandardMargin.Initial(state.Market, Beside(scheme, standard), ref silent);
        return beside + portfolios.Initial(scheme, balances, valued, Ruled(scheme, positions), Ruled(scheme, orders), account);
    }

    /// <summary>Both requirements as trees.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="balances">What the account has.</param>
    /// <param name="positions">What it holds.</param>
    /// <param name="orders">Its open orders.</param>
    /// <param name="standard">Positions and orders as standard margin looks at them.</param>
    public (ExplanationNode Initial, ExplanationNode Maintenance) Explain(
        PortfolioScheme scheme,
        ReadOnlySpan<BalanceLine> balances,
        ReadOnlySpan<PositionLine> positions,
        List<OrderRow> orders,
        ReadOnlySpan<PositionLine> standard
    )
    {
        var beside = MarginExplanation.Of(state.Market, [], Beside(scheme, standard));
        var (initial, maintenance) = portfolios.Explain(scheme, balances, positions, Ruled(scheme, positions), Ruled(scheme, orders));
        return (Together(initial, beside.InitialMargin), Together(maintenance, beside.MaintenanceMargin));
    }

    /// <summary>Where an account is liquidated when everything on an underlying that the rule covers moves with it.</summary>
    public PortfolioLine Line(PortfolioScheme scheme, AccountRow account, Money equity) =>
        portfolios.Line(
            scheme,
            account.Balances,
            account.Positions,
            Ruled(scheme, account.Positions),
            equity - BesideMaintenance(scheme, account.Positions)
        );

    private Money BesideMaintenance(PortfolioScheme scheme, ReadOnlySpan<PositionLine> positions)
    {
        var silent = default(NoExplanation);
        return StandardMargin.Maintenance(state.Market, Beside(scheme, positions), ref silent).Margin;
    }

    private static ExplanationNode Together(ExplanationNode rule, ExplanationNode beside)
    {
        if (beside.Children.Count == 0)
        {
            return rule;
        }

        List<ExplanationNode> parts = rule.Children.Count == 0 && !rule.Amount.IsZero ? [rule] : [.. rule.Children];
        parts.Add(new("standard margin of what the rule does not cover", beside.Amount, [], beside.Children));
        return new(rule.Label, rule.Amount + beside.Amount, rule.Inputs, parts);
    }

    private ReadOnlySpan<PositionLine> Ruled(PortfolioScheme scheme, ReadOnlySpan<PositionLine> lines) =>
        Choose(scheme, lines, isCovered: true, ref _ruled);

    private ReadOnlySpan<PositionLine> Beside(PortfolioScheme scheme, ReadOnlySpan<PositionLine> lines) =>
        Choose(scheme, lines, isCovered: false, ref _beside);

    private ReadOnlySpan<PositionLine> Choose(
        PortfolioScheme scheme,
        ReadOnlySpan<PositionLine> lines,
        bool isCovered,
        ref PositionLine[] chosen
    )
    {
        if (chosen.Length < lines.Length)
        {
            chosen = new PositionLine[lines.Length * 2];
        }

        var count = 0;
        foreach (ref readonly var line in lines)
        {
            if (Covers(scheme, line.Instrument) == isCovered)
            {
                chosen[count++] = line;
            }
        }

        return chosen.AsSpan(0, count);
    }

    /// <summary>Orders that the rule looks at: spot orders too, for what they bring or take may be a hedge.</summary>
    private List<OrderRow> Ruled(PortfolioScheme scheme, List<OrderRow> orders)
    {
        _orders.Clear();
        foreach (var order in orders)
        {
            if (state.Instrument(order.Instrument).Parameters.Kind == Instruments.InstrumentKind.Spot || Covers(scheme, order.Instrument))
            {
                _orders.Add(order);
            }
        }

        return _orders;
    }

    private bool Covers(PortfolioScheme scheme, InstrumentId instrument) =>
        PortfolioBooks.Covers(scheme, state.Index(state.Instrument(instrument).Parameters.Underlying).Parameters);
}
