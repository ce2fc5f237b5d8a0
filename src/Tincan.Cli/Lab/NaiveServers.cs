namespace Tincan.Cli.Lab;

/// <summary>Servers as beginners write them: they take what one read returns for one message, or take their time.</summary>
internal static class NaiveServers
{
    /// <summary>Serves one client: answers each read with one write.</summary>
    /// <param name="listener">Where the client comes from.</param>
    /// <param name="answer">The answer to what one read returned.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task OneReadIsOneMessageAsync(WireListener listener, Func<string, string> answer, CancellationToken cancel)
    {
        await using var wire = await listener.AcceptAsync(cancel);
        var buffer = new byte[64 * 1024];
        while (await wire.ReceiveAsync(buffer, cancel) is var count and > 0)
        {
            await wire.SendAsync(Encoding.UTF8.GetBytes(answer(Encoding.UTF8.GetString(buffer, 0, count))), cancel);
        }
    }

    /// <summary>Serves one client: answers each line after a while.</summary>
    /// <param name="listener">Where the client comes from.</param>
    /// <param name="bench">Keeps the time.</param>
    /// <param name="answer">After how many seconds it answers a line, and what.</param>
    public static async Task AnswerSlowlyAsync(WireListener listener, LabBench bench, Func<Line, (double Seconds, byte[] Answer)> answer)
    {
        await using var wire = await listener.AcceptAsync(bench.Cancel);
        using var lines = new LineChannel(wire, new LineOptions());
        while (await lines.ReadAsync(bench.Cancel) is { IsEnd: false } line)
        {
            var (seconds, bytes) = answer(line);
            await bench.PauseAsync(TimeSpan.FromSeconds(seconds));
            await lines.SendAsync(bytes, bench.Cancel);
        }
    }

    /// <summary>Reverses a text, line ends included, as such a server does.</summary>
    public static string Reverse(string text)
    {
        var characters = text.ToCharArray();
        Array.Reverse(characters);
        return new string(characters);
    }
}
