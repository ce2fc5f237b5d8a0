using System.Text;
using Tincan.Framing;

namespace Tincan.Checks;

/// <summary>Finds out how a client that sends lines ends them, and how it reads answers.</summary>
/// <param name="prober">What is found goes there.</param>
/// <param name="first">The first line of its input.</param>
/// <param name="second">The second.</param>
internal sealed class LineClientProbe(Prober prober, string first, string second)
{
    /// <summary>What is answered to the first line.</summary>
    public required string Answer { get; init; }

    /// <summary>Speaks before the client does. Defaults to saying nothing.</summary>
    public Func<Peer, Task> GreetAsync { get; init; } = static _ => Task.CompletedTask;

    /// <summary>What it wrote, if it ended.</summary>
    public string Output { get; private set; } = "";

    public async Task RunAsync()
    {
        byte[] sent = [], rest = [];
        var end = Dialect.Raw;
        await prober.TryAsync(async trial =>
        {
            var play = await ClientPlay.StartAsync(trial, $"{first}\n{second}\n");
            await GreetAsync(play.Peer);
            sent = await play.Peer.CollectAsync(prober.Options.StartLimit);
            end = prober.SeeksDialect ? EndOf(sent) : prober.Options.Answers;
            await play.Peer.SendAsync((byte[])[.. Encoding.UTF8.GetBytes(Answer), .. end.Terminator()]);
            rest = await play.Peer.CollectAsync(prober.Options.Patience);
            await play.Peer.SendAsync((byte[])[.. Encoding.UTF8.GetBytes(Answer), .. end.Terminator()]);
            Output = Encoding.UTF8.GetString((await play.WrittenAsync()).Bytes.Span);
        });
        if (!prober.SeeksDialect)
        {
            return;
        }

        if (sent.Length == 0)
        {
            prober.Note("it sent nothing, so how its lines end could not be found; judged in raw (--dialect says another)");
            return;
        }

        // What it reads with one recv it takes with its line end, and writes another one after it.
        var readsRaw = end == Dialect.Lf && Output.Contains($"{Answer}\n\n", StringComparison.Ordinal);
        prober.Speaks(
            readsRaw ? Dialect.Raw : end,
            end,
            $"it sent {Prober.Shown(sent)}{(end == Dialect.Raw ? ", without a line end" : "")}{(readsRaw ? $", and wrote '{Answer}\\n\\n' for the answer '{Answer}\\n'" : "")}");
    }

    /// <summary>How the first line ends, also where more follows at once.</summary>
    private Dialect EndOf(byte[] sent)
    {
        var line = Encoding.UTF8.GetBytes(first);
        return sent.AsSpan().StartsWith(line) && sent.Length > line.Length
            ? LineEnd.Of(sent.AsSpan(line.Length)[..LineEnd.At(sent.AsSpan(line.Length))])
            : LineEnd.Of(sent);
    }
}

/// <summary>Finds out how the client of a reverse server speaks, and whether it takes a greeting.</summary>
internal static class ReverseClientProbe
{
    private static readonly TimeSpan SpeaksFirst = TimeSpan.FromMilliseconds(300);

    public static async Task RunAsync(Prober prober)
    {
        byte[] early = [];
        var probe = New(prober, async peer =>
        {
            // A client that expects a greeting waits for it.
            early = await peer.PeekAsync(SpeaksFirst);
            if (ReverseParameters.GreetingOf(prober.Options) is { Length: > 0 } greeting)
            {
                await peer.SendAsync(Encoding.UTF8.GetBytes(greeting));
            }
        });
        await probe.RunAsync();
        if (early.Length == 0 || prober.Options.Given.ContainsKey(ReverseParameters.Greeting.Name) || !probe.Output.Contains("Welcome to", StringComparison.Ordinal))
        {
            return;
        }

        prober.Differs(ReverseParameters.Greeting, ReverseParameters.None, "it sends without waiting for a greeting, and takes the greeting for an answer");
    }

    private static LineClientProbe New(Prober prober, Func<Peer, Task> greet) => new(prober, "Hello", "World") { Answer = "olleH", GreetAsync = greet };
}

/// <summary>Finds out how the client of a talk speaks.</summary>
internal static class TalkClientProbe
{
    public static Task RunAsync(Prober prober) => new LineClientProbe(prober, "Hello", "World") { Answer = "Hi" }.RunAsync();
}

/// <summary>Finds out how the client of a resolver speaks.</summary>
internal static class ResolveClientProbe
{
    public static Task RunAsync(Prober prober) => new LineClientProbe(prober, "rutgers.edu", "google.com") { Answer = "rutgers.edu 172.34.4.6 A IN" }.RunAsync();
}

/// <summary>Finds out which lines the client of an address book writes.</summary>
internal static class LookupClientProbe
{
    public static async Task RunAsync(Prober prober)
    {
        var output = "";
        await prober.TryAsync(async trial =>
        {
            var play = await LookupClientPlay.AnswerAsync(
                trial, $"{LookupClientPlay.Luke}\nvader@empire.gov\n", (LookupClientPlay.Luke, LookupClientPlay.Name), ("vader@empire.gov", LookupClientPlay.Missing));
            output = Encoding.UTF8.GetString((await play.WrittenAsync()).Bytes.Span);
        });
        Judge(prober, output, BookParameters.Belongs, BookParameters.LineOf(prober.Options, LookupClientPlay.Luke, LookupClientPlay.Name), LookupClientPlay.Name);
        Judge(prober, output, BookParameters.Unknown, BookParameters.LineOf(prober.Options, "vader@empire.gov", null), "vader@empire.gov");
    }

    /// <summary>Looks for the line that is written in place of another one: it has the same name, or the same address, in it.</summary>
    private static void Judge(Prober prober, string output, Parameter parameter, string expected, string word)
    {
        if (output.Contains(expected, StringComparison.Ordinal) || output.Split('\n').FirstOrDefault(line => line.Contains(word, StringComparison.Ordinal)) is not { } line)
        {
            return;
        }

        prober.Differs(
            parameter,
            WithoutPrompt(line.TrimEnd('\r'))
                .Replace(LookupClientPlay.Luke, "{email}", StringComparison.Ordinal)
                .Replace("vader@empire.gov", "{email}", StringComparison.Ordinal)
                .Replace(LookupClientPlay.Name, "{name}", StringComparison.Ordinal),
            $"it writes {Prober.Shown(Encoding.UTF8.GetBytes(line))}");
    }

    /// <summary>A prompt stands before a line where its input is no terminal.</summary>
    private static string WithoutPrompt(string line) => line.LastIndexOf("> ", StringComparison.Ordinal) is var at and >= 0 ? line[(at + 2)..] : line;
}
