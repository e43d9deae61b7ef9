using System.Numerics;

namespace Plimsoll.Testing.Naive;

/// <summary>Equity, requirements and what may leave: docs/spec/0004 and 0005.</summary>
internal static class NaiveMargin
{
    /// <summary>Unrealised profit in one settlement asset; a position without a mark has none.</summary>
    public static BigInteger Unrealised(NaiveState state, NaivePortfolio portfolio, int asset)
    {
        var sum = BigInteger.Zero;
        foreach (var (id, position) in portfolio.Positions)
        {
            var instrument = state.Instruments[id];
            if (instrument.Settlement == asset && instrument.Mark.Sign > 0)
                sum += NaiveValues.MarkValue(state, instrument, position.Quantity) - position.Cost;
        }

        return sum;
    }

    /// <summary>balance + unrealised profit, by asset.</summary>
    public static BigInteger[] Nets(NaiveState state, NaivePortfolio portfolio) =>
        [.. state.Assets.Select((_, asset) => portfolio.Balance(asset) + Unrealised(state, portfolio, asset))];

    public static BigInteger Equity(NaiveState state, BigInteger[] nets) => Sum(nets, (asset, net) => Counted(state, asset, net));

    public static BigInteger Equity(NaiveState state, NaiveAccount account) =>
        Equity(state, Nets(state, NaivePortfolio.Of(state, account)));

    public static BigInteger NetLiquidationValue(NaiveState state, NaiveAccount account) =>
        Sum(
            Nets(state, NaivePortfolio.Of(state, account)),
            (asset, net) => NaiveValues.HasPrice(state, asset) ? NaiveValues.ToNumeraire(state, asset, net).Floor() : 0
        );

    public static BigInteger Maintenance(NaiveState state, NaiveAccount account) => Maintenance(state, NaivePortfolio.Of(state, account));

    public static BigInteger Maintenance(NaiveState state, NaivePortfolio portfolio) =>
        portfolio.Scheme is { } scheme ? NaiveWhole.Maintenance(state, scheme, portfolio) : MaintenanceAlone(state, portfolio);

    /// <summary>What the positions need each on its own, added up.</summary>
    public static BigInteger MaintenanceAlone(NaiveState state, NaivePortfolio portfolio) =>
        Sum(state.Instruments, instrument => Maintenance(state, instrument, portfolio));

    /// <summary>Maintenance margin of one position on its own, in the numeraire.</summary>
    public static BigInteger Maintenance(NaiveState state, NaiveInstrument instrument, NaivePortfolio portfolio)
    {
        if (portfolio.Scheme is { } scheme)
            return NaiveWhole.Alone(state, scheme, instrument, portfolio);

        var position = portfolio.Positions.GetValueOrDefault(instrument.Id);
        if (!CarriesMargin(instrument) || position.Quantity.IsZero)
            return 0;

        var sight = NaiveSight.Of(state, instrument, position, portfolio.Leverages.GetValueOrDefault(instrument.Id));
        return InNumeraire(state, instrument, NaiveSchedules.Maintenance(instrument.Parameters.Margin, sight));
    }

    public static BigInteger Initial(NaiveState state, NaiveAccount account) => Initial(state, NaivePortfolio.Of(state, account));

    public static BigInteger Initial(NaiveState state, NaivePortfolio portfolio) =>
        portfolio.Scheme is { } scheme
            ? NaiveWhole.Initial(state, scheme, portfolio)
            : Sum(state.Instruments, instrument => Initial(state, instrument, portfolio));

    /// <summary>What open spot orders would pay, by asset.</summary>
    public static BigInteger Locked(NaiveState state, NaivePortfolio portfolio, int asset) =>
        portfolio.Orders.Aggregate(BigInteger.Zero, (sum, order) => sum + Locked(state, order, asset));

    public static BigInteger Locked(NaiveState state, NaiveOrder order, int asset)
    {
        var instrument = state.Instruments[order.Instrument];
        if (!instrument.IsSpot)
            return 0;

        if (order.Remaining.Sign < 0)
            return instrument.Parameters.BaseAsset.Value == asset ? NaiveValues.BaseUnits(state, instrument, -order.Remaining) : 0;

        if (instrument.Settlement != asset)
            return 0;

        var value = NaiveValues.Value(state, instrument, order.Remaining, order.Limit).Ceiling();
        var (taker, maker) = (instrument.Parameters.Fees.Taker.Nano, instrument.Parameters.Fees.Maker.Nano);
        return value + Ratio.Share(value, Math.Max(taker, maker)).Ceiling();
    }

    /// <summary>Equity with locked amounts taken off the balances.</summary>
    public static BigInteger FreeEquity(NaiveState state, NaivePortfolio portfolio) =>
        Equity(state, [.. Nets(state, portfolio).Select((net, asset) => net - Locked(state, portfolio, asset))]);

    public static bool CanWithdraw(NaiveState state, NaiveAccount account, int asset, BigInteger amount)
    {
        var portfolio = NaivePortfolio.Of(state, account);
        var left = portfolio.Balance(asset) - amount;
        if (left.Sign < 0 || left < Locked(state, portfolio, asset) || account.IsStopped)
            return false;

        if (!account.HasLine)
            return true;

        var equity = EquityAfter(state, portfolio, asset, amount);
        portfolio.Give(asset, -amount); // what leaves may have been a hedge
        return equity >= Initial(state, portfolio);
    }

