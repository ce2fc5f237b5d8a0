using Tincan.Framing;
using Tincan.Framing.Framings;
using Tincan.Hosting;
using Tincan.Pages;
using Tincan.Pages.Expressions;
using Tincan.Pages.Rules;
using Tincan.Pages.Values;
using Tincan.Wires;

namespace Tincan.Mutants.Programs;

/// <summary>A bug that is planted into a server of a page.</summary>
internal enum PageBug
{
    OneReadIsOneMessage,
    FirstOfRead,
    LosesLast,
    ByteOrder,
    OffByOne,
    LosesEnd,
    AnswersTwice,
    AnswersFirst,
    AddsLineEnd,
    LosesBlank,
    AnswersAtEnd,
    StaysOpen,
    ResetsAtEnd,
    ClosesEarly,
    AnswersUnfinished,
    IgnoresUnfinished,
    DiesOfNonsense,
}

/// <summary>A server of a page, written as a beginner does: receives, looks for messages, applies the rules, sends. It has one bug.</summary>
/// <param name="page">The page.</param>
/// <param name="bug">The bug.</param>
internal sealed class PageProgram(Page page, PageBug bug) : IServer
{
    private readonly RuleMachine _machine = new(page.ServerRules, page.Values(new Dictionary<string, string>()));
    private readonly List<Client> _clients = [];
    private bool _isDead;

