namespace Plimsoll.Simulation.Replay;

/// <summary>What an account has of one asset at one moment.</summary>
/// <param name="Asset">The asset's symbol.</param>
/// <param name="Decimals">How many decimals the asset has.</param>
/// <param name="Balance">How much.</param>
public sealed record StatementBalance(string Asset, int Decimals, decimal Balance);
