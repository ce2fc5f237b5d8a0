using Tincan.Checks.Targets;

namespace Tincan.Mutants.Programs;

/// <summary>A client that sends one line, with any of the bugs that classrooms know.</summary>
internal sealed record ClassroomSend
{
    /// <summary>What it puts behind the line.</summary>
    public string Terminator { get; init; } = "\r\n";

    /// <summary>What it sends of its input.</summary>
    public Func<string, string> Line { get; init; } = static input => input.Split('\n')[0].TrimEnd('\r');

    /// <summary>How it makes bytes of its line.</summary>
    public Func<string, byte[]> Encode { get; init; } = Encoding.UTF8.GetBytes;

    /// <summary>What it writes of what one recv returns.</summary>
    public Func<byte[], byte[]> Writes { get; init; } = static bytes => bytes;

    /// <summary>How often it calls recv at most.</summary>
    public int MaxReceives { get; init; } = int.MaxValue;

    /// <summary>How many bytes it asks recv for.</summary>
    public int Buffer { get; init; } = 64 * 1024;

    /// <summary>It sends an empty line.</summary>
    public bool SendsEmpty { get; init; } = true;

    /// <summary>It says FIN behind the line.</summary>
    public bool HalfCloses { get; init; }

    /// <summary>It waits for ever when the server has closed.</summary>
    public bool Hangs { get; init; }

    /// <summary>Its exit code is 0 whatever happens.</summary>
    public bool SucceedsAlways { get; init; }

    public async Task<int> RunAsync(Launch launch, Stream output, CancellationToken cancel)
    {
        try
        {
            await TalkAsync(launch, output, cancel);
            return 0;
        }
        catch (IOException) when (SucceedsAlways)
        {
            return 0;
        }
    }

    private async Task TalkAsync(Launch launch, Stream output, CancellationToken cancel)
    {
        await using var wire = await launch.ConnectAsync(launch.Server!, cancel);
        var line = Line(Encoding.UTF8.GetString(launch.Input.Span));
        if (line.Length > 0 || SendsEmpty)
        {
            await wire.SendAsync(Encode(line + Terminator), cancel);
        }

        if (HalfCloses)
        {
            await wire.FinishAsync(cancel);
        }

        var buffer = new byte[Buffer];
        for (var receives = 0; receives < MaxReceives && await wire.ReceiveAsync(buffer, cancel) is var count and > 0; receives++)
        {
            output.Write(Writes(buffer[..count]));
        }

        if (Hangs)
        {
            await launch.HangAsync(cancel);
        }
    }
}
