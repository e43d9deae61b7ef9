using System.Text.Json.Serialization;

namespace Plimsoll.Server.Security;

/// <summary>A change of the keys, as a journal carries it. Nothing else changes an <see cref="ApiKeyBook"/>.</summary>
/// <param name="Id">The key.</param>
/// <param name="At">When, in nanoseconds UTC, by the host's clock.</param>
/// <param name="By">The key of who did it; empty at the first start.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(KeyCreated), "key_created")]
[JsonDerivedType(typeof(KeyRevoked), "key_revoked")]
[JsonDerivedType(typeof(KeyRolesChanged), "key_roles_changed")]
public abstract record KeyRecord(string Id, long At, string By);
