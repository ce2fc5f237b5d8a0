using Tincan.Framing;
using Tincan.Framing.Framings;
using Tincan.Hosting;
using Tincan.Pages;
using Tincan.Wires;

namespace Tincan.Mutants.Programs;

/// <summary>Stands between clients and a reference program, and makes its conversations look like those of a program with a bug.</summary>
/// <param name="page">The page.</param>
/// <param name="bug">The bug; null for none.</param>
/// <param name="connect">Connects to the reference program.</param>
internal sealed class BuggyRelay(Page page, PageBug? bug, Func<CancellationToken, Task<Wire>> connect) : IServer
{
    private readonly Page _page = page;
    private readonly PageBug? _bug = bug;
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

        if (_bug == PageBug.ResetsAtEnd && relay.HasEnded)
        {
            client.Abort();
        }
    }

    /// <summary>One client, with its connection to the reference program.</summary>
    private sealed class Relayed(BuggyRelay relay, Wire client, Wire server)
    {
        private readonly PageBug? _bug = relay._bug;
        private readonly MessageFraming _requests = relay._page.Framing.ToServer;
        private readonly MessageFraming _answers = relay._page.Framing.ToClient;
        private int _asked;
        private byte[]? _first;

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
                    held = [.. held, .. chunk.AsSpan(0, count)];
                    if (_bug == PageBug.OneReadIsOneMessage)
                    {
                        await server.SendAsync(AsOneMessage(held));
                        _asked++;
                        held = [];
                        continue;
                    }

                    held = await ForwardAsync(framer, held);
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
                    // A greeting is no answer.
                    if (_asked == 0)
                    {
                        await client.SendAsync(chunk.AsMemory(0, count));
                        continue;
                    }

                    held = [.. held, .. chunk.AsSpan(0, count)];
                    var (sent, rest) = Changed(framer, held);
                    held = rest;
                    if (_bug == PageBug.AnswersAtEnd)
                    {
                        kept.AddRange(sent);
                        continue;
                    }

                    await client.SendAsync(sent);
                    if (_bug == PageBug.ClosesEarly && sent.Length > 0)
                    {
                        return;
                    }
                }

                await client.SendAsync((byte[])[.. kept, .. held]);
            }
            catch (WireException)
            {
                // One of the two has reset its connection.
                client.Abort();
                server.Abort();
                throw;
            }
        }

        /// <summary>Sends the whole messages of what has come, and returns the rest.</summary>
        private async Task<byte[]> ForwardAsync(IFramer framer, byte[] held)
        {
            var at = 0;
            while (at < held.Length)
            {
                var cut = framer.Cut(held.AsSpan(at), 0);
                if (cut.Status == FrameStatus.Invalid)
                {
                    relay._isDead |= _bug == PageBug.DiesOfNonsense;
                    await server.SendAsync(held.AsMemory(at));
                    _asked++;
                    return [];
                }

                if (cut.Status == FrameStatus.NeedMore)
                {
                    break;
                }

                var message = held.AsMemory(at, cut.Consumed);
                at += cut.Consumed;
                if (_bug != PageBug.LosesLast || at < held.Length || _asked % 2 == 0)
                {
                    await server.SendAsync(message);
                }

                _asked++;
                at = _bug == PageBug.FirstOfRead ? held.Length : at;
            }

            // Only bugs that need the whole message wait for it.
            if (at < held.Length && _bug is not (PageBug.FirstOfRead or PageBug.LosesLast or PageBug.AnswersUnfinished or PageBug.IgnoresUnfinished or PageBug.DiesOfNonsense))
            {
                _asked++;
                await server.SendAsync(held.AsMemory(at));
                return [];
            }

            return held[at..];
        }

        /// <summary>A read that is taken for one message, whatever is in it; its first message if it cannot be one.</summary>
        private byte[] AsOneMessage(byte[] read) => PageProgram.Framed(_requests, PageProgram.Content(_requests, read)) ?? read[.._requests.CreateFramer().Cut(read, 0).Consumed];

        /// <summary>The whole answers of what has come, with the bug, and the rest.</summary>
        private (byte[] Sent, byte[] Held) Changed(IFramer framer, byte[] held)
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
                    return PageProgram.Framed(_answers, content[..^1]) ?? message;
                case PageBug.LosesBlank when content.AsSpan().IndexOf((byte)' ') is >= 0 and var blank:
                    return PageProgram.Framed(_answers, [.. content[..blank], .. content[(blank + 1)..]]) ?? message;
                case PageBug.ByteOrder:
                    message.AsSpan(0, _answers.HeaderSize).Reverse();
                    return message;
                default:
                    return message;
            }
        }
    }
}
