using System.Globalization;
using System.Text;
using Plimsoll.Load.InProcess;
using Plimsoll.Load.Servers;

namespace Plimsoll.Load.Load;

/// <summary>What a matching engine sends over one WebSocket: an order, and then its cancel, again and again.</summary>
/// <param name="name">Part of the orders' names, so that no two clients use the same.</param>
/// <param name="users">Accounts that the venue has.</param>
/// <param name="seed">Whose orders they are.</param>
internal sealed class OrderTraffic(string name, int users, ulong seed)
{
    private readonly Dice _dice = new(seed);
    private int _made;
    private string _account = "";

    /// <summary>The next message, with an id that counts up from zero.</summary>
    public byte[] Next()
    {
        var id = _made++;
        if (id % 2 != 0)
            return Bytes(
                $$$"""{"id":{{{id}}},"method":"orders.cancel","params":{"account":"{{{_account}}}","client_order_id":"{{{name}}}-{{{id - 1}}}"}}"""
            );

        _account = PreparedVenue.NameOf(_dice.Below(users));
        return Bytes(
            $$$"""{"id":{{{id}}},"method":"orders.place","params":{"account":"{{{_account}}}","instrument":"C{{{_dice.Below(10)}}}-PERP","side":"buy","amount":"0.001","price":"9{{{_dice.Below(1000):D3}}}.50","client_order_id":"{{{name}}}-{{{id}}}"}}"""
        );
    }

    private static byte[] Bytes(FormattableString text) => Encoding.ASCII.GetBytes(text.ToString(CultureInfo.InvariantCulture));
}
