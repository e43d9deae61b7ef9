using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Solvency;
using Plimsoll.Engine.State;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Engine.AutoDeleveraging;

/// <summary>Who is closed first when nobody else can carry a position: winners by profit × leverage, then everybody else on that side.</summary>
/// <remarks>Source: docs/spec/0008-deleveraging.md, "Deleveraging" (ADLS-001); the ranking of BitMEX and Bybit.</remarks>
internal sealed class AdlQueue(EngineState state, Margins margins)
{
    private static readonly Int128 ProfitLimit = 1_000_000_000_000_000_000;
    private static readonly Int128 LeverageLimit = 1_000_000_000_000_000;

    /// <summary>The accounts opposite to a position, in the order in which they are closed.</summary>
    /// <param name="account">Whose position must be closed.</param>
    /// <param name="instrument">The instrument.</param>
    /// <param name="side">The sign of the position to close.</param>
    public List<(AccountRow Account, Int128 Score)> Opposite(AccountRow account, InstrumentId instrument, int side) =>
        Side(instrument, -side, account);

    /// <summary>The accounts on one side, in the order in which they are closed, but for one of them.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="side">The sign of their positions.</param>
    /// <param name="except">Whoever is not closed; null for nobody.</param>
    public List<(AccountRow Account, Int128 Score)> Side(InstrumentId instrument, int side, AccountRow? except = null)
    {
        var queue = new List<(AccountRow Account, Int128 Score)>();
        for (var i = AccountId.Reserved; i < state.Accounts.Count; i++)
        {
            var candidate = state.Accounts[i];
            var line = candidate.Position(instrument);
            if (candidate != except && line.Quantity.Sign == side)
            {
                queue.Add((candidate, ScoreOf(candidate, line)));
            }
        }

        queue.Sort(
            static (left, right) =>
            {
                var byScore = right.Score.CompareTo(left.Score);
                return byScore != 0 ? byScore : left.Account.Id.CompareTo(right.Account.Id);
            }
        );
        return queue;
    }

    /// <summary>Profit rate × leverage in billionths of each; −1 without profit, so that winners with any profit come first.</summary>
    private Int128 ScoreOf(AccountRow candidate, in PositionLine line)
    {
        var instrument = state.Instrument(line.Instrument);
        var profit = instrument.Contract.Value(line.Quantity, instrument.Mark, Rounding.Floor) - line.Cost;
        if (!profit.IsPositive)
        {
            return -1;
        }

        var cost = Int128.Max(1, line.Cost.Abs().Units);
        var profitRate = Int128.Min(ProfitLimit, ExactMath.MulDivSaturating(profit.Units, Rate.NanoPerOne, cost, Rounding.Floor));
        var settlement = state.Market.Asset(instrument.Parameters.SettlementAsset);
        var notional = settlement.ToNumeraire(instrument.Contract.Notional(line.Quantity, instrument.Mark), Rounding.Ceiling);
        var value = Int128.Max(1, margins.Equity(candidate).NetLiquidationValue.Units);
        var leverage = Int128.Min(LeverageLimit, ExactMath.MulDivSaturating(notional.Units, Rate.NanoPerOne, value, Rounding.Floor));
        return profitRate * leverage;
    }
}
