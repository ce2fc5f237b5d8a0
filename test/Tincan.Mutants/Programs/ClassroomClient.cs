using Tincan.Checks.Targets;
using Tincan.Wires;

namespace Tincan.Mutants.Programs;

/// <summary>When a client written in a classroom sends a line.</summary>
internal enum Sends
{
    /// <summary>When the answer to the one before has come.</summary>
    InTurn,

    /// <summary>All lines before it receives anything.</summary>
    AllAtOnce,

    /// <summary>When it has received something: it waits for the server to speak first.</summary>
    AfterHearing,
}

/// <summary>What a client written in a classroom does when the server has closed.</summary>
internal enum AtTheEnd
{
    /// <summary>Ends with exit code 1.</summary>
    Fails,

    /// <summary>Ends with exit code 0.</summary>
    Ends,

    /// <summary>Waits for more, for ever.</summary>
    Hangs,
}

/// <summary>A client for lines with any of the bugs that classrooms know.</summary>
internal sealed record ClassroomClient
{
    /// <summary>How many bytes of greeting it takes off.</summary>
    public int Greeting { get; init; }

    /// <summary>It takes what one recv returns for a whole greeting, and for a whole answer.</summary>
    public bool TakesOneRecv { get; init; }

    /// <summary>How many bytes it asks recv for.</summary>
    public int Buffer { get; init; } = 64 * 1024;

    /// <summary>What it makes of all its input.</summary>
    public Func<string, IEnumerable<string>> Lines { get; init; } = AllLines;

    /// <summary>What it makes of a line of its input before it sends it; null: it is not sent.</summary>
    public Func<string, string?> Says { get; init; } = static line => line;

    /// <summary>What it writes of an answer.</summary>
    public Func<string, string> Writes { get; init; } = static answer => $"{answer}\n";

    /// <summary>What it puts behind a line.</summary>
    public string Terminator { get; init; } = "\n";

    /// <summary>When it sends.</summary>
    public Sends Sends { get; init; }

    /// <summary>How many answers it takes at most.</summary>
    public int MaxAnswers { get; init; } = int.MaxValue;

    /// <summary>It forgets an answer that ends with FIN in place of a line end.</summary>
    public bool LosesLastAnswer { get; init; }

    /// <summary>It connects again when the server has closed behind an answer.</summary>
    public bool Reconnects { get; init; }

    /// <summary>It leaves without the answer to its last line.</summary>
    public bool LeavesEarly { get; init; }

    /// <summary>What it does when the server has closed.</summary>
    public AtTheEnd AtTheEnd { get; init; }

    /// <summary>It does not close behind the last answer.</summary>
    public bool Stays { get; init; }

    /// <summary>Its exit code when all was well.</summary>
    public int ExitCode { get; init; }

    /// <summary>Its exit code when it cannot connect.</summary>
    public int RefusedExitCode { get; init; } = 1;

    /// <summary>It opens a connection for each line.</summary>
    public bool ConnectsEachTime { get; init; }

