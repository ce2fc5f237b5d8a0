using Tincan.Framing;
using Tincan.Framing.Framings;
using Tincan.Hosting;
using Tincan.Pages;
using Tincan.Pages.Rules;
using Tincan.Wires;

namespace Tincan.Mutants.Programs;

/// <summary>Stands between clients and a server without bugs, and makes its conversations look like those of a program with a bug.</summary>
/// <param name="page">The page.</param>
/// <param name="bug">The bug; null for none.</param>
/// <param name="connect">Connects to the server.</param>
internal sealed class BuggyRelay(Page page, PageBug? bug, Func<CancellationToken, Task<Wire>> connect) : IServer
{
    private readonly Page _page = page;
    private readonly PageBug? _bug = bug;

    /// <summary>Whether clients that have asked nothing get answers: those in a room, and those of a page on which no client asks anything.</summary>
    private readonly bool _answersUnasked = page.ServerRules.SelectMany(static rule => rule.Actions).Any(static action => action is SendAction { Recipients: not Recipients.Sender })
        || (page.ServerRules.Count > 0 && !page.ServerRules.Any(static rule => rule.Event is RuleEvent.Message or RuleEvent.AnythingElse));

    private bool _isDead;

    public async Task ServeAsync(Conversation conversation)
    {
        var client = conversation.Wire;
        if (_isDead)
        {
            client.Abort();
            return;
        }

        await using var server = await connect(conversation.Aborted);

        // The program may keep its connection, and then nothing else ends the wait for its answers.
        await using var aborted = conversation.Aborted.Register(server.Abort);
        var relay = new Relayed(this, client, server);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(conversation.Aborted);
        var requests = relay.RequestsAsync(stop.Token);
        try
        {
            await relay.AnswersAsync();
        }
        finally
        {
            if (!relay.HasEnded)
            {
                // The program has closed first, and the client need not send anything more.
                await stop.CancelOnContextAsync();
            }

            await requests;
        }

        if (_bug == PageBug.StaysOpen && relay.HasEnded)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, conversation.Time, conversation.Aborted);
        }

        if (_bug == PageBug.ResetsAtEnd)
        {
            client.Abort();
        }
    }

    /// <summary>One client, with its connection to the server.</summary>
    private sealed class Relayed(BuggyRelay relay, Wire client, Wire server)
    {
        private readonly PageBug? _bug = relay._bug;
        private readonly MessageFraming _requests = relay._page.Framing.ToServer;
        private readonly MessageFraming _answers = relay._page.Framing.ToClient;
        private int _asked;
        private int _messages;
        private byte[]? _first;

        /// <summary>What is being sent to the client. As long as the client does not take it, nothing more is read from it, as by a server.</summary>
        private Task _answering = Task.CompletedTask;

        /// <summary>The client has sent its FIN, or is gone.</summary>
        public bool HasEnded { get; private set; }

        public async Task RequestsAsync(CancellationToken stop)
        {
            var framer = _requests.CreateFramer();
            var chunk = new byte[64 * 1024];
            byte[] held = [];
            try
            {
                while (await client.ReceiveAsync(chunk, stop) is > 0 and var count)
                {
                    (var sent, held) = _bug is PageBug.OneReadIsOneMessage ? (AsOneMessage(chunk[..count]), [])
                        : PageBugs.ChangesRequests(_bug) ? ChangedRequests(framer, [.. held, .. chunk.AsSpan(0, count)])
                        : (chunk.AsMemory(0, count), held);

                    // The answer may be here before the send has completed.
                    _asked += sent.IsEmpty ? 0 : 1;
                    await server.SendAsync(sent);
                    await _answering;
                }

                await server.SendAsync(_bug == PageBug.AnswersUnfinished && held.Length > 0 ? AsOneMessage(held) : _bug == PageBug.IgnoresUnfinished ? [] : held);
                HasEnded = true;
                await server.FinishAsync();
            }
            catch (WireException)
            {
                HasEnded = true;
                server.Abort();
                throw;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The answers have ended.
            }
        }

        public async Task AnswersAsync()
        {
            var framer = _answers.CreateFramer();
            var chunk = new byte[64 * 1024];
            byte[] held = [];
            List<byte> kept = [];
            try
            {
                while (await server.ReceiveAsync(chunk) is > 0 and var count)
                {
                    // A greeting before the first question is no answer.
                    if (!PageBugs.ChangesAnswers(_bug) || (_asked == 0 && !relay._answersUnasked))
                    {
                        await AnswerAsync(chunk.AsMemory(0, count));
                        continue;
                    }

                    held = [.. held, .. chunk.AsSpan(0, count)];
                    var (sent, rest) = ChangedAnswers(framer, held);
                    held = rest;
                    if (_bug == PageBug.AnswersAtEnd)
                    {
                        kept.AddRange(sent);
                        continue;
                    }

                    await AnswerAsync(sent);
                    if (_bug == PageBug.ClosesEarly && sent.Length > 0)
                    {
                        return;
                    }
                }

                await AnswerAsync((byte[])[.. kept, .. held]);
            }
            catch (WireException)
            {
                // One of the two has reset its connection.
                client.Abort();
                server.Abort();
                throw;
            }
        }

        private Task AnswerAsync(ReadOnlyMemory<byte> bytes) => _answering = client.SendAsync(bytes).AsTask();

        /// <summary>The whole messages of what has come, with the bug, and the rest.</summary>
        private (ReadOnlyMemory<byte> Sent, byte[] Held) ChangedRequests(IFramer framer, byte[] held)
        {
            var (at, last) = (0, 0);
            while (at < held.Length)
            {
                var cut = framer.Cut(held.AsSpan(at), 0);
                if (cut.Status == FrameStatus.Invalid)
                {
                    relay._isDead |= _bug == PageBug.DiesOfNonsense;
                    return (held, []);
                }

                if (cut.Status == FrameStatus.NeedMore)
                {
                    break;
                }

                if (_bug == PageBug.SignedLength && cut.Consumed >= _requests.HighBitSize)
                {
                    client.Abort();
                    break;
                }

                (last, at) = (at, at + cut.Consumed);
                _messages++;
                if (_bug == PageBug.FirstOfRead)
                {
                    return (held.AsMemory(0, at), []);
                }
            }

            var isLost = _bug == PageBug.LosesLast && at == held.Length && _messages % 2 == 0;
            return (held.AsMemory(0, isLost ? last : at), held[at..]);
        }

        /// <summary>A read that is taken for one message, whatever is in it; its first message if it cannot be one.</summary>
        private byte[] AsOneMessage(byte[] read) => Framed(_requests, Content(read)) ?? read[.._requests.CreateFramer().Cut(read, 0).Consumed];

        /// <summary>The content of a read that is taken for one message.</summary>
        private byte[] Content(byte[] read)
        {
            var cut = _requests.CreateFramer().Cut(read, 0);
            var content = cut.Status == FrameStatus.Done ? _requests.WithoutLength(read.AsSpan(cut.Start)) : read.AsSpan(Math.Min(read.Length, _requests.HeaderSize));
            return (content.EndsWith(_requests.Terminator.Span) ? content[..^_requests.Terminator.Length] : content).ToArray();
        }

        /// <summary>The message with this content; null if there is none.</summary>
        private static byte[]? Framed(MessageFraming framing, byte[] content)
        {
            content = framing.WithLength(content).ToArray();
            if (framing.WhyNot(content) is not null)
            {
                return null;
            }

            var output = new ArrayBufferWriter<byte>();
            framing.Write(content, output);
            return output.WrittenSpan.ToArray();
        }

        /// <summary>The whole answers of what has come, with the bug, and the rest.</summary>
        private (byte[] Sent, byte[] Held) ChangedAnswers(IFramer framer, byte[] held)
        {
            List<byte> sent = [];
            var at = 0;
            while (at < held.Length)
            {
                var rest = held.AsSpan(at);
                var cut = _answers.Words == "none" ? FrameCut.Done(rest.Length, rest.Length) : framer.Cut(rest, 0);
                if (cut.Status == FrameStatus.Invalid)
                {
                    return ([.. sent, .. rest], []);
                }

                if (cut.Status == FrameStatus.NeedMore)
                {
                    break;
                }

                sent.AddRange(Changed(rest[..cut.Consumed].ToArray(), _answers.WithoutLength(rest.Slice(cut.Start, cut.Length)).ToArray()));
                at += cut.Consumed;
                if (_bug == PageBug.ClosesEarly)
                {
                    break;
                }
            }

            return ([.. sent], held[at..]);
        }

        /// <summary>An answer with the bug.</summary>
        private byte[] Changed(byte[] message, byte[] content)
        {
            _first ??= message;
            switch (_bug)
            {
                case PageBug.AnswersTwice:
                    return [.. message, .. message];
                case PageBug.AnswersFirst:
                    return _first;
                case PageBug.AddsLineEnd:
                    return [.. message, (byte)'\n'];
                case PageBug.LosesEnd:
                    return message[..^1];
                case PageBug.OffByOne when content.Length > 0:
                    return Framed(_answers, content[..^1]) ?? message[..^1];
                case PageBug.LosesBlank when content.AsSpan().IndexOf((byte)' ') is >= 0 and var blank:
                    return Framed(_answers, [.. content[..blank], .. content[(blank + 1)..]]) ?? message;
                case PageBug.ByteOrder:
                    message.AsSpan(0, _answers.HeaderSize).Reverse();
                    return message;
                default:
                    return message;
            }
        }
    }
}
