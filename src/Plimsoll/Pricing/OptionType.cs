namespace Plimsoll.Pricing;

/// <summary>What an option gives the right to. Numbers are wire format.</summary>
public enum OptionType : byte
{
    /// <summary>To buy at the strike: worth max(F − K, 0) at expiry.</summary>
    Call = 1,

    /// <summary>To sell at the strike: worth max(K − F, 0) at expiry.</summary>
    Put = 2,
}