    /// <summary>The largest amount that may leave: all that is not locked, else by halving.</summary>
    public static BigInteger Withdrawable(NaiveState state, NaiveAccount account, int asset)
    {
        var all = account.Balance(asset) - Locked(state, NaivePortfolio.Of(state, account), asset);
        if (all.Sign <= 0 || CanWithdraw(state, account, asset, all))
            return BigInteger.Max(0, all);

        var (fits, fails) = (BigInteger.Zero, all);
        while (fails - fits > 1)
        {
            var middle = (fits + fails) / 2;
            if (CanWithdraw(state, account, asset, middle))
                fits = middle;
            else
                fails = middle;
        }

        return fits;
    }

    /// <summary>Equity that may leave, once an amount has: without locked amounts, unrealised profit only at the venue's share.</summary>
    public static BigInteger EquityAfter(NaiveState state, NaivePortfolio portfolio, int asset, BigInteger amount)
    {
        var nets = state.Assets.Select(
            (_, each) =>
            {
                var profit = Unrealised(state, portfolio, each);
                var counts = profit.Sign > 0 ? Ratio.Share(profit, state.Venue.WithdrawableProfit.Nano).Floor() : profit;
                return portfolio.Balance(each) - Locked(state, portfolio, each) - (each == asset ? amount : 0) + counts;
            }
        );
        return Equity(state, [.. nets]);
    }

    private static BigInteger Counted(NaiveState state, int asset, BigInteger net)
    {
        if (!NaiveValues.HasPrice(state, asset))
            return 0;

        return NaiveValues.ToNumeraire(state, asset, net.Sign <= 0 ? net : AfterHaircut(state, asset, net)).Floor();
    }

    private static BigInteger AfterHaircut(NaiveState state, int asset, BigInteger net)
    {
        var parameters = state.Assets[asset];
        var amount = BigInteger.Min(net, (BigInteger)parameters.AccountCap.Units);
        var (from, weighted) = (BigInteger.Zero, BigInteger.Zero);
        foreach (var rung in parameters.Haircuts.Rungs)
        {
            var to = BigInteger.Min(amount, (BigInteger)rung.UpTo.Units);
            weighted += BigInteger.Max(0, to - from) * (Ratio.Nano - rung.Haircut.Nano);
            from = (BigInteger)rung.UpTo.Units;
        }

        return Ratio.Of(weighted, Ratio.Nano).Floor();
    }

    private static BigInteger Initial(NaiveState state, NaiveInstrument instrument, NaivePortfolio portfolio)
    {
        if (!CarriesMargin(instrument))
            return 0;

        var orders = portfolio.Orders.Where(order => order.Instrument == instrument.Id && !order.IsReduceOnly).ToList();
        var position = portfolio.Positions.GetValueOrDefault(instrument.Id);
        var sight = NaiveSight.Of(state, instrument, position, portfolio.Leverages.GetValueOrDefault(instrument.Id));
        var side = BigInteger.Max(
            Side(state, sight, orders.Where(order => order.Remaining.Sign > 0)),
            Side(state, sight, orders.Where(order => order.Remaining.Sign < 0))
        );
        side += NaiveSchedules.InitialBeside(instrument.Parameters.Margin, sight);
        var index = state.Indices[instrument.Parameters.Underlying.Value];
        var required = index.HasNoSource ? Ratio.Share(side, index.Parameters.NoSourceMarginMultiple.Nano).Ceiling() : side;
        return InNumeraire(state, instrument, required);
    }

    private static BigInteger Side(NaiveState state, NaiveSight sight, IEnumerable<NaiveOrder> orders)
    {
        var (after, loss) = (sight.Position.Quantity, BigInteger.Zero);
        foreach (var order in orders)
        {
            after += order.Remaining;
            loss += Loss(state, sight.Instrument, order);
        }

        return (after.IsZero ? 0 : NaiveSchedules.Initial(sight.Instrument.Parameters.Margin, sight, after)) + loss;
    }

    /// <summary>What an order would lose at once at its limit, in its settlement asset.</summary>
    public static BigInteger Loss(NaiveState state, NaiveInstrument instrument, NaiveOrder order) =>
        BigInteger.Max(
            0,
            NaiveValues.Value(state, instrument, order.Remaining, order.Limit).Ceiling()
                - NaiveValues.MarkValue(state, instrument, order.Remaining)
        );

    /// <summary>Spot carries none; and what has no mark or no price to be counted in carries none yet.</summary>
    public static bool CarriesMargin(NaiveInstrument instrument) => !instrument.IsSpot && !instrument.IsClosed && instrument.Mark.Sign > 0;

    public static BigInteger InNumeraire(NaiveState state, NaiveInstrument instrument, BigInteger amount) =>
        NaiveValues.HasPrice(state, instrument.Settlement) ? NaiveValues.ToNumeraire(state, instrument.Settlement, amount).Ceiling() : 0;

    private static BigInteger Sum<T>(IEnumerable<T> items, Func<T, BigInteger> amount) =>
        items.Aggregate(BigInteger.Zero, (sum, item) => sum + amount(item));

    private static BigInteger Sum(BigInteger[] nets, Func<int, BigInteger, BigInteger> amount) =>
        nets.Select((net, asset) => amount(asset, net)).Aggregate(BigInteger.Zero, (sum, each) => sum + each);
}
