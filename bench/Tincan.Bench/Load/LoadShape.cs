namespace Tincan.Bench.Load;

/// <summary>What a load looks like.</summary>
/// <param name="Clients">How many connections.</param>
/// <param name="Chunk">How many bytes a message has.</param>
/// <param name="Window">How many bytes one connection may have sent and not yet got back; the chunk's size makes it a ping-pong.</param>
internal sealed record LoadShape(int Clients, int Chunk, long Window)
{
    /// <summary>One message at a time in all, so that how long it takes says something: none waits behind another.</summary>
    public bool IsOneAtATime => Clients == 1 && Window == Chunk;

    /// <summary>Each client waits for its echo before it sends again.</summary>
    public static LoadShape PingPong(int clients, int size) => new(clients, size, size);

    /// <summary>
    /// Each client sends and receives at the same time, 16 messages ahead of its echo. Without any such end the kernel's buffers fill,
    /// both processes wait for each other's windows, and how that falls out differs more from run to run than the servers do.
    /// </summary>
    public static LoadShape Stream(int clients, int chunk) => new(clients, chunk, chunk * 16L);

    public static bool TryParse(string text, [NotNullWhen(true)] out LoadShape? shape)
    {
        shape = null;
        if (text.Split(',') is [var clients, var chunk, var window]
            && int.TryParse(clients, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && int.TryParse(chunk, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && long.TryParse(window, NumberStyles.None, CultureInfo.InvariantCulture, out var most))
        {
            shape = new(count, size, most);
        }

        return shape is not null;
    }

    public override string ToString() => $"{Clients},{Chunk},{Window}";
}
