using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;
using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Overview;

/// <summary>What is open, by instrument: from the count of open interest that every fill keeps, and from the few accounts that are not users'.</summary>
/// <remarks>Users are never walked: positions add up to zero over everybody, so what the others do not hold, users hold. docs/spec/0024-overview.md (OVER-001).</remarks>
internal sealed class Exposures(EngineState state)
{
    private readonly List<AccountId> _others = [];
    private int _known;

    public UnderlyingExposure Of(IndexId underlying)
    {
        for (; _known < state.Accounts.Count; _known++)
        {
            if (state.Accounts[_known].Kind is AccountKind.MarketMaker or AccountKind.InsuranceFund)
            {
                _others.Add(new(_known));
            }
        }

        var instruments = new List<InstrumentExposure>();
        var (notional, usersLong, usersShort) = (Money.Zero, Money.Zero, Money.Zero);
        foreach (var instrument in state.Instruments)
        {
            var parameters = instrument.Parameters;
            if (parameters.Underlying != underlying || instrument.IsClosed || parameters.Kind == InstrumentKind.Spot)
            {
                continue;
            }

            var exposure = Of(instrument);
            instruments.Add(exposure);
            notional = Sum(notional, exposure.Notional);
            var users = NotionalOf(instrument, Int128.Abs(exposure.UsersNet));
            usersLong = exposure.UsersNet > 0 ? Sum(usersLong, users) : usersLong;
            usersShort = exposure.UsersNet < 0 ? Sum(usersShort, users) : usersShort;
        }

        return new(underlying, notional, usersLong, usersShort, instruments);
    }

    private InstrumentExposure Of(InstrumentRow instrument)
    {
        var (makers, funds) = ((Int128)0, (Int128)0);
        foreach (var id in _others)
        {
            var account = state.Account(id);
            var held = account.Position(instrument.Parameters.Id).Quantity.Units;
            (makers, funds) = account.Kind == AccountKind.MarketMaker ? (makers + held, funds) : (makers, funds + held);
        }

        var open = instrument.OpenInterest;
        return new(instrument.Parameters.Id, open, NotionalOf(instrument, open), -(makers + funds), makers, funds);
    }

    /// <summary>Value runs with quantity, so what is more than one position may be is a multiple of that.</summary>
    private Money NotionalOf(InstrumentRow instrument, Int128 quantity)
    {
        if (quantity == 0 || !instrument.Mark.IsPositive || !state.IsValued(instrument))
        {
            return Money.Zero;
        }

        var settlement = state.Market.Asset(instrument.Parameters.SettlementAsset);
        var most = Math.Max(1, instrument.MaxPosition.Units);
        var counted = new Quantity((long)Int128.Min(most, quantity));
        var value = settlement.ToNumeraire(instrument.Contract.Notional(counted, instrument.Mark), Rounding.Ceiling);
        return quantity <= most ? value : new(ExactMath.MulDivSaturating(value.Units, quantity, most, Rounding.Ceiling));
    }

    private static Money Sum(Money left, Money right) => left.Units > Int128.MaxValue - right.Units ? new(Int128.MaxValue) : left + right;
}
