namespace Tincan.Reliability;

/// <summary>A conversation between the program's own client and server.</summary>
/// <param name="Name">How it is called.</param>
/// <param name="Server">What the proxy stands in front of.</param>
/// <param name="Words">How the client is started, for the port it speaks to.</param>
/// <param name="Input">What is on its standard input.</param>
internal sealed record RosterTalk(string Name, Shipped Server, Func<string, string[]> Words, string Input)
{
    /// <summary>What the client writes when nothing is done to the connection.</summary>
    public string Owed { get; init; } = "";

    /// <summary>Only FIN tells where the conversation ends, so the client cannot know that something is missing.</summary>
    public bool EndsWithFin { get; init; }

    /// <summary>Runs the client to its end.</summary>
    public Task<(int Code, string Text, string Said)> SpeakAsync(int port, CancellationToken cancel) =>
        Shipped.PipeAsync(Input, cancel, Words(port.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>Every conversation that needs nobody at a terminal, with little patience.</summary>
internal sealed class Roster : IAsyncDisposable
{
    private const string Patience = "3s";

    private readonly List<Shipped> _servers = [];

    public IReadOnlyList<RosterTalk> Talks { get; private set; } = [];

    /// <summary>Starts all servers, and records what each conversation gives when nothing disturbs it.</summary>
    public static async Task<Roster> StartAsync(Scratch scratch, CancellationToken cancel)
    {
        var roster = new Roster();
        try
        {
            var talks = new List<RosterTalk>();
            foreach (var talk in await roster.TalksAsync(scratch))
            {
                var (code, text, said) = await talk.SpeakAsync(talk.Server.Address.Port, cancel);
                talks.Add(code == 0 ? talk with { Owed = text } : throw new InvalidOperationException($"{talk.Name} fails without any fault: {said}"));
            }

            roster.Talks = talks;
            return roster;
        }
        catch
        {
            await roster.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    private async Task<IReadOnlyList<RosterTalk>> TalksAsync(Scratch scratch)
    {
        var reversed = string.Concat(Enumerable.Range(0, 20).Select(static line => $"line {line} für alle\n"));
        var book = scratch.Write("roster.csv", "luke@gmail.com,Luke Skywalker\nleia@alderaan.org,Leia Organa\n");
        var table = scratch.Write("roster.txt", "rutgers.edu 172.34.4.6 A\namazon.com 94.5.6.7 A\n");
        var names = await ServeAsync("serve", "names", "--table", table, "--dialect", "lf");
        return
        [
            new("welcome", await ServeAsync("serve", "welcome"), static port => ["send", "127.0.0.1", port, "--idle-timeout", Patience], "HELLO\n") { EndsWithFin = true },
            new("reverse", await ServeAsync("serve", "reverse", "--dialect", "lf"), static port => ["reverse", "127.0.0.1", port, "-", "--idle-timeout", Patience], reversed),
            new("echo", await ServeAsync("serve", "echo"), static port => ["send", "127.0.0.1", port, "--half-close", "--idle-timeout", Patience], "a line of text\n") { EndsWithFin = true },
            new("names", names, static port => ["resolve", "127.0.0.1", port, "rutgers.edu", "amazon.com", "--idle-timeout", Patience], ""),
            new("book", await ServeAsync("serve", "book", "--book", book), static port => ["lookup", "127.0.0.1", port, "luke@gmail.com", "leia@alderaan.org", "--idle-timeout", Patience], ""),
            new("resolver", await ServeAsync("serve", "resolver", "--upstream", $"{names.Address}", "--deadline", "2s", "--dialect", "lf"), static port => ["resolve", "127.0.0.1", port, "rutgers.edu", "amazon.com", "--idle-timeout", Patience], ""),
        ];
    }

    private async Task<Shipped> ServeAsync(params string[] words)
    {
        var server = await Shipped.ServeAsync([.. words, "--listen", "127.0.0.1:0", "--log", "error"]);
        _servers.Add(server);
        return server;
    }
}
