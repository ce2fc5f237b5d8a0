using Tincan.Checks.Targets;
using Tincan.Wires;

namespace Tincan.Mutants.Programs;

/// <summary>When a classroom client sends a line.</summary>
internal enum Sends
{
    /// <summary>After the answer to the previous line.</summary>
    InTurn,

    /// <summary>All lines before it receives anything.</summary>
    AllAtOnce,

    /// <summary>After it has received something, so it waits for the server to send first.</summary>
    AfterReceiving,
}

/// <summary>What a classroom client does when the server has closed the connection.</summary>
internal enum OnClose
{
    /// <summary>Exits with code 1.</summary>
    Fails,

    /// <summary>Exits with code 0.</summary>
    Succeeds,

    /// <summary>Waits forever.</summary>
    Hangs,
}

/// <summary>A client for lines with any of the bugs found in classrooms.</summary>
internal sealed record ClassroomClient
{
    /// <summary>The length of the greeting that it skips.</summary>
    public int Greeting { get; init; }

    /// <summary>Assumes that one recv returns the greeting or one answer.</summary>
    public bool OneRecv { get; init; }

    /// <summary>The buffer size that it passes to recv.</summary>
    public int Buffer { get; init; } = 64 * 1024;

    /// <summary>Splits its input into lines.</summary>
    public Func<string, IEnumerable<string>> Lines { get; init; } = AllLines;

    /// <summary>The line to send for a line of input; null to send nothing.</summary>
    public Func<string, string?> LineToSend { get; init; } = static line => line;

    /// <summary>What it writes for an answer.</summary>
    public Func<string, string> Format { get; init; } = static answer => $"{answer}\n";

    /// <summary>The line end that it sends.</summary>
    public string Terminator { get; init; } = "\n";

    /// <summary>When it sends.</summary>
    public Sends Sends { get; init; }

    /// <summary>The number of answers after which it stops.</summary>
    public int MaxAnswers { get; init; } = int.MaxValue;

    /// <summary>Loses an answer that ends with the stream.</summary>
    public bool LosesLastAnswer { get; init; }

    /// <summary>Reconnects when the server has closed after an answer.</summary>
    public bool Reconnects { get; init; }

    /// <summary>Closes before the answer to its last line.</summary>
    public bool ClosesEarly { get; init; }

    /// <summary>What it does when the server has closed.</summary>
    public OnClose OnClose { get; init; }

    /// <summary>Does not close after the last answer.</summary>
    public bool StaysOpen { get; init; }

    /// <summary>The exit code after success.</summary>
    public int ExitCode { get; init; }

    /// <summary>The exit code when it cannot connect, or the server resets the connection.</summary>
    public int BrokenExitCode { get; init; } = 1;

    /// <summary>Opens a new connection for each line.</summary>
    public bool ConnectsEachTime { get; init; }

    /// <summary>How long it waits for an answer. Defaults to forever.</summary>
    public TimeSpan AnswerTimeout { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>The file that it writes; null for standard output.</summary>
    public string? File { get; init; }

    /// <summary>The lines of a text, without CR, with or without a last newline.</summary>
    public static IEnumerable<string> AllLines(string input) =>
        (input.EndsWith('\n') || input.Length == 0 ? input : $"{input}\n").Split('\n')[..^1].Select(static line => line.TrimEnd('\r'));

    public async Task<int> RunAsync(Launch launch, Stream output, CancellationToken cancel)
    {
        var written = new StringBuilder();
        try
        {
            return await TalkAsync(launch, written, cancel);
        }
        catch (IOException)
        {
            return BrokenExitCode;
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
        // Latin-1 keeps every byte, even of a character that is split.
        var lines = Lines(Encoding.Latin1.GetString(launch.Input.Span)).Select(LineToSend).OfType<string>().ToList();
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

            if (Sends == Sends.AfterReceiving && await talk.ReceiveAsync() is { } first)
            {
                written.Append(Format(first));
            }

            if (Sends != Sends.AllAtOnce)
            {
                await talk.SendAsync(lines[number] + Terminator);
            }

            if (ClosesEarly && number == lines.Count - 1)
            {
                break;
            }

            if (Sends != Sends.AfterReceiving)
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

                written.Append(Format(answer));
            }
        }

        if (StaysOpen)
        {
            await launch.HangAsync(cancel);
        }

        return ExitCode;
    }

    private async Task<int> EndAsync(Launch launch, CancellationToken cancel)
    {
        if (OnClose == OnClose.Hangs)
        {
            await launch.HangAsync(cancel);
        }

        return OnClose == OnClose.Fails ? 1 : 0;
    }

    /// <summary>A connection of the client.</summary>
    private sealed class Talk(Launch launch, ClassroomClient client, CancellationToken cancel) : IAsyncDisposable
    {
        private readonly byte[] _buffer = new byte[client.Buffer];
        private Wire? _wire;
        private string _rest = "";

        public async Task ConnectAsync()
        {
            await DisposeAsync();
            _wire = await launch.ConnectAsync(launch.Server!, cancel);
            if (client.Greeting > 0 && client.OneRecv)
            {
                await _wire.ReceiveAsync(_buffer.AsMemory(0, client.Greeting), cancel);
            }

            for (var owed = client.OneRecv ? 0 : client.Greeting; owed > 0;)
            {
                var count = await _wire.ReceiveAsync(_buffer.AsMemory(0, owed), cancel);
                owed = count == 0 ? 0 : owed - count;
            }
        }

        public Task SendAsync(string line) => _wire!.SendAsync(Encoding.Latin1.GetBytes(line), cancel).AsTask();

        /// <summary>Receives an answer; null if the server has closed.</summary>
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

                using var patience = new CancellationTokenSource(client.AnswerTimeout, launch.Options.Time);
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
                var count = await _wire!.ReceiveAsync(_buffer, limit.Token);
                if (count == 0)
                {
                    (var left, _rest) = (_rest, "");
                    return left.Length > 0 && !client.LosesLastAnswer ? left : null;
                }

                var come = Encoding.Latin1.GetString(_buffer, 0, count);
                if (client.OneRecv)
                {
                    return come.TrimEnd('\n');
                }

                _rest += come;
            }
        }

        public ValueTask DisposeAsync() => _wire?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
