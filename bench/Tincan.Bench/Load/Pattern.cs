namespace Tincan.Bench.Load;

/// <summary>
/// The endless text that every client sends from a place of its own. Its period is a prime a little below 64 KiB, so a block that is lost,
/// doubled, swapped or sent to another client does not fit where it arrives.
/// </summary>
internal static class Pattern
{
    /// <summary>The longest piece that <see cref="At"/> gives.</summary>
    public const int LongestPiece = 64 * 1024;

    private const int Period = 65_521;

    private static readonly byte[] Text = Make();

    /// <summary>What <paramref name="client"/> sends from <paramref name="position"/> on.</summary>
    public static ReadOnlyMemory<byte> At(int client, long position, int length) =>
        Text.AsMemory((int)((position + (client * 4_099L)) % Period), length);

    private static byte[] Make()
    {
        var text = new byte[Period + LongestPiece];
        new Random(65_521).NextBytes(text.AsSpan(0, Period));
        for (var i = Period; i < text.Length; i++)
        {
            text[i] = text[i - Period];
        }

        return text;
    }
}
