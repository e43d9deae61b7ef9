using System.Numerics;
using Plimsoll.Engine.Accounts;

namespace Plimsoll.Testing.Naive;

/// <summary>A liquidation, step by step: docs/spec/0007, "A liquidation".</summary>
internal static class NaiveLiquidator
{
    public static void Start(NaiveState state, NaiveAccount account)
    {
        var liquidation = new NaiveLiquidation();
        account.Liquidation = liquidation;
        (account.Decided, account.Hold, account.HeldUntil) = (AccountCondition.Healthy, HoldReason.None, 0);
        CloseOrders(state, account);
        if (account.Kind == AccountKind.InsuranceFund)
        {
            NaiveFund.Liquidate(state, account, liquidation);
            End(state, account);
            return;
        }

        state.Note(NaiveRoute.LiquidationStarted, $"{account.Id}");
        if (account.Kind == AccountKind.Isolated)
            state.Note(NaiveRoute.IsolatedLiquidated, $"{account.Id}");

        Step(state, account);
    }

    /// <summary>Goes on with a liquidation until it must wait or ends.</summary>
    public static void Step(NaiveState state, NaiveAccount account)
    {
        var liquidation = account.Liquidation!;
        if (liquidation.Order is { } order)
        {
            if (NaiveSolvency.IsRestored(state, account) || account.Positions.Count == 0 || IsBankrupt(state, account))
                Recall(state, liquidation, order);

            if (NaiveSolvency.Hold(state, account).Reason != HoldReason.None)
                Recall(state, liquidation, order);

            return;
        }

        while (true)
        {
            if (account.Positions.Count == 0 || NaiveSolvency.IsRestored(state, account))
            {
                Finish(state, account);
                return;
            }

            if (NaiveSolvency.Hold(state, account).Reason != HoldReason.None)
            {
                state.Note(NaiveRoute.LiquidationWaits, $"{account.Id}");
                return;
            }

            if (IsBankrupt(state, account))
            {
                liquidation.Winners.Clear();
                NaiveFund.CloseBankrupt(state, account);
                NaiveCover.Negative(state, account, liquidation.Winners);
                Finish(state, account);
                return;
            }

            var (instrument, lots) = Increment(state, account);
            var limit = NaiveBankruptcy.Limit(state, account, instrument);
            if (!liquidation.HasBookRefused && instrument.Trades && limit is { } price)
            {
                PlaceOrder(state, account, instrument, lots, price);
                return;
            }

            liquidation.HasBookRefused = false;
            NaiveFund.Relieve(state, account, instrument, Sign(account, instrument) * lots);
        }
    }

    /// <summary>An order of the engine is over other than by being filled.</summary>
    public static void OrderUnfilled(NaiveState state, NaiveOrder order, NaiveRoute route)
    {
        var account = state.Accounts[order.Account];
        var liquidation = account.Liquidation!;
        liquidation.HasBookRefused = !liquidation.IsRecalled;
        state.Note(route, $"{account.Id}, order {order.Id}");
        OrderOver(state, order);
    }

    public static void OrderOver(NaiveState state, NaiveOrder order)
    {
        var liquidation = state.Accounts[order.Account].Liquidation!;
        state.Orders.Remove(order.Id);
        liquidation.Order = null;
        liquidation.IsRecalled = false;
        state.Affected.Add(order.Account);
    }

    public static void TimeOut(NaiveState state)
    {
        foreach (var order in state.Orders.Values.Where(order => order.IsLiquidation && order.Deadline <= state.Now).ToList())
            OrderUnfilled(state, order, NaiveRoute.TimedOut);
    }

    /// <summary>Recalls the engine's order of an account in an instrument, if one is out.</summary>
    public static void RecallIn(NaiveState state, NaiveAccount account, NaiveInstrument instrument)
    {
        if (account.Liquidation is { Order: { } order } liquidation && state.Orders[order].Instrument == instrument.Id)
            Recall(state, liquidation, order);
    }

    public static bool IsBankrupt(NaiveState state, NaiveAccount account) => NaiveMargin.NetLiquidationValue(state, account).Sign <= 0;

    /// <summary>The position with the largest maintenance margin, then the lowest instrument.</summary>
    public static NaiveInstrument LargestPosition(NaiveState state, NaiveAccount account) => ByMaintenance(state, account).First();

    public static List<NaiveInstrument> ByMaintenance(NaiveState state, NaiveAccount account) =>
        [
            .. account
                .Positions.Keys.Select(id => state.Instruments[id])
                .OrderByDescending(instrument => NaiveMargin.Maintenance(state, instrument, NaivePortfolio.Of(state, account)))
                .ThenBy(instrument => instrument.Id),
        ];

    private static (NaiveInstrument Instrument, BigInteger Quantity) Increment(NaiveState state, NaiveAccount account)
    {
        if (state.SchemeOf(account) is not null)
            return NaiveIncrement.Of(state, account);

        var instrument = LargestPosition(state, account);
        return (instrument, LeastLots(state, account, instrument, hasFee: true));
    }

