using Tincan.Checks.Targets;
using Tincan.Wires;

namespace Tincan.Mutants.Programs;

/// <summary>An address book client with any of the bugs found in classrooms.</summary>
internal sealed record ClassroomLookup
{
    /// <summary>Assumes that one recv returns one answer.</summary>
    public bool OneRecv { get; init; }

    /// <summary>Sends the length of an address in characters, not in bytes.</summary>
    public bool CountsCharacters { get; init; }

    /// <summary>The longest address; it fails on longer ones, as struct.pack does.</summary>
    public int MaxAddress { get; init; } = byte.MaxValue;

    /// <summary>Truncates an address to this size, as a fixed buffer does.</summary>
    public int AddressBuffer { get; init; } = byte.MaxValue;

    /// <summary>Sends the length before the type.</summary>
    public bool SwapsHeader { get; init; }

    /// <summary>Reads the length as a signed byte.</summary>
    public bool ReadsSigned { get; init; }

    /// <summary>Recognises the answer for an unknown address.</summary>
    public bool KnowsMissing { get; init; } = true;

    /// <summary>Recognises the answer to a message that the server does not understand.</summary>
    public bool KnowsError { get; init; } = true;

    /// <summary>Checks that the message is a response.</summary>
    public bool ChecksType { get; init; } = true;

    /// <summary>Reconnects for the next address when the server has closed.</summary>
    public bool Reconnects { get; init; } = true;

    /// <summary>Opens a new connection for each address.</summary>
    public bool ConnectsEachTime { get; init; }

    /// <summary>The number of addresses after which it stops.</summary>
    public int MaxQuestions { get; init; } = int.MaxValue;

    /// <summary>Stops at a blank line.</summary>
    public bool EndsAtBlank { get; init; } = true;

    /// <summary>Does not close at the end of its input.</summary>
    public bool StaysOpen { get; init; }

    /// <summary>Crashes at the end of its input, as with an EOFError of input().</summary>
    public bool FailsAtEnd { get; init; }

    /// <summary>Waits forever if it does not receive a valid answer.</summary>
    public bool Hangs { get; init; }

    /// <summary>Always exits with code 0.</summary>
    public bool SucceedsAlways { get; init; }

    public async Task<int> RunAsync(Launch launch, Stream output, CancellationToken cancel)
    {
        try
        {
            return await TalkAsync(launch, output, cancel);
        }
        catch (IOException) when (SucceedsAlways)
        {
            return 0;
        }
    }

    private async Task<int> TalkAsync(Launch launch, Stream output, CancellationToken cancel)
    {
        var lines = ClassroomClient.AllLines(Encoding.UTF8.GetString(launch.Input.Span)).ToList();
        var emails = EndsAtBlank ? lines.TakeWhile(static line => line.Length > 0) : lines.Where(static line => line.Length > 0);
        Wire? wire = null;
        try
        {
            foreach (var email in emails.Take(MaxQuestions))
            {
                var isNew = wire is null || ConnectsEachTime;
                wire = isNew ? await ConnectAsync(launch, wire, cancel) : wire;
                var name = await AskAsync(wire!, email, cancel);
                if (name is null && !isNew && Reconnects)
                {
                    wire = await ConnectAsync(launch, wire, cancel);
                    name = await AskAsync(wire, email, cancel);
                }

                if (name is null)
                {
                    return await EndAsync(launch, cancel);
                }

                output.Write(Encoding.UTF8.GetBytes(Result(email, name)));
            }

            if (StaysOpen)
            {
                await launch.HangAsync(cancel);
            }
        }
        finally
        {
            await (wire?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        return FailsAtEnd && !lines.Contains("") ? 1 : 0;
    }

    private string Result(string email, string name) => name switch
    {
        "Error 404" when KnowsMissing => $"E-mail: {email} was not found in the database!\n",
        "Error: Unknown message protocol" when KnowsError => "E-mail: the server did not understand\n",
        _ => $"E-mail: {email} belongs to {name}\n",
    };

    private async Task<int> EndAsync(Launch launch, CancellationToken cancel)
    {
        if (Hangs)
        {
            await launch.HangAsync(cancel);
        }

        return SucceedsAlways ? 0 : 1;
    }

    private static async Task<Wire> ConnectAsync(Launch launch, Wire? old, CancellationToken cancel)
    {
        await (old?.DisposeAsync() ?? ValueTask.CompletedTask);
        return await launch.ConnectAsync(launch.Server!, cancel);
    }

    /// <summary>Receives a name; null if the server has closed or sent something else.</summary>
    private async Task<string?> AskAsync(Wire wire, string email, CancellationToken cancel)
    {
        byte[] text = [.. Encoding.UTF8.GetBytes(email).Take(AddressBuffer)];
        if (text.Length > MaxAddress)
        {
            throw new IOException("byte must be in range(-128, 128)");
        }

        var length = (byte)(CountsCharacters ? email.Length : text.Length);
        await wire.SendAsync((byte[])[.. SwapsHeader ? [length, (byte)'Q'] : (byte[])[(byte)'Q', length], .. text], cancel);
        if (OneRecv)
        {
            var buffer = new byte[1024];
            var count = await wire.ReceiveAsync(buffer, cancel);
            return count == 0 || buffer[0] != 'R' ? null : Encoding.UTF8.GetString(buffer, Math.Min(2, count), Math.Max(0, count - 2));
        }

        if (await TakeAsync(wire, 2, cancel) is not { } header || (ChecksType && header[0] != 'R'))
        {
            return null;
        }

        int told = ReadsSigned ? (sbyte)header[1] : header[1];
        return await TakeAsync(wire, Math.Max(told, 0), cancel) is { } name ? Encoding.UTF8.GetString(name) : null;
    }

    private static async Task<byte[]?> TakeAsync(Wire wire, int length, CancellationToken cancel)
    {
        var taken = new byte[length];
        for (var come = 0; come < length;)
        {
            var count = await wire.ReceiveAsync(taken.AsMemory(come), cancel);
            if (count == 0)
            {
                return null;
            }

            come += count;
        }

        return taken;
    }
}
