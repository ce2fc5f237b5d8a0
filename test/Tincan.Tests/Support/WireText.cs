using Tincan.Wires;

namespace Tincan.Tests.Support;

/// <summary>What tests do with wires, each bounded in real time.</summary>
internal static class WireText
{
    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    public static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    public static Task SendTextAsync(this Wire wire, string text) => wire.SendAsync(Bytes(text)).InTime();

    /// <summary>Sends each segment by itself.</summary>
    public static async Task SendSegmentsAsync(this Wire wire, IEnumerable<byte[]> segments)
    {
        foreach (var segment in segments)
        {
            await wire.SendAsync(segment).InTime();
        }
    }

    /// <summary>Receives once, at most <paramref name="most"/> bytes; the empty text means FIN.</summary>
    public static async Task<string> ReceiveTextAsync(this Wire wire, int most = 64 * 1024)
    {
        var buffer = new byte[most];
        return Text(buffer.AsSpan(0, await wire.ReceiveAsync(buffer).InTime()));
    }

    /// <summary>Receives until as many bytes are there.</summary>
    public static async Task<string> ReceiveExactlyAsync(this Wire wire, int count)
    {
        var received = new StringBuilder();
        while (received.Length < count)
        {
            var some = await wire.ReceiveTextAsync(count - received.Length);
            Assert.NotEmpty(some);
            received.Append(some);
        }

        return received.ToString();
    }

    /// <summary>Receives until the peer's FIN.</summary>
    public static async Task<string> ReceiveToEndAsync(this Wire wire)
    {
        var received = new StringBuilder();
        while (await wire.ReceiveTextAsync() is { Length: > 0 } some)
        {
            received.Append(some);
        }

        return received.ToString();
    }

    /// <summary>Waits for the failure of an operation on a wire, and gives its reason.</summary>
    public static async Task<CloseReason> FailureOf(Task operation) =>
        (await Assert.ThrowsAsync<WireException>(() => operation.InTime())).Reason;

    public static Task<CloseReason> FailureOf(ValueTask operation) => FailureOf(operation.AsTask());

    public static Task<CloseReason> FailureOf<T>(ValueTask<T> operation) => FailureOf(operation.AsTask());
}
