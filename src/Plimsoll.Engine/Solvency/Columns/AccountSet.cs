namespace Plimsoll.Engine.Solvency.Columns;

/// <summary>A set of accounts, to go through in no order.</summary>
internal sealed class AccountSet
{
    private readonly List<int> _accounts = [];
    private int[] _places = []; // one more than the place; zero is none

    public int Count => _accounts.Count;

    public int this[int place] => _accounts[place];

    public bool Contains(int account) => account < _places.Length && _places[account] != 0;

    /// <summary>Makes room for accounts up to this number: later, in the middle of a tick, arrays of that size would bring about a collection of all that there is.</summary>
    public void Reserve(int accounts)
    {
        if (accounts > _places.Length)
        {
            Array.Resize(ref _places, accounts);
            _accounts.EnsureCapacity(accounts);
        }
    }

    public void Add(int account)
    {
        if (account >= _places.Length)
        {
            Array.Resize(ref _places, Math.Max(account + 1, _places.Length * 2));
        }

        if (_places[account] == 0)
        {
            _accounts.Add(account);
            _places[account] = _accounts.Count;
        }
    }

    public void Remove(int account)
    {
        if (!Contains(account))
        {
            return;
        }

        var last = _accounts[^1];
        _accounts[_places[account] - 1] = last;
        _places[last] = _places[account];
        _places[account] = 0;
        _accounts.RemoveAt(_accounts.Count - 1);
    }

    /// <summary>Adds all of them to a set that is told in order.</summary>
    public void CopyTo(AccountBits bits)
    {
        foreach (var account in _accounts)
        {
            bits.Add(account);
        }
    }
}
