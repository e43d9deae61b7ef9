using System.Numerics;

namespace Plimsoll.Testing.Naive;

/// <summary>Signed quantity and signed exact cost.</summary>
internal readonly record struct NaivePosition(BigInteger Quantity, BigInteger Cost);
