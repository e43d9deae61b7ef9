namespace Plimsoll.Client.Tests.Worlds;

/// <summary>Keys that no server gave.</summary>
internal static class Keys
{
    public static readonly string Secret = new('7', 64);

    public static readonly string Text = $"plim_abcdefghijkl_{Secret}";

    public static PlimsollKey Some => PlimsollKey.Bearer(Text);
}
