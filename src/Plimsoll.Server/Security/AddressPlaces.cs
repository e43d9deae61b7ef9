using System.Net;

namespace Plimsoll.Server.Security;

/// <summary>Counts connections on which no good key was shown yet, of each address.</summary>
/// <param name="most">How many an address may have.</param>
internal sealed class AddressPlaces(int most)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SenderAddress, int> _taken = [];

    /// <summary>Takes a place of an address; false when it has no more.</summary>
    public bool TryTake(IPAddress? address)
    {
        var sender = SenderAddress.Of(address);
        lock (_gate)
        {
            var taken = _taken.GetValueOrDefault(sender);
            if (taken >= most)
                return false;

            _taken[sender] = taken + 1;
            return true;
        }
    }

    /// <summary>Gives a place back.</summary>
    public void Leave(IPAddress? address)
    {
        var sender = SenderAddress.Of(address);
        lock (_gate)
        {
            if (--_taken[sender] == 0)
                _taken.Remove(sender);
        }
    }
}
