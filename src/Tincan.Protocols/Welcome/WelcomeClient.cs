namespace Tincan.Protocols.Welcome;

/// <summary>Reads a greeting: everything the server sends until its FIN.</summary>
public static class WelcomeClient
{
    /// <summary>The longest greeting, in bytes.</summary>
    public const int MaxGreeting = 64 * 1024;

    /// <summary>Reads the greeting.</summary>
    /// <param name="wire">A connection to a welcome server, which the caller keeps.</param>
    /// <param name="cancel">Cancels the read.</param>
    /// <exception cref="WireException">The connection broke, or the greeting is longer than <see cref="MaxGreeting"/>.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Wire wire, CancellationToken cancel = default)
    {
        var greeting = new byte[MaxGreeting + 1];
        var length = 0;
        while (await wire.ReceiveAsync(greeting.AsMemory(length), cancel) is var count and > 0)
        {
            length += count;
            if (length > MaxGreeting)
            {
                throw new WireException(CloseReason.Malformed, $"the greeting is longer than the limit of {MaxGreeting} bytes");
            }
        }

        return greeting.AsMemory(0, length);
    }
}
