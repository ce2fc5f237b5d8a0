using Tincan.Checks.Contexts;
using Tincan.Framing.Framings;
using Tincan.Pages;
using Tincan.Pages.Expressions;
using Tincan.Pages.Messages;

namespace Tincan.Checks.Pages;

/// <summary>What a server may refuse to read: noise, messages without an end, more than it is ready for.</summary>
/// <param name="page">The page.</param>
internal sealed class RudeBytes(Page page)
{
    /// <summary>
    /// More than makes a server answer more than the system takes for a client that does not read. Measured on Linux, with a narrow connection: 72 KiB, or 400 KiB if the
    /// server sets SO_SNDBUF to the most that wmem_max usually allows.
    /// </summary>
    private const long MaxUnread = 4 * 1024 * 1024;

    /// <summary>A server that has taken nothing for so long waits for something; one on a busy machine is slow.</summary>
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(1);

    /// <summary>A correct server that buffers unread messages needs CPU time for each message, and the case must not time out for that. A self-test sends for a twentieth of that.</summary>
    private static readonly TimeSpan MaxFlood = TimeSpan.FromSeconds(10);

    private const int Endless = 2 * 1024 * 1024;

    private MessageFraming Framing => page.Framing.ToServer;

    /// <summary>A message that is too long: a length that is impossible, or a megabyte without an end.</summary>
    public byte[] TooLong => Framing.Oversized.IsEmpty ? [.. Enumerable.Repeat((byte)'x', Endless)] : [.. Framing.Oversized.Span, .. "xxxx"u8];

    /// <summary>What such a message does, for a report.</summary>
    public string TooLongWords => Framing.Oversized.IsEmpty ? "never ends" : "claims an impossible length";

    /// <summary>Random bytes, for several connections; after half of them the beginning of a message.</summary>
    public IEnumerable<byte[]> Noise(CaseContext context, MessageForm? whole)
    {
        var random = new Random(unchecked((int)context.Options.Seed));
        for (var i = 0; i < 8; i++)
        {
            var bytes = new byte[random.Next(1, 200)];
            random.NextBytes(bytes);
            yield return i % 2 == 1 && whole is not null && Framing.TryFrame(whole, Parameters(context)) is { } framed
                ? [.. framed.Span[..random.Next(1, framed.Length)], .. bytes]
                : bytes;
        }
    }

    /// <summary>Sends what a server may refuse to read, and resets the connection.</summary>
    public static async Task TrySendAsync(CaseContext context, Peer client, byte[] bytes)
    {
        var sending = client.SendAsync(bytes);
        await sending.EndsWithinAsync(context.Options.QuietPeriod, context.Options.Time, context.Cancel);
        client.Abort();
        await sending.EndAsync();
    }

    /// <summary>Sends bytes again and again, until the server takes no more of them and is not busy with them.</summary>
    /// <param name="context">The case's.</param>
    /// <param name="client">The connection to send on.</param>
    /// <param name="bytes">What it sends.</param>
    public static async Task FloodAsync(CaseContext context, Peer client, byte[] bytes)
    {
        var many = Transmission.Repeat(bytes);
        var began = context.Options.Time.GetTimestamp();
        for (long sent = 0; sent < MaxUnread && context.Options.Time.GetElapsedTime(began) < (context.Options.VerdictWait is null ? MaxFlood : MaxFlood / 20); sent += many.Length)
        {
            var sending = client.SendAsync(many);
            await context.WaitForSendAsync(sending, Stuck);
            if (!sending.IsCompletedSuccessfully)
            {
                break;
            }
        }

        await context.WaitWhileBusyAsync();
    }

    private Scope Parameters(CaseContext context) => new() { Parameters = page.Values(PageParameters.Given(page, context.Options)) };
}