    public async Task ServeAsync(Conversation conversation)
    {
        if (_isDead)
        {
            conversation.Wire.Abort();
            return;
        }

        var client = new Client(conversation.Wire);
        client.Member = _machine.Connect(client);
        _clients.Add(client);
        try
        {
            await SendAsync();
            await ReceiveAsync(client);
        }
        finally
        {
            _clients.Remove(client);
            _machine.End(client.Member);
            await SendAsync();
        }

        if (bug == PageBug.StaysOpen && !client.IsClosing)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, conversation.Time, conversation.Aborted);
        }

        if (bug == PageBug.ResetsAtEnd)
        {
            conversation.Wire.Abort();
        }
    }

    private async Task ReceiveAsync(Client client)
    {
        var framer = page.Framing.ToServer.CreateFramer();
        var chunk = new byte[64 * 1024];
        byte[] held = [];
        while (!client.IsClosing && await client.Wire.ReceiveAsync(chunk) is > 0 and var count)
        {
            held = bug == PageBug.OneReadIsOneMessage ? [] : held;
            held = [.. held, .. chunk.AsSpan(0, count)];
            if (bug == PageBug.OneReadIsOneMessage)
            {
                await AnswerAsync(client, Content(page.Framing.ToServer, held));
                continue;
            }

            held = await AnswerAllAsync(client, framer, held);
        }

        if (bug == PageBug.AnswersAtEnd)
        {
            await SendAsync();
        }

        var answers = bug == PageBug.AnswersUnfinished || (page.Unfinished == Unfinished.Answered && bug != PageBug.IgnoresUnfinished);
        if (held.Length > 0 && answers && bug != PageBug.OneReadIsOneMessage)
        {
            await AnswerAsync(client, held.AsSpan(Math.Min(held.Length, page.Framing.ToServer.HeaderSize)).ToArray());
        }
    }

    private async Task<byte[]> AnswerAllAsync(Client client, IFramer framer, byte[] held)
    {
        var at = 0;
        while (!client.IsClosing)
        {
            var cut = framer.Cut(held.AsSpan(at), 0);
            if (cut.Status == FrameStatus.Invalid)
            {
                _isDead |= bug == PageBug.DiesOfNonsense;
                throw new WireException(CloseReason.Malformed, cut.Problem!);
            }

            if (cut.Status == FrameStatus.NeedMore)
            {
                break;
            }

            var content = page.Framing.ToServer.WithoutLength(held.AsSpan(at + cut.Start, cut.Length)).ToArray();
            at += cut.Consumed;
            var isLast = at == held.Length;
            at = bug == PageBug.FirstOfRead ? held.Length : at;
            if (bug != PageBug.LosesLast || !isLast || client.Answered % 2 == 0)
            {
                await AnswerAsync(client, content);
            }
            else
            {
                client.Answered++;
            }
        }

        return held[at..];
    }

    /// <summary>The content of a read that is taken for one message, whatever is in it.</summary>
    internal static byte[] Content(MessageFraming framing, byte[] read)
    {
        var cut = framing.CreateFramer().Cut(read, 0);
        var content = cut.Status == FrameStatus.Done ? framing.WithoutLength(read.AsSpan(cut.Start)) : read.AsSpan(Math.Min(read.Length, framing.HeaderSize));
        return (content.EndsWith(framing.Terminator.Span) ? content[..^framing.Terminator.Length] : content).ToArray();
    }

    private async Task AnswerAsync(Client client, byte[] content)
    {
        client.Answered++;
        bool isKnown;
        try
        {
            isKnown = _machine.Receive(client.Member!, ByteText.From(content));
        }
        catch (EvaluationException)
        {
            isKnown = false;
        }

        if (!isKnown)
        {
            _isDead |= bug == PageBug.DiesOfNonsense;
            client.IsClosing = true;
        }

        if (bug == PageBug.AnswersFirst)
        {
            client.First ??= [.. client.Waiting];
            client.Waiting.Clear();
            client.Waiting.AddRange(client.First);
        }

        if (bug != PageBug.AnswersAtEnd)
        {
            await SendAsync();
        }

        client.IsClosing |= bug == PageBug.ClosesEarly;
    }

    /// <summary>Sends what waits, to all.</summary>
    private async Task SendAsync()
    {
        foreach (var client in _clients.ToList())
        {
            var bytes = client.Waiting.SelectMany(Frame).ToArray();
            client.Waiting.Clear();
            if (bytes.Length > 0)
            {
                await client.Wire.SendAsync(bytes);
            }
        }
    }

    /// <summary>The message with this content; null if there is none.</summary>
    internal static byte[]? Framed(MessageFraming framing, byte[] content)
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

    private byte[] Frame((ByteText Content, bool IsRaw) message)
    {
        var content = message.Content.ToArray();
        if (message.IsRaw)
        {
            return content;
        }

        var framing = page.Framing.ToClient;
        content = bug switch
        {
            PageBug.LosesBlank when content.AsSpan().IndexOf((byte)' ') is >= 0 and var blank => [.. content[..blank], .. content[(blank + 1)..]],
            PageBug.OffByOne when content.Length > 0 => content[..^1],
            _ => content,
        };
        var bytes = Framed(framing, content) ?? [];
        if (bug == PageBug.ByteOrder)
        {
            bytes.AsSpan(0, framing.HeaderSize).Reverse();
        }

        return bug switch
        {
            PageBug.AnswersTwice => [.. bytes, .. bytes],
            PageBug.AddsLineEnd => [.. bytes, (byte)'\n'],
            PageBug.LosesEnd => bytes[..^Math.Min(1, bytes.Length)],
            _ => bytes,
        };
    }

    private sealed class Client(Wire wire) : IRuleOutput
    {
        public Wire Wire => wire;

        public Member? Member { get; set; }

        public List<(ByteText Content, bool IsRaw)> Waiting { get; } = [];

        /// <summary>The answer to the first message, which is given to all.</summary>
        public List<(ByteText Content, bool IsRaw)>? First { get; set; }

        public int Answered { get; set; }

        public bool IsClosing { get; set; }

        public void Send(ByteText content, bool isRaw) => Waiting.Add((content, isRaw));

        public void Wait(TimeSpan time)
        {
            // It is in a hurry.
        }

        public void Finish() => IsClosing = true;

        public void Close() => IsClosing = true;

        public void Reset()
        {
            IsClosing = true;
            wire.Abort();
        }
    }
}
