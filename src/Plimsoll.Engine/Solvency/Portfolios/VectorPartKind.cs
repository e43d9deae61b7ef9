namespace Plimsoll.Engine.Solvency.Portfolios;

/// <summary>What a part of a book is, in the order in which books add them up.</summary>
internal enum VectorPartKind : byte
{
    Linear = 0,
    Option = 1,
    Coin = 2,
    Order = 3,
}
