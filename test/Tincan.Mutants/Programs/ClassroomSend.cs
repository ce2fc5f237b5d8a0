using Tincan.Checks.Targets;

namespace Tincan.Mutants.Programs;

/// <summary>A send client with any of the bugs found in classrooms.</summary>
internal sealed record ClassroomSend
{
    /// <summary>The line end that it sends.</summary>
    public string Terminator { get; init; } = "\r\n";

    /// <summary>The line to send, from its input.</summary>
    public Func<string, string> Line { get; init; } = static input => input.Split('\n')[0].TrimEnd('\r');

    /// <summary>Encodes the line.</summary>
    public Func<string, byte[]> Encode { get; init; } = Encoding.UTF8.GetBytes;

    /// <summary>What it writes for the bytes of one recv.</summary>
    public Func<byte[], byte[]> Format { get; init; } = static bytes => bytes;

    /// <summary>How often it calls recv.</summary>
    public int MaxReceives { get; init; } = int.MaxValue;

    /// <summary>The buffer size that it passes to recv.</summary>
    public int Buffer { get; init; } = 64 * 1024;

    /// <summary>Sends an empty line.</summary>
    public bool SendsEmpty { get; init; } = true;

    /// <summary>Sends a FIN after the line.</summary>
    public bool HalfCloses { get; init; }

    /// <summary>Waits forever when the server has closed.</summary>
    public bool Hangs { get; init; }

    /// <summary>Always exits with code 0.</summary>
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
            output.Write(Format(buffer[..count]));
        }

        if (Hangs)
        {
            await launch.HangAsync(cancel);
        }
    }
}
