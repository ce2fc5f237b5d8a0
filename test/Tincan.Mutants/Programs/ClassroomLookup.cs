using Tincan.Checks.Targets;
using Tincan.Wires;

namespace Tincan.Mutants.Programs;

/// <summary>A client of an address book with any of the bugs that classrooms know.</summary>
internal sealed record ClassroomLookup
{
    /// <summary>It takes what one recv returns for an answer.</summary>
    public bool TakesOneRecv { get; init; }

    /// <summary>It tells how many characters an address has, not how many bytes.</summary>
    public bool CountsCharacters { get; init; }

    /// <summary>It fails on a longer address, as struct.pack does on a number that is too large.</summary>
    public int MaxAddress { get; init; } = byte.MaxValue;

    /// <summary>It cuts an address to so many bytes, as a fixed buffer does.</summary>
    public int AddressBuffer { get; init; } = byte.MaxValue;

    /// <summary>It sends the length before the type.</summary>
    public bool SwapsHeader { get; init; }

    /// <summary>It reads the length as a signed byte.</summary>
    public bool ReadsSigned { get; init; }

    /// <summary>It knows the answer for an address that is not in the book.</summary>
    public bool KnowsMissing { get; init; } = true;

    /// <summary>It knows the answer to what is not understood.</summary>
    public bool KnowsError { get; init; } = true;

    /// <summary>It looks whether what comes is a response.</summary>
    public bool LooksAtType { get; init; } = true;

    /// <summary>When the server has closed, it connects again for the next address.</summary>
    public bool Reconnects { get; init; } = true;

    /// <summary>It opens a connection for each address.</summary>
    public bool ConnectsEachTime { get; init; }

    /// <summary>How many addresses it asks for at most.</summary>
    public int MaxQuestions { get; init; } = int.MaxValue;

    /// <summary>It ends at a blank line.</summary>
    public bool EndsAtBlank { get; init; } = true;

    /// <summary>It does not close when its input ends, and waits.</summary>
    public bool Stays { get; init; }

    /// <summary>The end of its input is an error that it does not catch, as EOFError of input() is.</summary>
    public bool FailsAtEnd { get; init; }

    /// <summary>It waits for ever when what came is no answer.</summary>
    public bool Hangs { get; init; }

    /// <summary>Its exit code is 0 whatever happens.</summary>
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

            if (Stays)
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

    /// <summary>The name; null when the server has closed, or when what came is no answer.</summary>
    private async Task<string?> AskAsync(Wire wire, string email, CancellationToken cancel)
    {
        byte[] text = [.. Encoding.UTF8.GetBytes(email).Take(AddressBuffer)];
        if (text.Length > MaxAddress)
        {
            throw new IOException("byte must be in range(-128, 128)");
        }

        var length = (byte)(CountsCharacters ? email.Length : text.Length);
        await wire.SendAsync((byte[])[.. SwapsHeader ? [length, (byte)'Q'] : (byte[])[(byte)'Q', length], .. text], cancel);
        if (TakesOneRecv)
        {
            var buffer = new byte[1024];
            var count = await wire.ReceiveAsync(buffer, cancel);
            return count == 0 || buffer[0] != 'R' ? null : Encoding.UTF8.GetString(buffer, Math.Min(2, count), Math.Max(0, count - 2));
        }

        if (await TakeAsync(wire, 2, cancel) is not { } header || (LooksAtType && header[0] != 'R'))
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
