using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Copies;
using Plimsoll.Values;

namespace Plimsoll.Engine;

/// <content>Copies to ask "what if" of.</content>
public sealed partial class MarginEngine
{
    /// <summary>Markets and one account with its isolated positions, copied as they stand. Costs the instruments and the account, whoever many accounts there are.</summary>
    /// <exception cref="UnknownIdException">There is no such account.</exception>
    public MarginCopy CopyOf(AccountId account)
    {
        var row = Find(account);
        var copy = MarginCopy.Of(_state);
        copy.Add(_state, row);
        foreach (var link in row.Isolated)
        {
            copy.Add(_state, _state.Account(link.Account));
        }

        return copy;
    }

    /// <summary>Markets and everybody, copied: for the stress of a whole venue. Costs every account; ask a replica.</summary>
    public MarginCopy CopyOfAll()
    {
        var copy = MarginCopy.Of(_state);
        for (var i = AccountId.Reserved; i < _state.Accounts.Count; i++)
        {
            copy.Add(_state, _state.Accounts[i]);
        }

        return copy;
    }

    /// <summary>Who would be closed first if the other side of an instrument could not be carried: the largest ranks first, then by account.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="side">+1 for the holders of longs, −1 for those of shorts.</param>
    /// <returns>Accounts with their rank: profit rate × leverage in billionths of each; −1 without profit.</returns>
    /// <exception cref="UnknownIdException">There is no such instrument.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The side is neither +1 nor −1.</exception>
    public IReadOnlyList<(AccountId Account, Quantity Quantity, Int128 Rank)> DeleveragingRanks(InstrumentId instrument, int side)
    {
        Find(instrument);
        return side is 1 or -1
            ?
            [
                .. _rooms
                    .DeleveragingQueue.Side(instrument, side)
                    .Select(each => (each.Account.Id, each.Account.Position(instrument).Quantity, each.Score)),
            ]
            : throw new ArgumentOutOfRangeException(nameof(side), side, "A side is +1 for longs or -1 for shorts.");
    }
}
