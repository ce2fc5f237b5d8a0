using Tincan.Checks.Pages;
using Tincan.Checks.Suites;
using Tincan.Checks.Targets;
using Tincan.Framing;
using Tincan.Mutants.Programs;
using Tincan.Protocols.Talk;
using Tincan.Wires;

namespace Tincan.Mutants;

/// <summary>Tincan's own clients.</summary>
internal static class GoodClients
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        Client(PageSuite.OfLibrary("reverse.client"), ReverseAsync),
        Client(PageSuite.OfLibrary("send.client"), SendAsync),
        Client(PageSuite.OfLibrary("talk.client"), TalkAsync),
        Client(PageSuite.OfLibrary("resolver.client"), ResolveAsync),
        Client(PageSuite.OfLibrary("book.client"), LookupAsync),
    ];

    private static Mutant Client(Suite suite, Func<Launch, Stream, CancellationToken, Task<int>> run) => GoodPrograms.Of(suite, new HostedClient(run));

    private static async Task<int> ReverseAsync(Launch launch, Stream output, CancellationToken cancel)
    {
        await using var input = Input(launch);
        await using var wire = await ConnectAsync(launch, cancel);
        using var client = new Protocols.Reverse.ReverseClient(wire, new() { Lines = Lines(launch) });
        await client.GreetAsync(cancel);
        await client.RunAsync(input, (answer, _) => WriteAsync(output, answer), cancel);
        return 0;
    }

    private static async Task<int> SendAsync(Launch launch, Stream output, CancellationToken cancel)
    {
        await using var input = Input(launch);
        await using var wire = await ConnectAsync(launch, cancel);
        var line = await input.ReadAsync(cancel);
        await Protocols.Send.SendClient.RunAsync(wire, line.Content, halfClose: false, bytes => output.WriteAsync(bytes, CancellationToken.None), cancel);
        return 0;
    }

    private static async Task<int> TalkAsync(Launch launch, Stream output, CancellationToken cancel)
    {
        await using var input = Input(launch);
        await using var wire = await ConnectAsync(launch, cancel);
        await Protocols.Talk.TalkClient.RunAsync(wire, new Talker(input, output), new() { Lines = Lines(launch), GreetingWait = TimeSpan.Zero }, cancel);
        return 0;
    }

    private static async Task<int> ResolveAsync(Launch launch, Stream output, CancellationToken cancel)
    {
        await using var input = Input(launch);
        await using var client = new Protocols.Names.ResolveClient(giveUp => ConnectAsync(launch, giveUp), Lines(launch));
        while (await input.ReadAsync(cancel) is { IsEnd: false } name)
        {
            if (!name.Content.IsEmpty)
            {
                await WriteAsync(output, (await client.AskAsync(name.Content, cancel)).Text);
            }
        }

        return 0;
    }

    private static async Task<int> LookupAsync(Launch launch, Stream output, CancellationToken cancel)
    {
        await using var input = Input(launch);
        await using var client = new Protocols.Book.LookupClient(giveUp => ConnectAsync(launch, giveUp), launch.Options.Time);
        while (await input.ReadAsync(cancel) is { IsEnd: false, Content.IsEmpty: false } email)
        {
            var answer = await client.AskAsync(email.Content, cancel);
            switch (answer.Outcome)
            {
                case Protocols.Book.LookupOutcome.Found:
                    await WriteAsync(output, Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetString(email.Span)} belongs to {Encoding.UTF8.GetString(answer.Text.Span)}"));
                    break;
                case Protocols.Book.LookupOutcome.NotFound:
                    await WriteAsync(output, Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetString(email.Span)} was not found in the database!"));
                    break;
                default:
                    return 1;
            }
        }

        return 0;
    }

    private static LineOptions Lines(Launch launch) => new() { Dialect = launch.Options.Dialect, Time = launch.Options.Time };

    private static LineInput Input(Launch launch) => new(new MemoryStream(launch.Input.ToArray()));

    private static Task<Wire> ConnectAsync(Launch launch, CancellationToken cancel) => launch.ConnectAsync(launch.Server!, cancel);

    private static async ValueTask WriteAsync(Stream output, ReadOnlyMemory<byte> line)
    {
        await output.WriteAsync(line);
        output.WriteByte((byte)'\n');
    }

    private sealed class Talker(LineInput input, Stream output) : ITalker
    {
        public async Task<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken cancel) =>
            await input.ReadAsync(cancel) is { IsEnd: false } line ? line.Content : null;

        public ValueTask ShowAsync(ReadOnlyMemory<byte> message) => WriteAsync(output, message);
    }
}
