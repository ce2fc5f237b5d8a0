using Tincan.Faults;
using Tincan.Faults.InForce;
using Tincan.Framing;
using Tincan.Framing.Framings;
using Tincan.Hosting;
using Tincan.Pages.Reading;
using Tincan.Pages.Serving;
using Tincan.Pages.Watching;

namespace Tincan.Testing;

/// <summary>A server for the client under test: a function that answers each message, the rules of a protocol page, or any <see cref="IServer"/>.</summary>
public sealed class StubServer : TestEndpoint
{
    private StubServer(Host host, FaultInjector faults, Traffic traffic)
        : base(host, faults, traffic)
    {
    }

    /// <summary>Answers each line with a line. How lines end is detected for each client.</summary>
    /// <param name="answer">The answer to a line, both without their line ends; null: no answer.</param>
    /// <param name="faults">Faults in the words of <c>--fault</c>. Their random choices come from the seed 1.</param>
    /// <exception cref="FormatException">A fault cannot be read.</exception>
    public static Task<StubServer> LinesAsync(Func<string, string?> answer, params string[] faults)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return StartAsync(new LineStub(answer), FaultPlans.Read(faults), MessageCodec.Lines);
    }

    /// <summary>Answers each message with a message.</summary>
    /// <param name="framing">Where messages end, for instance <c>length u32 big max 64KiB</c>.</param>
    /// <param name="answer">The answer to a message, both without their framing; null: no answer. The message is valid until the call returns.</param>
    /// <param name="faults">Faults in the words of <c>--fault</c>. Their random choices come from the seed 1.</param>
    /// <exception cref="FormatException">The framing or a fault cannot be read.</exception>
    public static Task<StubServer> FramedAsync(string framing, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>?> answer, params string[] faults)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var pair = FramingPair.Parse(framing);
        return StartAsync(new FramedStub(pair, answer), FaultPlans.Read(faults), pair.ToCodec());
    }

    /// <summary>Serves a protocol page with the defaults of its parameters.</summary>
    /// <param name="page">The file of a page, such as <c>sum.md</c>, or the name of one that comes with Tincan, such as <c>memcached</c>.</param>
    /// <param name="faults">Faults in the words of <c>--fault</c>. Their random choices come from the seed 1.</param>
    /// <exception cref="FormatException">A fault cannot be read, or something on the page is wrong.</exception>
    /// <exception cref="BadFileException">The file cannot be read.</exception>
    /// <exception cref="ArgumentException">No page with this name comes with Tincan.</exception>
    public static Task<StubServer> PageAsync(string page, params string[] faults) => PageAsync(page, new Dictionary<string, string>(), faults);

    /// <summary>Serves a protocol page: by its rules or, if it has none, by its transcripts. <see cref="Traffic.Departures"/> says where clients leave the page.</summary>
    /// <param name="page">The file of a page, such as <c>sum.md</c>, or the name of one that comes with Tincan, such as <c>memcached</c>.</param>
    /// <param name="parameters">The values of its parameters; one that is not in it has its default.</param>
    /// <param name="faults">Faults in the words of <c>--fault</c>. Their random choices come from the seed 1.</param>
    /// <exception cref="FormatException">A fault cannot be read, or something on the page is wrong.</exception>
    /// <exception cref="BadFileException">The file cannot be read.</exception>
    /// <exception cref="ArgumentException">No page with this name comes with Tincan, or a parameter cannot have its value.</exception>
    public static Task<StubServer> PageAsync(string page, IReadOnlyDictionary<string, string> parameters, params string[] faults)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(parameters);
        var read = Path.GetFileName(page).Contains('.', StringComparison.Ordinal) ? PageReader.ReadFile(page) : PageLibrary.Read(page);
        foreach (var (name, value) in parameters)
        {
            if (read.WhyNot(name, value) is { } problem)
            {
                throw new ArgumentException(problem, nameof(parameters));
            }
        }

        var all = read.Parameters.ToDictionary(static one => one.Name, one => parameters.GetValueOrDefault(one.Name, one.Default));
        return StartAsync(new PageServer(read, all), FaultPlans.Read(faults), new PageWatch(read, all).Codec);
    }

    /// <summary>Starts any server.</summary>
    /// <param name="server">The server, which is disposed with the stub if it is disposable.</param>
    /// <param name="plan">The faults. Without a seed, each run makes other random choices.</param>
    /// <param name="codec">Where messages end, for faults and for the ladder; null: detected from the first ones.</param>
    /// <param name="cancel">Cancels the start.</param>
    public static Task<StubServer> StartAsync(IServer server, FaultPlan plan, MessageCodec? codec = null, CancellationToken cancel = default) =>
        StartAsync(server, plan, codec ?? MessageCodec.Auto, static (host, faults, traffic) => new StubServer(host, faults, traffic), cancel);

    private sealed class LineStub(Func<string, string?> answer) : IServer
    {
        public Task ServeAsync(Conversation conversation) => conversation.AnswerEachAsync(new LineOptions(), (line, lines) =>
        {
            if (answer(Encoding.UTF8.GetString(line)) is { } text)
            {
                lines.Write(Encoding.UTF8.GetBytes(text));
            }
        });
    }

    private sealed class FramedStub(FramingPair framing, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>?> answer) : IServer
    {
        public Task ServeAsync(Conversation conversation) => conversation.AnswerEachAsync(framing, answer);
    }
}
