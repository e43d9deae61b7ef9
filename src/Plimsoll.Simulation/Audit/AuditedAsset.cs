using Plimsoll.Collateral;

namespace Plimsoll.Simulation.Audit;

/// <summary>What the auditor knows of an asset: its worth in the numeraire, and all balances in it.</summary>
internal sealed class AuditedAsset
{
    private readonly Int128 _up;
    private readonly Int128 _down;
    private (Int128 UpTo, long Weight)[] _rungs = [];
    private Int128 _cap;
    private Int128[] _balances = new Int128[64];

    public AuditedAsset(AssetParameters parameters, int numeraireDecimals, int indexDecimals)
    {
        Symbol = parameters.Symbol;
        Decimals = parameters.Decimals;
        Index = parameters.Index is { } index ? index.Value : -1;
        var exponent = Index < 0 ? 0 : numeraireDecimals - parameters.Decimals - indexDecimals;
        _up = AuditMath.TenTo(Math.Max(0, exponent));
        _down = AuditMath.TenTo(Math.Max(0, -exponent));
        Change(parameters);
    }

    public string Symbol { get; }

    public int Decimals { get; }

    /// <summary>The index that prices it, or −1 for the numeraire.</summary>
    public int Index { get; }

    /// <summary>The insurance fund in this asset, or −1.</summary>
    public int Fund { get; set; } = -1;

    /// <summary>Σ cost of all positions settled in it.</summary>
    public Int128 CostTotal { get; set; }

    public void Change(AssetParameters parameters)
    {
        _rungs = [.. parameters.Haircuts.Rungs.ToArray().Select(rung => (rung.UpTo.Units, AuditMath.Billion - rung.Haircut.Nano))];
        _cap = parameters.AccountCap.Units;
    }

    public ref Int128 Balance(int account)
    {
        if (account >= _balances.Length)
        {
            Array.Resize(ref _balances, Math.Max(_balances.Length * 2, account + 1));
        }

        return ref _balances[account];
    }

    /// <summary>What a net amount adds to equity, in the numeraire, rounded down.</summary>
    /// <param name="net">Balance plus unrealised profit.</param>
    /// <param name="price">Of the index; zero when there is none.</param>
    public Int128 Counted(Int128 net, long price)
    {
        if (net <= 0)
        {
            return ToNumeraireDown(net, price);
        }

        Int128 weighted = 0;
        Int128 from = 0;
        var capped = net < _cap ? net : _cap;
        foreach (var (upTo, weight) in _rungs)
        {
            var to = capped < upTo ? capped : upTo;
            if (to <= from)
            {
                break;
            }

            weighted += (to - from) * weight;
            from = to;
        }

        return ToNumeraireDown(AuditMath.Down(weighted, AuditMath.Billion), price);
    }

    public Int128 ToNumeraireDown(Int128 amount, long price) => Index < 0 ? amount : AuditMath.Down(amount * price * _up, _down);

    public Int128 ToNumeraireUp(Int128 amount, long price) => Index < 0 ? amount : AuditMath.Up(amount * price * _up, _down);
}
