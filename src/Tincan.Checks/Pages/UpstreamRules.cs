using Tincan.Checks.Contexts;
using Tincan.Framing.Framings;
using Tincan.Pages;
using Tincan.Pages.Expressions;
using Tincan.Pages.Messages;
using Tincan.Pages.Rules;
using Tincan.Pages.Transcripts;
using Tincan.Pages.Values;

namespace Tincan.Checks.Pages;

/// <summary>A server that the program under test calls, and that follows rules of the page. Its connections have the same variables.</summary>
/// <param name="page">The page.</param>
/// <param name="context">The case's.</param>
/// <param name="rules">The rules.</param>
internal sealed class UpstreamRules(Page page, CaseContext context, IReadOnlyList<Rule> rules)
{
    private readonly RuleMachine _machine = new(rules, page.Values(PageParameters.Given(page, context.Options)));
    private readonly FramingPair _framing = PageDialect.OfUpstreams(page, context.Options);
    private readonly Lock _turn = new();

    /// <summary>All texts that clients of the page send. Without line ends, a read that is one of them is a message.</summary>
    private readonly IReadOnlySet<string> _known = page.Cases.SelectMany(static one => one.Transcript.Messages)
        .Where(static step => step.From.Kind == RoleKind.Client && step.Message.Unsendable is null && !step.Message.Captures.Any() && !step.Message.Needs.Any())
        .Select(static step => Encoding.UTF8.GetString(step.Message.Write(new Scope()).ToArray())).Where(static text => text.Length > 0)
        .Concat(context.QuitWords).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Serves all servers that have rules and are not served yet.</summary>
    /// <param name="page">The page.</param>
    /// <param name="context">The case's.</param>
    /// <param name="transcript">What is played: its rules count, and a server that acts in it follows none. Null: only the page counts.</param>
    public static async Task ServeAsync(Page page, CaseContext context, Transcript? transcript = null)
    {
        foreach (var (number, rules) in page.Upstreams.Concat(transcript?.Upstreams ?? new Dictionary<int, IReadOnlyList<Rule>>()).GroupBy(static one => one.Key).Select(static both => both.Last()))
        {
            if (!context.IsTableServed(number - 1) && transcript?.Called.Contains(number) != true)
            {
                await context.ServeTableAsync(number - 1, new UpstreamRules(page, context, rules).ServeAsync);
            }
        }
    }

    private Task ServeAsync(Peer peer) => ServeAsync(peer, () => ReadAsync(peer), () => _framing.ToClient);

    /// <summary>Serves a connection.</summary>
    /// <param name="peer">Our end of it.</param>
    /// <param name="read">Receives the next message; null at the end.</param>
    /// <param name="framing">How a message is sent.</param>
    public async Task ServeAsync(Peer peer, Func<Task<ByteText?>> read, Func<MessageFraming> framing)
    {
        var output = new Output(context.Options, peer, framing);
        Member member;
        lock (_turn)
        {
            member = _machine.Connect(output);
        }

        await output.DoAsync();
        while (!output.HasEnded && await read() is { } message)
        {
            lock (_turn)
            {
                if (!_machine.Receive(member, message))
                {
                    output.Close();
                }
            }

            await output.DoAsync();
        }
    }

    private async Task<ByteText?> ReadAsync(Peer peer)
    {
        if (page.HasOptionalLineEnds)
        {
            return await peer.ReadKnownMessageAsync(_known) is { } line ? ByteText.FromUtf8(line) : null;
        }

        ByteText message = default;
        await peer.ExpectMessageAsync(
            _framing.ToServer.CreateFramer(),
            content =>
            {
                message = _framing.ToServer.ReadContent(content);
                return true;
            },
            null,
            "a message",
            Timeout.InfiniteTimeSpan);
        return message;
    }

    /// <summary>What is to be done on a connection, one after the other.</summary>
    private sealed class Output(CheckOptions options, Peer peer, Func<MessageFraming> framing) : IRuleOutput
    {
        private readonly Queue<Func<Task>> _left = [];

        /// <summary>The rules have ended the connection.</summary>
        public bool HasEnded { get; private set; }

        public void Send(ByteText content, bool isRaw) => _left.Enqueue(() => peer.SendAsync(isRaw ? content.ToArray() : peer.Pad(framing().Frame(content))));

        public void Wait(TimeSpan time) => _left.Enqueue(() => Task.Delay(time, options.Time, peer.Cancel));

        public void Finish() => _left.Enqueue(peer.FinishAsync);

        public void Close()
        {
            HasEnded = true;
            Finish();
        }

        public void Reset()
        {
            HasEnded = true;
            _left.Enqueue(() =>
            {
                peer.Abort();
                return Task.CompletedTask;
            });
        }

        public async Task DoAsync()
        {
            while (_left.TryDequeue(out var act))
            {
                await act();
            }
        }
    }
}
