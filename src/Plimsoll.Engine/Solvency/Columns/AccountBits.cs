using System.Numerics;
using Plimsoll.Engine.Accounts;

namespace Plimsoll.Engine.Solvency.Columns;

/// <summary>A set of accounts that is told in ascending order: a bit for each.</summary>
internal sealed class AccountBits
{
    private const int Bits = 64;

    private ulong[] _words = [];

    public void Add(int account)
    {
        if (account / Bits >= _words.Length)
        {
            Array.Resize(ref _words, Math.Max((account / Bits) + 1, _words.Length * 2));
        }

        _words[account / Bits] |= 1UL << account;
    }

    public bool Contains(int account) => account / Bits < _words.Length && (_words[account / Bits] & (1UL << account)) != 0;

    /// <summary>Moves all of them to the end of a list, ascending, each once.</summary>
    public void MoveTo(List<AccountId> accounts)
    {
        for (var word = 0; word < _words.Length; word++)
        {
            for (var rest = _words[word]; rest != 0; rest &= rest - 1)
            {
                accounts.Add(new((word * Bits) + BitOperations.TrailingZeroCount(rest)));
            }

            _words[word] = 0;
        }
    }
}