    /// <summary>The least quantity (unsigned) that restores the target at the mark, by the bisection that the spec states.</summary>
    public static BigInteger LeastLots(NaiveState state, NaiveAccount account, NaiveInstrument instrument, bool hasFee)
    {
        BigInteger lot = instrument.Parameters.LotSize.Units;
        var (low, high) = (BigInteger.Zero, BigInteger.Abs(account.Quantity(instrument.Id)) / lot);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (WouldRestore(state, account, instrument, middle * lot, hasFee))
                high = middle;
            else
                low = middle;
        }

        return high * lot;
    }

    /// <summary>The liquidation fee on a notional: never more than what is left.</summary>
    public static BigInteger Fee(NaiveState state, NaiveAccount account, NaiveInstrument instrument, BigInteger notional)
    {
        var full = Ratio.Share(notional, instrument.Parameters.Fees.Liquidation.Nano).Ceiling();
        var worth = NaiveMargin.NetLiquidationValue(state, account);
        var left = BigInteger.Max(0, NaiveValues.FromNumeraire(state, instrument.Settlement, worth).Floor());
        return BigInteger.Min(full, left);
    }

    /// <summary>Charges the fee, account → fund.</summary>
    public static BigInteger ChargeFee(NaiveState state, NaiveAccount account, NaiveInstrument instrument, BigInteger notional)
    {
        var fee = Fee(state, account, instrument, notional);
        if (fee < Ratio.Share(notional, instrument.Parameters.Fees.Liquidation.Nano).Ceiling())
            state.Note(NaiveRoute.FeeCut, $"{account.Id}");

        state.Post(account.Id, state.FundOf(instrument.Settlement)!.Id, instrument.Settlement, fee);
        if (!fee.IsZero)
            state.LiquidationFees[(account.Id, instrument.Id)] = state.LiquidationFees.GetValueOrDefault((account.Id, instrument.Id)) + fee;

        return fee;
    }

    /// <summary>The account with some of a position closed at the mark and the fee for it paid, and its balances with unrealised profit then.</summary>
    public static (NaivePortfolio Portfolio, BigInteger[] Nets) After(
        NaiveState state,
        NaiveAccount account,
        NaiveInstrument instrument,
        BigInteger closed,
        bool hasFee
    )
    {
        var portfolio = NaivePortfolio.Of(state, account);
        var nets = NaiveMargin.Nets(state, portfolio); // unchanged: closing at the mark moves nothing
        if (hasFee)
            nets[instrument.Settlement] -= Fee(
                state,
                account,
                instrument,
                NaiveValues.Notional(state, instrument, closed, instrument.Mark)
            );

        var quantity = -Sign(account, instrument) * closed;
        portfolio.Fill(instrument.Id, quantity, NaiveValues.MarkValue(state, instrument, quantity));
        portfolio.Nets = nets;
        return (portfolio, nets);
    }

    private static bool WouldRestore(NaiveState state, NaiveAccount account, NaiveInstrument instrument, BigInteger closed, bool hasFee)
    {
        var (portfolio, nets) = After(state, account, instrument, closed, hasFee);
        return NaiveMargin.Equity(state, nets) >= NaiveSolvency.Target(state, NaiveMargin.Maintenance(state, portfolio));
    }

    private static void PlaceOrder(NaiveState state, NaiveAccount account, NaiveInstrument instrument, BigInteger lots, BigInteger limit)
    {
        var order = new NaiveOrder(
            ++state.LastOrder,
            account.Id,
            instrument.Id,
            -Sign(account, instrument) * lots,
            limit,
            IsReduceOnly: true,
            ClientId: 0,
            IsLiquidation: true,
            Times.Later(state.Now, state.Venue.LiquidationOrderTimeout)
        );
        state.Orders.Add(order.Id, order);
        account.Liquidation!.Order = order.Id;
        account.Liquidation.IsRecalled = false;
        state.Note(NaiveRoute.LiquidationOrder, $"{order}");
    }

    private static void Recall(NaiveState state, NaiveLiquidation liquidation, long order)
    {
        if (liquidation.IsRecalled)
            return;

        liquidation.IsRecalled = true;
        state.Note(NaiveRoute.Recalled, $"order {order}");
    }

    private static void CloseOrders(NaiveState state, NaiveAccount account)
    {
        foreach (var order in state.OrdersOf(account).ToList())
            state.Orders.Remove(order.Id);
    }

    private static void Finish(NaiveState state, NaiveAccount account)
    {
        if (account.Positions.Count == 0)
            NaiveCover.Negative(state, account, []);

        state.Note(account.Positions.Count == 0 ? NaiveRoute.EndedFlat : NaiveRoute.EndedRestored, $"{account.Id}");
        End(state, account);
    }

    private static void End(NaiveState state, NaiveAccount account)
    {
        account.Liquidation = null;
        state.Affected.Add(account.Id);
    }

    private static int Sign(NaiveAccount account, NaiveInstrument instrument) => account.Quantity(instrument.Id).Sign;
}
