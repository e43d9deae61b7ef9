namespace Plimsoll.Engine.Solvency.Columns;

/// <summary>The first few accounts that something was found of, in the order in which it was; the others are found again.</summary>
internal sealed class AccountQueue
{
    private readonly List<int> _accounts = [];
    private int _most;

    public int Count => _accounts.Count;

    public int this[int place] => _accounts[place];

    /// <summary>Forgets them; it takes so many from now on.</summary>
    public void Begin(int most)
    {
        _accounts.Clear();
        _most = most;
    }

    /// <summary>Adds one while there is room.</summary>
    public void TryAdd(int account)
    {
        if (_accounts.Count < _most)
        {
            _accounts.Add(account);
        }
    }
}
