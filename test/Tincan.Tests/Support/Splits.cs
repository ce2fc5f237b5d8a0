namespace Tincan.Tests.Support;

/// <summary>
/// The ways in which TCP may deliver the same bytes: whole, cut in two at each byte, byte by byte. Every framing test runs on all of them.
/// </summary>
internal static class Splits
{
    public static IEnumerable<byte[][]> Of(byte[] bytes)
    {
        yield return [bytes];
        for (var cut = 1; cut < bytes.Length; cut++)
        {
            yield return [bytes[..cut], bytes[cut..]];
        }

        if (bytes.Length > 2)
        {
            yield return [.. bytes.Select(static one => new[] { one })];
        }
    }

    /// <summary>Every split of an ASCII text.</summary>
    public static IEnumerable<byte[][]> Of(string text) => Of(Encoding.Latin1.GetBytes(text));

    /// <summary>Runs a check on each split; a failure says on which.</summary>
    public static async Task EachAsync(string text, Func<byte[][], Task> check)
    {
        foreach (var split in Of(text))
        {
            try
            {
                await check(split).InTime();
            }
            catch (Exception error)
            {
                Assert.Fail($"delivered as {Show(split)}: {error}");
            }
        }
    }

    private static string Show(byte[][] split) =>
        string.Join(" | ", split.Select(static part => Convert.ToHexString(part.AsSpan(0, Math.Min(part.Length, 40)))));
}
