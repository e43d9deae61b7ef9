namespace Plimsoll.Engine.Solvency.Columns;

/// <summary>What is known of an account's row.</summary>
internal enum RowState : byte
{
    /// <summary>Something happened to the account since.</summary>
    Unknown,

    /// <summary>It says how the account is now.</summary>
    Current,

    /// <summary>The account fitted none when it was last asked.</summary>
    None,
}
