using System.Diagnostics;
using Tincan.Reliability.Hosts;

namespace Tincan.Reliability;

/// <summary>The resolver's chain on four computers.</summary>
internal sealed class FourHosts : IExperiment
{
    private const int Resolver = 1;
    private const int First = 2;
    private const int Second = 3;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    /// <summary>What starting a client and a busy machine may add.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);

    public string Name => "hosts";

    public string About =>
        "Client, resolver and two table servers run on four hosts: network namespaces, each connected to a switch. A proxy delays every answer of the second "
        + "table server by 0.8 s. Then its cable is pulled while a question is on its way, and plugged in again; its server is stopped (so that the resolver is "
        + "refused), and started again. Answers must be right at all times. A question that nobody can answer must get its answer within the resolver's deadline,"
        + " here 2 s, and a name that one server knows may not wait for the other server. Needs root.";

    public async Task RunAsync(Terms terms, Findings findings, CancellationToken cancel)
    {
        using var scratch = new Scratch();
        var tables = ((string[])["one.example 10.0.0.1 A\n", "two.example 10.0.0.2 A\nlater.example 10.0.0.3 A\n"])
            .Select((table, number) => scratch.Write($"table{number}", table)).ToArray();
        await using var network = await Network.MakeAsync("client", "resolver", "first", "second");
        await using var first = await ServeAsync(network, "first", "serve", "names", "--table", tables[0], "--listen", $"{Network.Address(First)}:5000");
        await using var second = await ServeAsync(network, "second", "serve", "names", "--table", tables[1], "--listen", "127.0.0.1:5000");
        await using var resolver = await ServeAsync(
            network, "resolver", "serve", "resolver", "--listen", $"{Network.Address(Resolver)}:5000", "--upstream", $"{Network.Address(First)}:5000",
            "--upstream", $"{Network.Address(Second)}:5000", "--deadline", $"{Deadline.TotalSeconds}s");
        var asking = new Asking(network, findings, cancel);

        var late = await ServeLateAsync(network);
        await asking.AskAsync("all well", TimeSpan.FromSeconds(0.8), "one.example 10.0.0.1 A IN", "two.example 10.0.0.2 A IN", "nobody.example - TIMED OUT");

        var cut = asking.AskAsync("cut off while a question is on its way", Deadline, "later.example - TIMED OUT", "one.example 10.0.0.1 A IN");
        findings.Expect(await late.SaysAsync("later.example", Slack), "the question did not come to the second table server");
        await network.CutOffAsync(Second);
        await cut;
        await asking.AskAsync("silent", TimeSpan.Zero, "one.example 10.0.0.1 A IN", "two.example - TIMED OUT");

        await network.PlugInAgainAsync(Second);
        await asking.RightAtLastAsync("back again", "two.example 10.0.0.2 A IN", "later.example 10.0.0.3 A IN", "one.example 10.0.0.1 A IN");

        await late.DisposeAsync();
        await asking.AskAsync("refused", TimeSpan.Zero, "one.example 10.0.0.1 A IN", "two.example - TIMED OUT");
        late = await ServeLateAsync(network);
        await asking.RightAtLastAsync("started again", "two.example 10.0.0.2 A IN", "one.example 10.0.0.1 A IN");
        await late.DisposeAsync();
    }

    private static Task<Shipped> ServeAsync(Network network, string host, params string[] words) => Shipped.ServeByAsync(network.On(host), words);

    private static Task<Shipped> ServeLateAsync(Network network) =>
        ServeAsync(network, "second", "proxy", $"{Network.Address(Second)}:5000", "127.0.0.1:5000", "--fault", "delay:by=800ms,dir=to-client", "--watch");

    /// <summary>The client's side: what was asked, and whether it was answered right and in time.</summary>
    private sealed class Asking(Network network, Findings findings, CancellationToken cancel)
    {
        /// <summary>Asks; each line stands for its question and its answer.</summary>
        public async Task AskAsync(string when, TimeSpan waits, params string[] answers)
        {
            var (received, took) = await AskAsync(answers);
            findings.Expect(received.SequenceEqual(answers, StringComparer.Ordinal), $"{when}: {string.Join(" / ", received)}");
            var bound = waits + (Deadline * answers.Count(static answer => answer.EndsWith("OUT", StringComparison.Ordinal))) + Slack;
            findings.Expect(took < bound, $"{when}: it took {took.TotalSeconds:0.0} s");
            findings.Note(when, $"{string.Join(", ", answers.Select(static answer => $"`{answer}`"))}; {took.TotalSeconds:0.0} s");
        }

        /// <summary>Asks until all is answered; until then a question may time out, but nothing may be wrong.</summary>
        public async Task RightAtLastAsync(string when, params string[] answers)
        {
            var began = Stopwatch.GetTimestamp();
            string[] received;
            do
            {
                (received, _) = await AskAsync(answers);
                for (var at = 0; at < answers.Length; at++)
                {
                    findings.Expect(
                        at < received.Length && (received[at] == answers[at] || received[at] == $"{Question(answers[at])} - TIMED OUT"), $"{when}: {string.Join(" / ", received)}");
                }
            }
            while (!received.SequenceEqual(answers, StringComparer.Ordinal) && Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(30));
            findings.Expect(received.SequenceEqual(answers, StringComparer.Ordinal), $"{when}: still {string.Join(" / ", received)}");
            findings.Note(when, $"all answered after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
        }

        private async Task<(string[] Received, TimeSpan Took)> AskAsync(string[] answers)
        {
            var began = Stopwatch.GetTimestamp();
            var (_, text, _) = await Shipped.RunByAsync(
                network.On("client"), cancel, ["resolve", Network.Address(Resolver), "5000", .. answers.Select(Question)]);
            return (text.Split('\n', StringSplitOptions.RemoveEmptyEntries), Stopwatch.GetElapsedTime(began));
        }

        private static string Question(string answer) => answer[..answer.IndexOf(' ', StringComparison.Ordinal)];
    }
}