    /// <summary>It gives up when an answer takes longer. Defaults to never.</summary>
    public TimeSpan Patience { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>The file that it writes to; null for standard output.</summary>
    public string? File { get; init; }

    /// <summary>The lines of a text, without CR, the last one with or without newline.</summary>
    public static IEnumerable<string> AllLines(string input) =>
        (input.EndsWith('\n') || input.Length == 0 ? input : $"{input}\n").Split('\n')[..^1].Select(static line => line.TrimEnd('\r'));

    public async Task<int> RunAsync(Launch launch, Stream output, CancellationToken cancel)
    {
        var written = new StringBuilder();
        try
        {
            return await TalkAsync(launch, written, cancel);
        }
        catch (ConnectException)
        {
            return RefusedExitCode;
        }
        finally
        {
            var bytes = Encoding.Latin1.GetBytes(written.ToString());
            if (File is null)
            {
                output.Write(bytes);
            }
            else
            {
                System.IO.File.WriteAllBytes(Path.Combine(launch.Folder, File), bytes);
            }
        }
    }

    private async Task<int> TalkAsync(Launch launch, StringBuilder written, CancellationToken cancel)
    {
        // Latin-1 keeps every byte, so that a character cut in two is not lost here.
        var lines = Lines(Encoding.Latin1.GetString(launch.Input.Span)).Select(Says).OfType<string>().ToList();
        await using var talk = new Talk(launch, this, cancel);
        await talk.ConnectAsync();
        if (Sends == Sends.AllAtOnce)
        {
            await talk.SendAsync(string.Concat(lines.Select(line => line + Terminator)));
        }

        for (var number = 0; number < Math.Min(lines.Count, MaxAnswers); number++)
        {
            if (ConnectsEachTime && number > 0)
            {
                await talk.ConnectAsync();
            }

            if (Sends == Sends.AfterHearing && await talk.ReceiveAsync() is { } first)
            {
                written.Append(Writes(first));
            }

            if (Sends != Sends.AllAtOnce)
            {
                await talk.SendAsync(lines[number] + Terminator);
            }

            if (LeavesEarly && number == lines.Count - 1)
            {
                break;
            }

            if (Sends != Sends.AfterHearing)
            {
                var answer = await talk.ReceiveAsync();
                if (answer is null && Reconnects && number > 0)
                {
                    await talk.ConnectAsync();
                    await talk.SendAsync(lines[number] + Terminator);
                    answer = await talk.ReceiveAsync();
                }

                if (answer is null)
                {
                    return await EndAsync(launch, cancel);
                }

                written.Append(Writes(answer));
            }
        }

        if (Stays)
        {
            await launch.HangAsync(cancel);
        }

        return ExitCode;
    }

    private async Task<int> EndAsync(Launch launch, CancellationToken cancel)
    {
        if (AtTheEnd == AtTheEnd.Hangs)
        {
            await launch.HangAsync(cancel);
        }

        return AtTheEnd == AtTheEnd.Fails ? 1 : 0;
    }

    /// <summary>A connection of the client's.</summary>
    private sealed class Talk(Launch launch, ClassroomClient client, CancellationToken cancel) : IAsyncDisposable
    {
        private readonly byte[] _buffer = new byte[client.Buffer];
        private Wire? _wire;
        private string _rest = "";

        public async Task ConnectAsync()
        {
            await DisposeAsync();
            _wire = await launch.ConnectAsync(launch.Server!, cancel);
            if (client.Greeting > 0 && client.TakesOneRecv)
            {
                await _wire.ReceiveAsync(_buffer.AsMemory(0, client.Greeting), cancel);
            }

            for (var owed = client.TakesOneRecv ? 0 : client.Greeting; owed > 0;)
            {
                var count = await _wire.ReceiveAsync(_buffer.AsMemory(0, owed), cancel);
                owed = count == 0 ? 0 : owed - count;
            }
        }

        public Task SendAsync(string line) => _wire!.SendAsync(Encoding.Latin1.GetBytes(line), cancel).AsTask();

        /// <summary>An answer; null when the server has closed.</summary>
        public async Task<string?> ReceiveAsync()
        {
            while (true)
            {
                var end = _rest.IndexOf('\n', StringComparison.Ordinal);
                if (end >= 0)
                {
                    var answer = _rest[..end];
                    _rest = _rest[(end + 1)..];
                    return answer;
                }

                using var patience = new CancellationTokenSource(client.Patience, launch.Options.Time);
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
                var count = await _wire!.ReceiveAsync(_buffer, limit.Token);
                if (count == 0)
                {
                    (var left, _rest) = (_rest, "");
                    return left.Length > 0 && !client.LosesLastAnswer ? left : null;
                }

                var come = Encoding.Latin1.GetString(_buffer, 0, count);
                if (client.TakesOneRecv)
                {
                    return come.TrimEnd('\n');
                }

                _rest += come;
            }
        }

        public ValueTask DisposeAsync() => _wire?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
