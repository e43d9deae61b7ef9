using System.Collections.Concurrent;
using System.Globalization;
using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Values;

namespace Plimsoll.Host.Machine;

/// <summary>Names outside, numbers inside. Accounts, owners and listings may be looked up by any thread at any time: a name once given stays.</summary>
public sealed class NameBook
{
    private readonly ConcurrentDictionary<string, AccountId> _accounts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _owners = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, AssetId> _assets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IndexId> _indices = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, InstrumentId> _instruments = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SchemeId> _schemes = new(StringComparer.Ordinal);
    private volatile string?[] _accountNames = new string?[64];
    private volatile string?[] _ownerNames = new string?[64];
    private volatile int _ownerCount;

    /// <summary>How many owners have a name; they are numbered from 0.</summary>
    public int OwnerCount => _ownerCount;

    internal OrderLabels Orders { get; } = new();

    internal TradeLabels Trades { get; } = new();

    /// <summary>The account's name; its number, when it was given none.</summary>
    public string NameOf(AccountId account)
    {
        var names = _accountNames;
        return (account.Value >= 0 && account.Value < names.Length ? names[account.Value] : null)
            ?? account.Value.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The owner's name; its number, when it was given none.</summary>
    public string OwnerNameOf(int owner)
    {
        var names = _ownerNames;
        return (owner >= 0 && owner < names.Length ? names[owner] : null) ?? owner.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Finds an account by name. Digits alone are a number, of an account that may or may not be there.</summary>
    public bool TryFindAccount(string name, out AccountId account)
    {
        if (_accounts.TryGetValue(name, out account))
            return true;

        var isNumber = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        account = new(number);
        return isNumber;
    }

    /// <summary>Finds an owner by name.</summary>
    public bool TryFindOwner(string name, out int owner) => _owners.TryGetValue(name, out owner);

    /// <summary>Finds an asset by symbol.</summary>
    public bool TryFindAsset(string symbol, out AssetId asset) => _assets.TryGetValue(symbol, out asset);

    /// <summary>Finds an index by symbol.</summary>
    public bool TryFindIndex(string symbol, out IndexId index) => _indices.TryGetValue(symbol, out index);

    /// <summary>Finds an instrument by symbol.</summary>
    public bool TryFindInstrument(string symbol, out InstrumentId instrument) => _instruments.TryGetValue(symbol, out instrument);

    /// <summary>Finds a scheme of portfolio margin by symbol.</summary>
    public bool TryFindScheme(string symbol, out SchemeId scheme) => _schemes.TryGetValue(symbol, out scheme);

    internal bool IsTaken(string account) => _accounts.ContainsKey(account);

    internal void Add(AccountId account, string name)
    {
        if (account.Value >= _accountNames.Length)
        {
            var names = _accountNames;
            Array.Resize(ref names, Math.Max(2 * names.Length, account.Value + 1));
            _accountNames = names;
        }

        _accountNames[account.Value] = name;
        _accounts[name] = account;
    }

    internal int AddOwner(string name)
    {
        if (_ownerCount == _ownerNames.Length)
        {
            var names = _ownerNames;
            Array.Resize(ref names, 2 * names.Length);
            _ownerNames = names;
        }

        _ownerNames[_ownerCount] = name;
        return _owners[name] = _ownerCount++;
    }

    internal void Add(AssetId asset, string symbol) => _assets[symbol] = asset;

    internal void Add(IndexId index, string symbol) => _indices[symbol] = index;

    internal void Add(InstrumentId instrument, string symbol) => _instruments[symbol] = instrument;

    internal void Add(SchemeId scheme, string symbol) => _schemes[symbol] = scheme;

    internal void Write(ByteWriter writer)
    {
        writer.Write(_ownerCount);
        for (var i = 0; i < _ownerCount; i++)
        {
            writer.Write(_ownerNames[i]!);
        }

        var named = _accounts.OrderBy(entry => entry.Value.Value).ToList();
        writer.Write(named.Count);
        foreach (var (name, account) in named)
        {
            writer.Write(account.Value);
            writer.Write(name);
        }

        Orders.Write(writer);
        Trades.Write(writer);
    }

    internal void Read(ref ByteReader reader, MarginEngine engine)
    {
        for (var left = reader.ReadCount(4); left > 0; left--)
        {
            AddOwner(reader.ReadText());
        }

        for (var left = reader.ReadCount(8); left > 0; left--)
        {
            Add(new AccountId(reader.ReadInt32()), reader.ReadText());
        }

        Orders.Read(ref reader);
        Trades.Read(ref reader);
        AddListed(engine);
    }

    /// <summary>What is listed has its names in the engine.</summary>
    private void AddListed(MarginEngine engine)
    {
        for (var i = 0; i < engine.AssetCount; i++)
        {
            Add(new AssetId((byte)i), engine.View(new AssetId((byte)i)).Asset.Symbol);
        }

        for (var i = 0; i < engine.IndexCount; i++)
        {
            Add(new IndexId((ushort)i), engine.View(new IndexId((ushort)i)).Parameters.Symbol);
        }

        for (var i = 0; i < engine.InstrumentCount; i++)
        {
            Add(new InstrumentId((ushort)i), engine.View(new InstrumentId((ushort)i)).Parameters.Symbol);
        }

        for (var i = 1; i <= engine.SchemeCount; i++)
        {
            Add(new SchemeId((ushort)i), engine.View(new SchemeId((ushort)i)).Symbol);
        }
    }
}
